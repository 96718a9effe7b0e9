import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { download, type Output, upload, useGet } from '../api.ts';
import { useMe } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { DayField, Field, Tag } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer, Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { useShow } from './show.tsx';

/** Entries taken over from Excel: the form, then a book that is looked through before anything of it is kept. */
export function ImportPage() {
  const { t } = useText();
  const { code = '' } = useParams();
  const me = useMe();
  const say = useSay();
  const navigate = useNavigate();
  const show = useShow();
  const address = useAddress();
  const today = dayOf(new Date());
  const unit = address.get('unit') ?? me.account.unit_code ?? '';
  const from = address.get('from') ?? `${today.slice(0, 4)}-01-01`;
  const to = address.get('to') ?? today;
  const asked = useGet('registers.definition', unit ? { code, unit, day: to } : null, { placeholderData: (before) => before });
  const input = useRef<HTMLInputElement>(null);
  const [percent, setPercent] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const send = async (file: File) => {
    setError(null);
    setPercent(0);
    try {
      const { id } = await upload('registers.import', { code, unit, from, to }, file, { onProgress: setPercent });
      await navigate(`/registers/imports/${id}`);
    } catch (cause) {
      setError(cause);
    } finally {
      setPercent(null);
    }
  };
  const title = asked.data ? show.name(asked.data.definition) : t('registers.title');
  return (
    <Page
      title={t('registers.import')}
      lead={title}
      crumbs={[
        { label: t('registers.title'), to: '/registers' },
        { label: title, to: `/registers/${code}` },
      ]}
    >
      <Section title={t('register_import.step_1')}>
        <p>{t('register_import.template_hint')}</p>
        <Button
          icon={<Icon name="download" />}
          onClick={() => void download('registers.template', { code, unit, day: to }).catch(say.refused)}
        >
          {t('register_import.template')}
        </Button>
      </Section>
      <Section title={t('register_import.step_2')} className="gap">
        <p>{t('register_import.period_hint')}</p>
        <div className="filters">
          <Field label={t('field.unit')}>
            {(id) => <UnitPicker id={id} value={unit} onChange={(next) => address.set({ unit: next })} with_ended />}
          </Field>
          <DayField label={t('field.from')} value={from} onChange={(day) => day && address.set({ from: day })} />
          <DayField label={t('field.to')} value={to} onChange={(day) => day && address.set({ to: day })} />
        </div>
        <input
          ref={input}
          type="file"
          accept=".xlsx"
          hidden
          aria-label={t('registers.choose_file')}
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = '';
            if (file) void send(file);
          }}
        />
        <Button type="primary" icon={<Icon name="upload" />} loading={percent !== null} onClick={() => input.current?.click()}>
          {t('register_import.send')}
        </Button>
        {error !== null && (
          <div className="gap">
            <Problem error={error} title={t('register_import.not_sent')} />
          </div>
        )}
      </Section>
    </Page>
  );
}

type Row = Output<'registers.imports'>['rows'][number];
export const STATE_TONE = { checking: 'amber', checked: 'blue', faulty: 'red', kept: 'green' } as const;

/** Books that were sent, newest first. */
export function ImportsPage() {
  const { t, tCode, moment, number } = useText();
  const address = useAddress();
  const asked = useGet('registers.imports', { page: address.number('page', 1) }, { placeholderData: (before) => before });
  const columns: Column<Row>[] = [
    { key: 'file', title: t('register_import.file'), cell: (row) => row.file_name, phone: 'title' },
    { key: 'register', title: t('register_import.register'), cell: (row) => row.register },
    { key: 'unit', title: t('field.unit'), cell: (row) => row.unit.name },
    { key: 'rows', title: t('register_import.rows'), cell: (row) => number(row.report?.rows ?? null), align: 'right' },
    {
      key: 'state',
      title: t('field.status'),
      cell: (row) => <Tag tone={STATE_TONE[row.state]}>{tCode('import_state', row.state)}</Tag>,
    },
    { key: 'at', title: t('register_import.asked'), cell: (row) => `${row.asked_by_name}, ${moment(row.asked_at)}` },
  ];
  return (
    <Page
      title={t('registers.imports')}
      lead={t('register_import.lead')}
      crumbs={[{ label: t('registers.title'), to: '/registers' }]}
    >
      <Section>
        <Answer of={asked} rows={8}>
          {(reply) => (
            <List<Row>
              label={t('registers.imports')}
              columns={columns}
              rows={reply.rows}
              rowKey={(row) => row.id}
              to={(row) => `/registers/imports/${row.id}`}
              total={reply.total}
              empty={t('register_import.none')}
            />
          )}
        </Answer>
      </Section>
    </Page>
  );
}
