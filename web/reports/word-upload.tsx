import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Modal, Radio, Upload } from 'antd';
import { useState } from 'react';
import { ApiError, type Output, refresh, upload } from '../api.ts';
import { useSay } from '../ui/confirm.tsx';
import { Icon } from '../ui/icon.tsx';
import { useText } from '../ui/text.tsx';

export type UploadReply = Output<'reports.upload'>;
type Place = { block: string; heading: string; mine: string; theirs: string };
type Conflict = { file: File; version: number; base: number; places: Place[] };
type Chosen = Record<string, 'mine' | 'theirs'>;

/** Takes the Word file back; where two people wrote in one part it asks whose words stay. */
export function UploadWord({ report_id, onTold }: { report_id: number; onTold: (reply: UploadReply) => void }) {
  const { t } = useText();
  const say = useSay();
  const client = useQueryClient();
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [is_busy, setBusy] = useState(false);
  const send = async (file: File, chosen: Chosen = {}) => {
    setBusy(true);
    const keys = (which: 'mine' | 'theirs') =>
      Object.entries(chosen)
        .filter(([, one]) => one === which)
        .map(([key]) => key)
        .join(',');
    try {
      onTold(await upload('reports.upload', { id: report_id, keep_mine: keys('mine'), keep_theirs: keys('theirs') }, file, {}));
      setConflict(null);
      await refresh(client, ['reports']);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'reports.changed_by_both') return say.refused(error);
      const { version, base, places } = error.data as unknown as Omit<Conflict, 'file'>;
      setConflict({ file, version, base, places });
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Upload
        accept=".docx"
        showUploadList={false}
        beforeUpload={(file) => {
          void send(file);
          return false;
        }}
      >
        <Button icon={<Icon name="upload" />} loading={is_busy && !conflict}>
          {t('kept.upload')}
        </Button>
      </Upload>
      {conflict && (
        <Choose
          key={`${conflict.version} ${conflict.places.length}`}
          conflict={conflict}
          busy={is_busy}
          onChosen={(chosen) => void send(conflict.file, chosen)}
          onCancel={() => setConflict(null)}
        />
      )}
    </>
  );
}

function Choose(props: { conflict: Conflict; busy: boolean; onChosen: (chosen: Chosen) => void; onCancel: () => void }) {
  const { conflict, busy, onChosen, onCancel } = props;
  const { t } = useText();
  const [chosen, setChosen] = useState<Chosen>({});
  const words = (text: string) => (text === '' ? t('kept.conflict_empty') : text);
  return (
    <Modal
      open
      width={860}
      title={t('kept.conflict_title')}
      okText={t('kept.conflict_send')}
      cancelText={t('act.cancel')}
      confirmLoading={busy}
      okButtonProps={{ disabled: conflict.places.some(({ block }) => !chosen[block]) }}
      closable={{ 'aria-label': t('app.close') }}
      onOk={() => onChosen(chosen)}
      onCancel={onCancel}
    >
      <p>{t('kept.conflict_lead', { base: conflict.base, version: conflict.version })}</p>
      {conflict.places.map(({ block, heading, mine, theirs }) => (
        <fieldset key={block} className="plain-set">
          <legend>{heading || t('kept.opening')}</legend>
          <Radio.Group
            className="conflict"
            value={chosen[block]}
            onChange={({ target }) => setChosen((now) => ({ ...now, [block]: target.value as 'mine' | 'theirs' }))}
          >
            <Radio value="mine">
              <strong>{t('kept.conflict_mine')}</strong>
              <span className="conflict-words">{words(mine)}</span>
            </Radio>
            <Radio value="theirs">
              <strong>{t('kept.conflict_theirs')}</strong>
              <span className="conflict-words">{words(theirs)}</span>
            </Radio>
          </Radio.Group>
        </fieldset>
      ))}
    </Modal>
  );
}

/** What reading the office's file found. @param headings of the parts of the report, by block */
export function Told(props: { reply: UploadReply; headings: ReadonlyMap<string, string>; onClose: () => void }) {
  const { reply, headings, onClose } = props;
  const { t } = useText();
  const numbers = [...new Set(reply.typed.map(({ text }) => text))];
  const { added, gone } = reply.elsewhere;
  const is_clean = reply.changed.length + reply.lost.length + reply.tables.length === 0;
  const lines = [
    reply.is_older && t('kept.upload_older', { base: reply.base }),
    reply.is_layout_lost && t('kept.layout_lost'),
    reply.cut.length > 0 && t('kept.upload_cut', { count: reply.cut.length }),
    numbers.length > 0 && t('kept.upload_typed', { numbers: numbers.join('; ') }),
    reply.lost.length > 0 && t('kept.upload_lost', { blocks: reply.lost.map((key) => headings.get(key) ?? key).join('; ') }),
    reply.recipients !== null && t('kept.upload_recipients'),
    added.length + gone.length > 0 && t('kept.upload_elsewhere', { added: added.length, gone: gone.length }),
    reply.findings.some(({ rule }) => rule.startsWith('W')) && t('kept.upload_see'),
  ].filter((line) => line !== false);
  return (
    <Alert
      className="gap"
      showIcon
      closable={{ onClose }}
      type={is_clean ? 'success' : 'warning'}
      title={t('kept.saved', { version: reply.version })}
      description={
        <>
          {reply.changed.length > 0 && (
            <>
              <p>{t('kept.upload_changed')}:</p>
              <ul>
                {reply.changed.map(({ anchor, label, was, now, quote }) => (
                  <li key={`${anchor} ${now} ${quote}`}>{t('kept.upload_was_now', { label, was, now })}</li>
                ))}
              </ul>
            </>
          )}
          {reply.tables.length > 0 && (
            <>
              <p>{t('kept.upload_tables')}:</p>
              <ul>
                {reply.tables.map(({ kind, place, was, now }) => (
                  <li key={`${kind} ${place} ${was} ${now}`}>{t('kept.upload_table', { place, was, now })}</li>
                ))}
              </ul>
            </>
          )}
          {lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </>
      }
    />
  );
}
