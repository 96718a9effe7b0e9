import { Alert, Button, Modal, Space } from 'antd';
import { useState } from 'react';
import { type Output, useCall, useGet } from '../api.ts';
import { StatusTag } from '../dossiers/marks.tsx';
import { ProcedurePicker } from '../procedures/procedure-picker.tsx';
import { useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { Field, Tag } from '../ui/field.tsx';
import { FilterBar } from '../ui/filter-bar.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { StepDialog } from './step-dialogs.tsx';
import { WORK_TABS, WorkTabs } from './work-tabs.tsx';

type Row = Output<'dossiers.work'>['rows'][number];
type Asked = { row: Row; what: 'finish_step' | 'assign' };

/** Steps to be done: mine, nobody's yet, of my units, late, waiting for opinions; handed on, taken and assigned from the list. */
export function WorkPage() {
  const { t, tCode } = useText();
  const address = useAddress();
  const [asked, setAsked] = useState<Asked | null>(null);
  const tab = WORK_TABS.find((one) => one === address.get('tab')) ?? 'mine';
  const [unit, procedure] = [address.get('unit'), address.get('procedure')];
  const list = useGet(
    'dossiers.work',
    { tab, ...(unit ? { unit } : {}), ...(procedure ? { procedure } : {}), page: address.number('page', 1) },
    { placeholderData: (before) => before, refetchInterval: 60_000 },
  );
  const columns = useColumns(setAsked);
  return (
    <Page title={t('work.title')} lead={t('work.lead')}>
      <Section>
        <FilterBar
          first={
            <Field label={t('field.unit')}>
              {(id) => <UnitPicker id={id} value={unit} onChange={(code) => address.set({ unit: code || null })} allowClear />}
            </Field>
          }
          is_active={Boolean(procedure)}
        >
          <Field label={t('field.procedure')} className="field-wide">
            {(id) => (
              <Space.Compact block>
                <ProcedurePicker
                  id={id}
                  value={procedure}
                  name={procedure}
                  onChange={(code) => address.set({ procedure: code || null })}
                  placeholder={t('work.every_procedure')}
                />
                {procedure && <Button onClick={() => address.set({ procedure: null })}>{t('work.all')}</Button>}
              </Space.Compact>
            )}
          </Field>
        </FilterBar>
        <WorkTabs active={tab} />
        <Answer of={list} rows={8}>
          {(reply) => (
            <List<Row>
              label={tCode('work.tab', tab)}
              columns={columns}
              rows={reply.rows}
              rowKey={(row) => `${row.id} ${row.place}`}
              to={(row) => `/dossiers/${row.id}`}
              total={reply.total}
              loading={list.isPlaceholderData}
              empty={t(tab === 'mine' ? 'work.none_mine' : 'work.none')}
            />
          )}
        </Answer>
      </Section>
      {asked && <FromList {...asked} onClose={() => setAsked(null)} />}
    </Page>
  );
}

/** What may be done at a step is asked for when it is wanted: the list knows only whether anything may. */
function FromList({ row, what, onClose }: Asked & { onClose: () => void }) {
  const { t } = useText();
  const steps = useGet('dossiers.steps', { id: row.id }, { staleTime: 0 });
  const offer = steps.data?.offers.find((one) => one.place === row.place);
  const taken = steps.data?.steps.find((one) => one.place === row.place);
  if (steps.data && offer && taken)
    return (
      <StepDialog dossier_id={row.id} what={what} offer={offer} taken={taken} last_seq={steps.data.last_seq} onClose={onClose} />
    );
  return (
    <Modal
      open
      title={row.code}
      footer={null}
      loading={steps.isPending}
      closable={{ 'aria-label': t('app.close') }}
      onCancel={onClose}
    >
      <Answer of={steps}>{() => <Alert type="warning" showIcon title={t('work.moved_on')} />}</Answer>
    </Modal>
  );
}

function useColumns(ask: (asked: Asked) => void): Column<Row>[] {
  const { t, lang, day, moment } = useText();
  return [
    {
      key: 'code',
      title: t('dossiers.code'),
      phone: 'title',
      width: 190,
      cell: (row) => <span className="code nowrap">{row.code}</span>,
    },
    {
      key: 'step',
      title: t('processes.step'),
      width: 230,
      cell: (row) => (
        <>
          <span className="strong">{lang === 'vi' ? row.step_vi : row.step_en}</span>
          <div className="small">{t('work.since', { at: moment(row.entered_at) })}</div>
        </>
      ),
    },
    {
      key: 'what',
      title: t('field.procedure'),
      cell: (row) => (
        <>
          {row.procedure_name}
          <div className="small">{row.applicant_name}</div>
        </>
      ),
    },
    {
      key: 'who',
      title: t('processes.who'),
      cell: (row) => (
        <>
          {row.account_name ?? <Tag tone="amber">{t('processes.nobody_yet')}</Tag>}
          <div className="small">{row.unit_name}</div>
        </>
      ),
    },
    {
      key: 'due',
      title: t('processes.due_at'),
      cell: (row) => (
        <>
          <span className="nowrap">{(row.due_precision === 'hour' ? moment(row.due_at) : day(row.due_on)) || '–'}</span>{' '}
          {row.is_late && <Tag tone="red">{t('processes.step_late')}</Tag>}
          {row.dossier_due_on && <div className="small">{t('work.dossier_due', { day: day(row.dossier_due_on) })}</div>}
        </>
      ),
    },
    {
      key: 'state',
      title: t('field.status'),
      cell: (row) => (
        <>
          <StatusTag status={row.status} />
          {row.waiting_for > 0 && <div className="small">{t('work.waiting_for', { count: row.waiting_for })}</div>}
        </>
      ),
    },
    {
      key: 'act',
      title: t('work.actions'),
      cell: (row) => (row.may_finish || row.may_take_up || row.may_assign) && <RowButtons row={row} ask={ask} />,
    },
  ];
}

function RowButtons({ row, ask }: { row: Row; ask: (asked: Asked) => void }) {
  const { t } = useText();
  const say = useSay();
  const act = useCall('dossiers.act', ['dossiers', 'measures']);
  const takeUp = () =>
    act.mutate(
      { id: row.id, action: 'take_up', last_seq: row.last_seq, data: {} },
      { onSuccess: () => say.done(t('action.done')), onError: say.refused },
    );
  const named = (words: string) => `${words}: ${row.code}`;
  return (
    <Space wrap size={4}>
      {row.may_take_up && (
        <Button size="small" loading={act.isPending} aria-label={named(t('work.take_up'))} onClick={takeUp}>
          {t('work.take_up')}
        </Button>
      )}
      {row.may_finish && (
        <Button
          size="small"
          type="primary"
          aria-label={named(t('processes.finish'))}
          onClick={() => ask({ row, what: 'finish_step' })}
        >
          {t('processes.finish')}
        </Button>
      )}
      {row.may_assign && (
        <Button size="small" aria-label={named(t('processes.assign_officer'))} onClick={() => ask({ row, what: 'assign' })}>
          {t('processes.assign_officer')}
        </Button>
      )}
    </Space>
  );
}
