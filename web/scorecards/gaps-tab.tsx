import { Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useCall } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { useSay } from '../ui/confirm.tsx';
import { DayInput, Tag } from '../ui/field.tsx';
import { yearNow } from '../ui/format.ts';
import { List } from '../ui/list.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { CAUSE_TONE, type CardView } from './words.ts';

type Item = CardView['ledger'][number];
const AREAS = [
  'steering',
  'institutions',
  'procedures',
  'organisation',
  'civil_service',
  'public_finance',
  'e_government',
  'other',
] as const;

/** Everything that misses: by criterion with cause, office and day, and summed by office; tasks from it. */
export function GapsTab({ view }: { view: CardView }) {
  const { t, number, day, lang } = useText();
  const { may } = useSession();
  const [task_for, setTaskFor] = useState<Item | null>(null);
  const makes_tasks = may('plans.write') && may('scorecards.score');
  const thousandths = (text: string) => Math.round(Number(text) * 1000);
  const offices = [...Map.groupBy(view.ledger, (item) => item.office ?? '')].map(([office, items]) => {
    const sum = (cause: Item['cause'] | null) =>
      String(
        items
          .filter((item) => cause === null || item.cause === cause)
          .reduce((so_far, item) => so_far + thousandths(item.points), 0) / 1000,
      );
    return { office, all: sum(null), lost: sum('lost'), not_due: sum('not_due'), not_scored: sum('not_scored') };
  });
  return (
    <>
      <p>{t('scorecards.gaps_lead', { missing: number(view.total.missing) })}</p>
      <List<Item>
        label={t('scorecards.tab_gaps')}
        rows={view.ledger}
        rowKey={(item) => item.gap_id ?? item.criterion}
        empty={t('scorecards.no_gaps')}
        columns={[
          {
            key: 'criterion',
            title: t('scorecards.criterion'),
            phone: 'title',
            cell: (item) => (
              <Link to={`/scorecards/cards/${view.card.id}?tab=gaps&criterion=${encodeURIComponent(item.criterion)}`}>
                {item.criterion} {lang === 'vi' ? item.name_vi : item.name_en}
              </Link>
            ),
          },
          {
            key: 'points',
            title: t('scorecards.missing'),
            align: 'right',
            cell: (item) => <strong>{number(item.points)}</strong>,
          },
          {
            key: 'cause',
            title: t('scorecards.cause'),
            cell: (item) => <Tag tone={CAUSE_TONE[item.cause]}>{t(`scorecards.cause.${item.cause}`)}</Tag>,
          },
          { key: 'reason', title: t('scorecards.gap_reason'), cell: (item) => item.reason ?? '' },
          { key: 'office', title: t('scorecards.office'), cell: (item) => item.office ?? '' },
          { key: 'due', title: t('scorecards.due_on'), cell: (item) => <span className="nowrap">{day(item.due_on)}</span> },
          {
            key: 'task',
            title: t('scorecards.task'),
            cell: (item) =>
              item.task_id !== null ? (
                <Link to={`/plans/tasks/${item.task_id}`}>{t('scorecards.open_task')}</Link>
              ) : item.gap_id !== null && makes_tasks ? (
                <Button size="small" onClick={() => setTaskFor(item)}>
                  {t('scorecards.make_task')}
                </Button>
              ) : (
                ''
              ),
          },
        ]}
      />
      {offices.length > 0 && (
        <>
          <h2>{t('scorecards.by_office')}</h2>
          <List
            label={t('scorecards.by_office')}
            rows={offices}
            rowKey={(row) => row.office}
            columns={[
              {
                key: 'office',
                title: t('scorecards.office'),
                cell: (row) => row.office || t('scorecards.no_office'),
                phone: 'title',
              },
              { key: 'all', title: t('scorecards.missing'), align: 'right', cell: (row) => <strong>{number(row.all)}</strong> },
              { key: 'lost', title: t('scorecards.cause.lost'), align: 'right', cell: (row) => number(row.lost) },
              { key: 'not_due', title: t('scorecards.cause.not_due'), align: 'right', cell: (row) => number(row.not_due) },
              {
                key: 'not_scored',
                title: t('scorecards.cause.not_scored'),
                align: 'right',
                cell: (row) => number(row.not_scored),
              },
            ]}
          />
        </>
      )}
      {task_for && <MakeTask view={view} item={task_for} onClose={() => setTaskFor(null)} />}
    </>
  );
}

type Asked = { title: string; area: (typeof AREAS)[number]; lead: string; due_on: string | null };

function MakeTask({ view, item, onClose }: { view: CardView; item: Item; onClose: () => void }) {
  const { t } = useText();
  const say = useSay();
  const make = useCall('scorecards.remedy', ['scorecards', 'plans']);
  const needed = [{ required: true, message: t('field.required') }];
  const area = AREAS[Number(item.area) - 1] ?? 'other';
  const send = (asked: Asked) =>
    make
      .mutateAsync({
        id: view.card.id,
        gap_id: item.gap_id as number,
        year: yearNow(),
        ...asked,
        due_on: asked.due_on ?? null,
        product: null,
      })
      .then(() => {
        say.done(t('scorecards.done'));
        onClose();
      })
      .catch(say.refused);
  return (
    <Modal open title={t('scorecards.make_task')} footer={null} onCancel={onClose} closable={{ 'aria-label': t('app.close') }}>
      <Form<Asked>
        layout="vertical"
        onFinish={(asked) => void send(asked)}
        initialValues={{
          title: item.reason ?? item.name_vi,
          area,
          lead: item.office_code ?? view.card.unit_code,
          due_on: item.due_on,
        }}
      >
        <Form.Item name="title" label={t('scorecards.task_title')} rules={needed}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
        <Form.Item name="area" label={t('scorecards.task_area')} rules={needed}>
          <Select options={AREAS.map((value) => ({ value, label: t(`scorecards.area.${value}`) }))} />
        </Form.Item>
        <Form.Item name="lead" label={t('scorecards.task_lead')} rules={needed}>
          <UnitPicker />
        </Form.Item>
        <Form.Item name="due_on" label={t('scorecards.due_on')}>
          <DayInput allowClear />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={make.isPending}>
          {t('scorecards.make_task')}
        </Button>
      </Form>
    </Modal>
  );
}
