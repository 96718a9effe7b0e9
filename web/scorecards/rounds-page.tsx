import { Button, Form, Input, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { type Output, useCall, useGet } from '../api.ts';
import { useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { DayInput, Tag } from '../ui/field.tsx';
import { FilterBar } from '../ui/filter-bar.tsx';
import { CodeFilter } from '../ui/filter-fields.tsx';
import { dayOf } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { ROUND_TONE } from './words.ts';

type Round = Output<'scorecards.rounds'>['rounds'][number];
const STATES = ['open', 'closed', 'published', 'taken_back'] as const;

/** Rounds of scoring in reach, newest first. */
export function RoundsPage() {
  const { t, tCode, span, lang } = useText();
  const address = useAddress();
  const state = STATES.find((one) => one === address.get('state'));
  const asked = useGet('scorecards.rounds', state ? { state } : {});
  const [opening, setOpening] = useState(false);
  return (
    <Page
      title={t('scorecards.rounds')}
      lead={t('scorecards.rounds_lead')}
      actions={
        asked.data?.may_open && (
          <Button type="primary" icon={<Icon name="plus" />} onClick={() => setOpening(true)}>
            {t('scorecards.open_round')}
          </Button>
        )
      }
    >
      <Section>
        <FilterBar
          is_active={Boolean(state)}
          first={<CodeFilter label={t('field.status')} name="state" codes={STATES} prefix="round_state" className="half" />}
        />
        <Answer of={asked}>
          {({ rounds }) => (
            <List<Round>
              label={t('scorecards.rounds')}
              rows={rounds}
              rowKey={(row) => row.id}
              to={(row) => `/scorecards/${row.id}`}
              empty={t('scorecards.no_rounds')}
              columns={[
                { key: 'name', title: t('scorecards.round_name'), cell: (row) => row.name, phone: 'title' },
                {
                  key: 'set',
                  title: t('scorecards.set'),
                  cell: (row) => (
                    <>
                      {lang === 'vi' ? row.set_name_vi : row.set_name_en}
                      {!row.is_official && <div className="small">{t('scorecards.demonstration')}</div>}
                    </>
                  ),
                },
                {
                  key: 'period',
                  title: t('scorecards.period'),
                  cell: (row) => <span className="nowrap">{span(row.period_from, nextDay(row.period_to))}</span>,
                },
                {
                  key: 'progress',
                  title: t('scorecards.cards'),
                  cell: (row) => t('scorecards.progress', { submitted: row.submitted, final: row.final, cards: row.cards }),
                },
                {
                  key: 'state',
                  title: t('field.status'),
                  cell: (row) => <Tag tone={ROUND_TONE[row.state]}>{tCode('round_state', row.state)}</Tag>,
                },
              ]}
            />
          )}
        </Answer>
      </Section>
      {opening && <OpenRound onClose={() => setOpening(false)} />}
    </Page>
  );
}

const nextDay = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

type Asked = {
  owner: string;
  set_id: number;
  name: string;
  year: number;
  from: string;
  to: string;
  self_until: string;
  appraise_until: string;
  explain_until: string;
};

function OpenRound({ onClose }: { onClose: () => void }) {
  const { t, lang } = useText();
  const say = useSay();
  const navigate = useNavigate();
  const sets = useGet('scorecards.sets', {});
  const open = useCall('scorecards.open_round', ['scorecards']);
  const today = dayOf(new Date());
  const year = Number(today.slice(0, 4));
  const send = (asked: Asked) =>
    open
      .mutateAsync({ ...asked, units: null })
      .then(({ id, cards }) => {
        say.done(t('scorecards.opened', { cards }));
        void navigate(`/scorecards/${id}`);
      })
      .catch(say.refused);
  const needed = [{ required: true, message: t('field.required') }];
  const days = ['self_until', 'appraise_until', 'explain_until'] as const;
  return (
    <Modal
      open
      title={t('scorecards.open_round')}
      footer={null}
      onCancel={onClose}
      width={680}
      closable={{ 'aria-label': t('app.close') }}
    >
      <Form<Asked>
        layout="vertical"
        onFinish={(asked) => void send(asked)}
        initialValues={{ year, from: `${year}-01-01`, to: today }}
      >
        <Form.Item name="name" label={t('scorecards.round_name')} rules={needed}>
          <Input maxLength={300} />
        </Form.Item>
        <Form.Item name="owner" label={t('scorecards.owner')} rules={needed} extra={t('scorecards.all_below')}>
          <UnitPicker />
        </Form.Item>
        <Form.Item name="set_id" label={t('scorecards.set')} rules={needed}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            loading={sets.isPending}
            options={(sets.data?.sets ?? [])
              .filter((one) => one.state === 'approved')
              .map((one) => ({ value: one.id, label: `${lang === 'vi' ? one.name_vi : one.name_en} (${one.version})` }))}
          />
        </Form.Item>
        <div className="content-grid">
          <Form.Item name="year" label={t('field.year')} rules={needed}>
            <InputNumber min={2000} max={2099} />
          </Form.Item>
          <Form.Item name="from" label={t('field.from')} rules={needed}>
            <DayInput />
          </Form.Item>
          <Form.Item name="to" label={t('field.to')} rules={needed}>
            <DayInput />
          </Form.Item>
          {days.map((name) => (
            <Form.Item key={name} name={name} label={t(`scorecards.${name}`)} rules={needed}>
              <DayInput />
            </Form.Item>
          ))}
        </div>
        <Button type="primary" htmlType="submit" loading={open.isPending}>
          {t('scorecards.open_round')}
        </Button>
      </Form>
    </Modal>
  );
}
