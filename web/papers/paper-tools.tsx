import { useQueryClient } from '@tanstack/react-query';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { call, fetchFile, type Output, refresh, upload, useGet } from '../api.ts';
import { FromStore } from '../holdings/from-store.tsx';
import { useSession } from '../shell/session.tsx';
import { useSay } from '../ui/confirm.tsx';
import { Icon } from '../ui/icon.tsx';
import { useText } from '../ui/text.tsx';
import { Preview } from './preview.tsx';
import { ScanDialog } from './scan-dialog.tsx';
import { SignDialog } from './sign-dialog.tsx';
import { SignatureBadge } from './signature-badge.tsx';

type Paper = Output<'dossiers.get'>['papers'][number];
type Props = { dossier_id: number; paper: Paper };
type ToolsProps = Props & {
  /** Pictures, or several files, that were dropped on the paper or chosen for it. */
  dropped: readonly File[];
  onTaken: () => void;
};

const isPdf = (paper: Paper) => paper.file_id !== null && /\.pdf$/i.test(paper.file_name ?? '');

/** Who signed the file of a paper. */
export function PaperSignatures({ dossier_id, paper }: Props) {
  const { may } = useSession();
  const asked = isPdf(paper) && may('dossiers.read_personal');
  const found = useGet('dossiers.paper_signatures', asked ? { id: dossier_id, paper_id: paper.id } : null, { staleTime: 60_000 });
  return <SignatureBadge name={paper.name} found={found.data} />;
}

/** What can be done with a paper besides sending a file: look at it, scan pages, sign, take it from the applicant's store. */
export function PaperTools({ dossier_id, paper, dropped, onTaken }: ToolsProps) {
  const { t } = useText();
  const { may } = useSession();
  const say = useSay();
  const client = useQueryClient();
  const [open, setOpen] = useState<'preview' | 'scan' | 'sign' | 'store' | null>(null);
  const where = { id: dossier_id, paper_id: paper.id };
  const close = () => {
    setOpen(null);
    onTaken();
  };
  const done = async (text: string) => {
    close();
    say.done(text);
    await refresh(client, ['dossiers', 'measures', 'signatures']);
  };
  const more = [
    may('dossiers.process') &&
      may('holdings.read') && { key: 'store', icon: <Icon name="inbox" size={15} />, label: t('papers.from_store') },
    isPdf(paper) &&
      may('signatures.sign') && { key: 'sign', icon: <Icon name="shield" size={15} />, label: t('signatures.sign') },
  ].filter((one) => one !== false);
  return (
    <>
      {paper.file_id !== null && may('dossiers.read_personal') && (
        <Button size="small" onClick={() => setOpen('preview')} aria-label={`${t('papers.preview')}: ${paper.name}`}>
          {t('papers.preview')}
        </Button>
      )}
      {may('dossiers.process') && (
        <Button
          size="small"
          icon={<Icon name="camera" size={15} />}
          onClick={() => setOpen('scan')}
          aria-label={`${t('papers.scan')}: ${paper.name}`}
        >
          {t('papers.scan')}
        </Button>
      )}
      {more.length > 0 && (
        <Dropdown trigger={['click']} menu={{ items: more, onClick: ({ key }) => setOpen(key as 'sign' | 'store') }}>
          <Button size="small" aria-label={`${t('papers.more')}: ${paper.name}`} icon={<Icon name="more" size={15} />} />
        </Dropdown>
      )}
      {open === 'preview' && (
        <Preview title={paper.name} load={() => fetchFile('dossiers.paper_file', where)} onClose={() => setOpen(null)} />
      )}
      {(open === 'scan' || dropped.length > 0) && (
        <ScanDialog
          title={t('papers.scan_title', { name: paper.name })}
          first={dropped}
          onClose={close}
          send={(file, as, options) => upload(as === 'file' ? 'dossiers.attach' : 'dossiers.scan', where, file, options)}
          onSent={() => void done(t('papers.sent'))}
        />
      )}
      {open === 'sign' && (
        <SignDialog
          title={t('papers.sign_title', { name: paper.name })}
          onClose={() => setOpen(null)}
          sign={(input) => call('dossiers.sign_paper', { ...where, ...input })}
          onDone={(state) => void done(state === 'signed' ? t('signatures.done') : t('signatures.asked'))}
        />
      )}
      {open === 'store' && (
        <FromStore
          dossier_id={dossier_id}
          paper={paper}
          onClose={() => setOpen(null)}
          onTaken={() => void done(t('holdings.taken'))}
        />
      )}
    </>
  );
}
