import { useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { ApiError, type Output, refresh, upload, useCall, useGet } from '../api.ts';
import { FormDialog } from '../desk/form-dialog.tsx';
import { useSession } from '../shell/session.tsx';
import { Confirm, useSay } from '../ui/confirm.tsx';
import { FileChoice } from '../ui/file-choice.tsx';
import { dayOf } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';

type Root = Output<'signatures.roots'>[number];

/** Authorities whose signatures are trusted, for the whole installation. */
export function TrustTab() {
  const { t, day } = useText();
  const { may } = useSession();
  const say = useSay();
  const asked = useGet('signatures.roots', {});
  const [is_adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<Root | null>(null);
  const distrust = useCall('signatures.distrust', ['signatures']);
  const columns: Column<Root>[] = [
    { key: 'subject', title: t('signatures.authority'), cell: (row) => row.subject, phone: 'title' },
    { key: 'issuer', title: t('signatures.issuer'), cell: (row) => row.issuer },
    {
      key: 'valid',
      title: t('signatures.in_force'),
      cell: (row) => `${day(dayOf(new Date(row.valid_from)))} – ${day(dayOf(new Date(row.valid_to)))}`,
    },
    { key: 'source', title: t('field.source'), cell: (row) => row.source },
    {
      key: 'print',
      title: t('signatures.fingerprint'),
      cell: (row) => <span className="hash">{row.fingerprint}</span>,
      phone: 'hidden',
    },
    {
      key: 'do',
      title: '',
      cell: (row) =>
        may('signatures.trust') && (
          <Button size="small" danger onClick={() => setLeaving(row)} aria-label={`${t('signatures.distrust')}: ${row.subject}`}>
            {t('signatures.distrust')}
          </Button>
        ),
    },
  ];
  return (
    <Section
      title={t('signatures.tab_trust')}
      extra={
        may('signatures.trust') && (
          <Button icon={<Icon name="plus" />} onClick={() => setAdding(true)}>
            {t('signatures.add_root')}
          </Button>
        )
      }
    >
      <p className="small">{t('signatures.trust_hint')}</p>
      <Answer of={asked}>
        {(rows) => (
          <List<Root>
            label={t('signatures.tab_trust')}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            empty={t('signatures.no_roots')}
          />
        )}
      </Answer>
      {is_adding && <AddRoot onClose={() => setAdding(false)} />}
      <Confirm
        open={leaving !== null}
        title={t('signatures.distrust_title', { name: leaving?.subject })}
        reason="needed"
        danger
        busy={distrust.isPending}
        onCancel={() => setLeaving(null)}
        onConfirm={(why) =>
          leaving && distrust.mutate({ id: leaving.id, reason: why }, { onSuccess: () => setLeaving(null), onError: say.refused })
        }
      />
    </Section>
  );
}

function AddRoot({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const say = useSay();
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [no_file, setNoFile] = useState(false);
  const [is_busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const save = async ({ source }: { source: string }) => {
    if (!file) return setNoFile(true);
    setBusy(true);
    setError(null);
    try {
      const { added } = (await upload('signatures.trust', { source }, file, {})) as { added: number };
      say.done(t('signatures.roots_added', { count: added }));
      await refresh(client, ['signatures', 'dossiers']);
      onClose();
    } catch (cause) {
      setError(cause instanceof ApiError ? cause : new ApiError('web.no_connection', 0, {}, null));
    } finally {
      setBusy(false);
    }
  };
  return (
    <FormDialog<{ source: string }>
      title={t('signatures.add_root')}
      initial={{}}
      busy={is_busy}
      error={error}
      onSave={(one) => void save(one)}
      onClose={onClose}
    >
      <FileChoice
        id="root-file"
        label={t('signatures.root_file')}
        accept=".pem,.crt,.cer,.der"
        is_missing={no_file}
        onChange={(chosen) => {
          setFile(chosen);
          setNoFile(false);
        }}
      />
      <Form.Item name="source" label={t('signatures.root_source')} rules={[{ required: true, message: t('field.required') }]}>
        <Input maxLength={300} />
      </Form.Item>
    </FormDialog>
  );
}
