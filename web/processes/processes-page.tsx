import { Button, Form, Input, Modal, Select, Upload } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { type Output, upload, useCall, useGet } from '../api.ts';
import { limitText } from '../procedures/limit-text.ts';
import { ProcedurePicker } from '../procedures/procedure-picker.tsx';
import { useMe, useSession } from '../shell/session.tsx';
import { pathWith, useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { DayField, Field, Tag } from '../ui/field.tsx';
import { CodeFilter } from '../ui/filter-fields.tsx';
import { dayOf } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer, Problem } from '../ui/states.tsx';
import { TabLinks } from '../ui/tab-links.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';

type Row = Output<'processes.list'>[number];
type Gap = Output<'processes.gaps'>[number];
const LEVELS = ['province', 'district', 'commune'] as const;
const TONES = { in_force: 'green', coming: 'blue', draft: 'amber', ended: 'plain', model: 'blue' } as const;

/** The state of a process, as a word in its colour. */
export function StateTag({ state }: { state: Row['state'] }) {
  const { tCode } = useText();
  return <Tag tone={TONES[state]}>{tCode('processes.state', state)}</Tag>;
}

export function ProcessesPage() {
  const { t } = useText();
  const { may } = useSession();
  const address = useAddress();
  const navigate = useNavigate();
  const [is_new, setNew] = useState(false);
  const tab = address.get('tab') === 'gaps' ? 'gaps' : 'list';
  return (
    <Page
      title={t('processes.title')}
      lead={t('processes.lead')}
      actions={
        <>
          <Button icon={<Icon name="clock" />} onClick={() => void navigate('/processes/simulate')}>
            {t('processes.simulate')}
          </Button>
          {may('processes.write') && (
            <Button type="primary" icon={<Icon name="plus" />} onClick={() => setNew(true)}>
              {t('processes.new')}
            </Button>
          )}
        </>
      }
    >
      <TabLinks
        label={t('processes.title')}
        active={tab}
        tabs={[
          { key: 'list', label: t('processes.tab_list'), to: '/processes' },
          { key: 'gaps', label: t('processes.tab_gaps'), to: '/processes?tab=gaps' },
        ]}
      />
      {tab === 'gaps' ? <Gaps /> : <All />}
      {is_new && <NewProcess onClose={() => setNew(false)} />}
    </Page>
  );
}

function All() {
  const { t, tCode, lang, day } = useText();
  const address = useAddress();
  const today = dayOf(new Date());
  const on = address.get('day') ?? today;
  const q = address.get('q');
  const asked = useGet('processes.list', { day: on, ...(q ? { q } : {}) }, { placeholderData: (before) => before });
  const columns: Column<Row>[] = [
    {
      key: 'name',
      title: t('field.name'),
      phone: 'title',
      cell: (row) => (
        <span>
          {lang === 'vi' ? row.name_vi : row.name_en}
          <div className="small">
            {row.procedure_code ? `${row.procedure_code} · ${row.procedure_name}` : t('processes.every_procedure')}
          </div>
        </span>
      ),
    },
    {
      key: 'unit',
      title: t('processes.authority'),
      cell: (row) =>
        row.is_model ? t('processes.model') : [row.unit_name, row.level && tCode('level', row.level)].filter(Boolean).join(' · '),
    },
    { key: 'state', title: t('field.status'), cell: (row) => <StateTag state={row.state} /> },
    {
      key: 'from',
      title: t('processes.in_force_from'),
      cell: (row) => <span className="nowrap">{day(row.valid_from ?? row.next_from)}</span>,
    },
    { key: 'decision', title: t('processes.decision'), cell: (row) => row.decision_no ?? '' },
    {
      key: 'steps',
      title: t('processes.steps'),
      align: 'right',
      cell: (row) => (
        <span>
          {row.steps}
          {row.interlinking !== 'none' && <div className="small nowrap">{tCode('processes.interlinking', row.interlinking)}</div>}
        </span>
      ),
    },
  ];
  return (
    <Section>
      <search className="filters">
        <Field label={t('processes.find')} className="field-wide">
          {(id) => (
            <Input.Search
              id={id}
              allowClear
              defaultValue={q ?? ''}
              onSearch={(typed) => address.set({ q: typed.trim() || null })}
            />
          )}
        </Field>
        <DayField label={t('field.as_of')} value={on} onChange={(next) => address.set({ day: next === today ? null : next })} />
      </search>
      <Answer of={asked} rows={10}>
        {(rows) => (
          <List<Row>
            label={t('processes.title')}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            to={(row) => `/processes/${row.id}`}
            empty={t('processes.none')}
          />
        )}
      </Answer>
    </Section>
  );
}

function Gaps() {
  const { t, tCode, lang } = useText();
  const me = useMe();
  const address = useAddress();
  const unit = address.get('unit') ?? me.roles[0]?.unit_code ?? null;
  const level = LEVELS.find((one) => one === address.get('level'));
  const asked = useGet('processes.gaps', unit ? { unit, ...(level ? { level } : {}) } : null);
  const columns: Column<Gap>[] = [
    { key: 'name', title: t('field.procedure'), cell: (row) => row.name, phone: 'title' },
    { key: 'code', title: t('field.code'), cell: (row) => <span className="code">{row.code}</span> },
    { key: 'sector', title: t('field.sector'), cell: (row) => row.sector_name },
    { key: 'level', title: t('field.level'), cell: (row) => <span className="nowrap">{tCode('level', row.level)}</span> },
    {
      key: 'limit',
      title: t('procedures.limit'),
      cell: (row) => <span className="nowrap">{limitText(row, lang) ?? ''}</span>,
    },
    { key: 'linked', title: t('procedures.interlinked'), cell: (row) => (row.is_interlinked ? <Icon name="check" /> : '') },
  ];
  return (
    <Section>
      <p className="muted">{t('processes.gaps_lead')}</p>
      <search className="filters">
        <Field label={t('processes.authority')} className="field-wide">
          {(id) => <UnitPicker id={id} value={unit ?? undefined} onChange={(code) => address.set({ unit: code })} />}
        </Field>
        <CodeFilter label={t('field.level')} name="level" codes={LEVELS} prefix="level" className="half" />
      </search>
      {unit ? (
        <Answer of={asked} rows={10}>
          {(rows) => (
            <>
              <p className="strong">{t('processes.gaps_count', { count: rows.length })}</p>
              <List<Gap>
                label={t('processes.tab_gaps')}
                columns={columns}
                rows={rows}
                rowKey={(row) => row.code}
                to={(row) => pathWith(`/procedures/${row.code}`, {})}
                empty={t('processes.no_gaps')}
              />
            </>
          )}
        </Answer>
      ) : (
        <p className="muted">{t('processes.gaps_choose')}</p>
      )}
    </Section>
  );
}

type Fields = { unit: string; procedure?: string; level?: Row['level']; name_vi: string; name_en?: string; copy_of?: number };

function NewProcess({ onClose }: { onClose: () => void }) {
  const { t, tCode, lang } = useText();
  const me = useMe();
  const say = useSay();
  const navigate = useNavigate();
  const [form] = Form.useForm<Fields>();
  const create = useCall('processes.create', ['processes']);
  const others = useGet('processes.list', {});
  const opened = (id: number) => void navigate(`/processes/${id}?edit=1`);
  const send = (fields: Fields) =>
    create.mutate(
      {
        unit: fields.unit,
        procedure_code: fields.procedure ?? null,
        level: fields.level ?? null,
        name_vi: fields.name_vi,
        name_en: fields.name_en?.trim() || fields.name_vi,
        ...(fields.copy_of ? { copy_of: fields.copy_of } : {}),
      },
      { onSuccess: ({ id }) => opened(id) },
    );
  const bring = async (file: File) => {
    try {
      const { id } = await upload('processes.import', { unit: form.getFieldValue('unit') as string }, file, {});
      opened(id);
    } catch (error) {
      say.refused(error);
    }
  };
  const copies = (others.data ?? []).map((row) => ({ row, value: row.version_id }));
  return (
    <Modal
      open
      title={t('processes.new')}
      okText={t('processes.begin')}
      cancelText={t('act.cancel')}
      closable={{ 'aria-label': t('app.close') }}
      okButtonProps={{ loading: create.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {create.isError && <Problem error={create.error} />}
      <Form<Fields>
        form={form}
        layout="vertical"
        onFinish={send}
        initialValues={me.roles[0] ? { unit: me.roles[0].unit_code } : {}}
      >
        <Form.Item
          name="unit"
          label={t('processes.authority')}
          extra={t('processes.authority_help')}
          rules={[{ required: true, message: t('field.required') }]}
        >
          <UnitPicker />
        </Form.Item>
        <Form.Item name="procedure" label={t('field.procedure')} extra={t('processes.procedure_help')}>
          <ProcedurePicker placeholder={t('processes.every_procedure')} />
        </Form.Item>
        <Form.Item name="level" label={t('field.level')}>
          <Select
            allowClear
            placeholder={t('field.all')}
            options={LEVELS.map((value) => ({ value, label: tCode('level', value) }))}
          />
        </Form.Item>
        <Form.Item
          name="name_vi"
          label={t('field.name')}
          rules={[{ required: true, whitespace: true, message: t('field.required') }]}
        >
          <Input maxLength={300} />
        </Form.Item>
        <Form.Item name="name_en" label={t('processes.name_en')}>
          <Input maxLength={300} />
        </Form.Item>
        <Form.Item name="copy_of" label={t('processes.copy_of')}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('processes.copy_none')}
            options={copies.flatMap(({ row, value }) =>
              value === null
                ? []
                : [
                    {
                      value,
                      label: `${lang === 'vi' ? row.name_vi : row.name_en}${row.is_model ? ` (${t('processes.model')})` : ''}`,
                    },
                  ],
            )}
          />
        </Form.Item>
      </Form>
      <Upload
        accept=".yaml,.yml"
        showUploadList={false}
        beforeUpload={(file) => {
          void bring(file);
          return false;
        }}
      >
        <Button icon={<Icon name="upload" />}>{t('processes.import')}</Button>
      </Upload>
    </Modal>
  );
}
