import { useQueryClient } from '@tanstack/react-query';
import { Button, Progress } from 'antd';
import { useRef, useState } from 'react';
import { download, refresh, upload } from '../api.ts';
import { arePages } from '../papers/pages.ts';
import { PaperSignatures, PaperTools } from '../papers/paper-tools.tsx';
import { useSession } from '../shell/session.tsx';
import { useSay } from '../ui/confirm.tsx';
import { Tag } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import type { Dossier } from './dossier-page.tsx';

type Paper = Dossier['papers'][number];
const ACCEPTED = '.pdf,.png,.jpg,.jpeg,.webp,.tif,.tiff,.docx,.xlsx';

/** Papers of the dossier, with their scans; what the procedure lists and was not given stands below. */
export function Papers({ dossier }: { dossier: Dossier }) {
  const { t } = useText();
  if (dossier.papers.length === 0 && dossier.papers_not_given.length === 0) return <Nothing text={t('receive.no_papers')} />;
  return (
    <>
      <ul className="plain-list papers">
        {dossier.papers.map((paper) => (
          <PaperLine key={paper.id} dossier_id={dossier.id} paper={paper} />
        ))}
      </ul>
      {dossier.papers_not_given.length > 0 && (
        <>
          <h3 className="gap">{t('dossier.not_given')}</h3>
          <ul className="columns-1">
            {dossier.papers_not_given.map((paper) => (
              <li key={paper.ordinal} className="muted">
                {paper.name}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function PaperLine({ dossier_id, paper }: { dossier_id: number; paper: Paper }) {
  const { t, tCode, size } = useText();
  const { may } = useSession();
  const say = useSay();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [sending, setSending] = useState<{ percent: number; stop: AbortController } | null>(null);
  const [is_over, setOver] = useState(false);
  const [dropped, setDropped] = useState<readonly File[]>([]);
  const may_send = may('dossiers.process');

  const take = (files: readonly File[]) => {
    if (sending || files.length === 0) return;
    if (arePages(files)) setDropped(files);
    else if (files.length > 1) say.warned(t('papers.one_by_one'));
    else void send(files[0] as File);
  };
  const send = async (file: File) => {
    const stop = new AbortController();
    setSending({ percent: 0, stop });
    try {
      await upload('dossiers.attach', { id: dossier_id, paper_id: paper.id }, file, {
        signal: stop.signal,
        onProgress: (percent) => setSending({ percent, stop }),
      });
      say.done(t('dossier.uploaded'));
      await refresh(client, ['dossiers', 'measures']);
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') say.done(t('dossier.upload_cancelled'));
      else say.refused(error);
    } finally {
      setSending(null);
    }
  };
  const open = () => void download('dossiers.paper_file', { id: dossier_id, paper_id: paper.id }).catch(say.refused);

  return (
    <li
      className={is_over ? 'drop-here' : ''}
      onDragOver={(event) => {
        if (!may_send) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (may_send) take([...event.dataTransfer.files]);
      }}
    >
      <div className="paper-name">
        {paper.kind === 'result' && <Tag tone="blue">{t('dossier.result')}</Tag>} {paper.name}
        <div className="small">
          {tCode('paper_form', paper.form)} · {t('dossier.sheets', { count: paper.sheets })}
          {paper.file_name && ` · ${paper.file_name}${paper.size_bytes === null ? '' : ` (${size(paper.size_bytes)})`}`}
        </div>
      </div>
      {sending ? (
        <div className="paper-progress">
          <Progress percent={sending.percent} size="small" aria-label={t('dossier.upload')} />
          <Button size="small" onClick={() => sending.stop.abort()}>
            {t('act.cancel')}
          </Button>
        </div>
      ) : (
        <div className="paper-controls">
          <PaperSignatures dossier_id={dossier_id} paper={paper} />
          {paper.is_digitised ? (
            <Tag tone="green">{t('dossier.digitised')}</Tag>
          ) : (
            paper.must_digitise && <Tag tone="amber">{t('dossier.not_digitised')}</Tag>
          )}
          {paper.file_id !== null && may('dossiers.read_personal') && (
            <Button
              size="small"
              icon={<Icon name="download" size={15} />}
              aria-label={`${t('act.download')}: ${paper.name}`}
              onClick={open}
            />
          )}
          <PaperTools dossier_id={dossier_id} paper={paper} dropped={dropped} onTaken={() => setDropped([])} />
          {may_send && (
            <>
              <input
                ref={input}
                type="file"
                hidden
                multiple
                accept={ACCEPTED}
                onChange={(event) => {
                  take([...(event.target.files ?? [])]);
                  // The same file may be chosen again.
                  event.target.value = '';
                }}
              />
              <Button
                size="small"
                icon={<Icon name="upload" size={15} />}
                title={t('dossier.drop')}
                aria-label={`${paper.file_id === null ? t('dossier.upload') : t('dossier.replace')}: ${paper.name}`}
                onClick={() => input.current?.click()}
              >
                {paper.file_id === null ? t('dossier.upload') : t('dossier.replace')}
              </Button>
            </>
          )}
        </div>
      )}
    </li>
  );
}
