import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Modal } from 'antd';
import { useRef, useState } from 'react';
import { type Output, upload } from '../api.ts';
import { useSay } from '../ui/confirm.tsx';
import { Icon } from '../ui/icon.tsx';
import { List } from '../ui/list.tsx';
import { Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';

type Preview = Output<'plans.import_preview'>;

/** Tasks from an Excel book: looked at first; with any fault nothing is entered. */
export function ImportDialog({ plan_id, onClose }: { plan_id: number; onClose: () => void }) {
  const { t, lang, number } = useText();
  const say = useSay();
  const known = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const look = (chosen: File) =>
    run(async () => {
      setFile(chosen);
      setPreview(null);
      setPreview(await upload('plans.import_preview', { id: plan_id }, chosen, {}));
    });
  const take = () =>
    run(async () => {
      const { added } = await upload('plans.import', { id: plan_id }, file as File, {});
      await known.invalidateQueries();
      say.done(t('plans.imported', { n: number(added) }));
      onClose();
    });
  const is_clean = preview !== null && preview.problem_count === 0 && preview.rows > 0;
  return (
    <Modal
      open
      title={t('plans.import')}
      onCancel={onClose}
      closable={{ 'aria-label': t('app.close') }}
      footer={[
        <Button key="cancel" onClick={onClose}>
          {t('act.cancel')}
        </Button>,
        <Button key="take" type="primary" disabled={!is_clean} loading={busy} onClick={() => void take()}>
          {is_clean ? t('plans.import_n', { n: number(preview.rows) }) : t('plans.import')}
        </Button>,
      ]}
    >
      <p>{t('plans.import_how')}</p>
      <input
        ref={input}
        type="file"
        accept=".xlsx"
        hidden
        aria-label={t('plans.choose_file')}
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          event.target.value = '';
          if (chosen) void look(chosen);
        }}
      />
      <Button icon={<Icon name="upload" />} loading={busy} onClick={() => input.current?.click()}>
        {t('plans.choose_file')}
      </Button>
      {problem !== null && <Problem error={problem} />}
      {preview && preview.problem_count > 0 && (
        <>
          <Alert
            className="gap below"
            type="error"
            showIcon
            title={t('plans.import_faults', { n: number(preview.problem_count) })}
          />
          <List
            label={t('plans.import_faults', { n: number(preview.problem_count) })}
            rows={preview.problems}
            rowKey={(row) => `${row.sheet}!${row.cell} ${row.message_vi}`}
            columns={[
              { key: 'cell', title: t('plans.cell'), phone: 'title', cell: (row) => `${row.sheet}!${row.cell}` },
              { key: 'fault', title: t('plans.fault'), cell: (row) => (lang === 'vi' ? row.message_vi : row.message_en) },
            ]}
          />
        </>
      )}
      {is_clean && <Alert className="gap" type="success" showIcon title={t('plans.import_clean', { n: number(preview.rows) })} />}
    </Modal>
  );
}
