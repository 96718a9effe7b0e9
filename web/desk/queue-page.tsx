import { Button, Dropdown, Select } from 'antd';
import { useEffect, useState } from 'react';
import { Link, useParams } from 'react-router';
import { type Output, type Input as RouteInput, useCall, useGet } from '../api.ts';
import { useSay } from '../ui/confirm.tsx';
import { Field, Tag } from '../ui/field.tsx';
import { momentText } from '../ui/format.ts';
import { List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer, Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';

type Ticket = Output<'desk.tickets'>['rows'][number];
type Action = RouteInput<'desk.act'>['action'];

const ACTIONS: Record<string, Action[]> = {
  called: ['serve', 'recall', 'missed', 'done'],
  serving: ['done', 'left'],
  missed: ['recall', 'put_back'],
  waiting: ['left'],
};

const keptCounter = (desk_id: number) => `motcua.counter.${desk_id}`;

/** The officer at a counter: calls the next number, ends it, sees who waits. */
export function QueuePage() {
  const { t } = useText();
  const say = useSay();
  const id = Number(useParams().id);
  const desk = useGet('desk.get', { id });
  const asked = useGet('desk.tickets', { id }, { refetchInterval: 3000 });
  const [counter, setCounter] = useState<number | null>(() => Number(localStorage.getItem(keptCounter(id))) || null);
  useEffect(() => {
    if (counter !== null) localStorage.setItem(keptCounter(id), String(counter));
  }, [id, counter]);
  const counters = desk.data?.counters.filter((one) => one.is_open) ?? [];
  const mine = counters.find((one) => one.id === counter) ?? null;
  // A counter ends what it has before it calls again.
  const atMine = (rows: Ticket[]) =>
    rows.filter((row) => mine && row.counter_id === mine.id && ['called', 'serving'].includes(row.state));
  const call = useCall('desk.call', ['desk']);
  const act = useCall('desk.act', ['desk']);
  const callNext = () =>
    mine &&
    call.mutate(
      { id, counter_id: mine.id },
      { onSuccess: ({ called }) => called === null && say.done(t('desk.nobody')), onError: say.refused },
    );
  const doTo = (ticket_id: number, action: Action, service_id?: number) =>
    act.mutate(
      // Who did not come is called again to the counter of whoever calls.
      { ticket_id, action, ...(service_id && { service_id }), ...(action === 'recall' && mine && { counter_id: mine.id }) },
      { onError: say.refused },
    );
  return (
    <Page
      title={t('desk.queue')}
      lead={desk.data?.desk.name}
      crumbs={[
        { label: t('nav.desk'), to: '/desk' },
        { label: desk.data?.desk.name ?? '…', to: `/desk/${id}` },
      ]}
    >
      <Answer of={asked} rows={8}>
        {({ rows }) => (
          <>
            <Section>
              <div className="filters">
                <Field label={t('desk.my_counter')}>
                  {(field_id) => (
                    <Select
                      id={field_id}
                      className="wide"
                      value={mine?.id ?? null}
                      onChange={setCounter}
                      options={counters.map((one) => ({ value: one.id, label: one.name }))}
                    />
                  )}
                </Field>
                <Button
                  type={atMine(rows).length > 0 ? 'default' : 'primary'}
                  size="large"
                  disabled={!mine || atMine(rows).length > 0}
                  loading={call.isPending}
                  onClick={callNext}
                >
                  {t('desk.call_next')}
                </Button>
              </div>
              <AtCounter
                tickets={atMine(rows)}
                empty={t(desk.data && !mine ? 'desk.choose_counter' : 'desk.nothing_at_counter')}
                services={desk.data?.services.filter((one) => one.is_open) ?? []}
                busy={act.isPending}
                onAct={doTo}
              />
            </Section>
            <Section title={t('desk.waiting')}>
              <Tickets rows={rows.filter((row) => row.state === 'waiting')} empty={t('desk.no_waiting')} onAct={doTo} />
            </Section>
            <Section title={t('desk.ended')}>
              <Tickets
                rows={rows.filter((row) => ['done', 'missed', 'left'].includes(row.state)).reverse()}
                empty={t('desk.none_ended')}
                onAct={doTo}
              />
            </Section>
          </>
        )}
      </Answer>
    </Page>
  );
}

type AtProps = {
  tickets: Ticket[];
  empty: string;
  services: { id: number; letter: string; name: string }[];
  busy: boolean;
  onAct: (id: number, action: Action, service_id?: number) => void;
};

function AtCounter({ tickets, empty, services, busy, onAct }: AtProps) {
  const { t, tCode } = useText();
  if (tickets.length === 0) return <Nothing text={empty} />;
  return tickets.map((ticket) => (
    <div key={ticket.id} className="ticket-now" aria-live="polite">
      <div className="ticket-label">{ticket.label}</div>
      <div>
        <div>
          {ticket.service_name} <Tag tone="blue">{tCode('desk.state', ticket.state)}</Tag>{' '}
          {ticket.priority !== 'none' && <Tag tone="amber">{tCode('desk.priority', ticket.priority)}</Tag>}
        </div>
        <div className="actions gap">
          {(ACTIONS[ticket.state] ?? []).map((action) => (
            <Button
              key={action}
              type={action === 'serve' || (action === 'done' && ticket.state === 'serving') ? 'primary' : 'default'}
              loading={busy}
              onClick={() => onAct(ticket.id, action)}
            >
              {tCode('desk.action', action)}
            </Button>
          ))}
          <Dropdown
            menu={{
              items: services
                .filter((one) => one.id !== ticket.service_id)
                .map((one) => ({ key: String(one.id), label: `${one.letter} · ${one.name}` })),
              onClick: ({ key }) => onAct(ticket.id, 'transfer', Number(key)),
            }}
          >
            <Button>{t('desk.action.transfer')}</Button>
          </Dropdown>
          <Link className="button-link" to="/dossiers/new">
            {t('desk.receive_dossier')}
          </Link>
        </div>
      </div>
    </div>
  ));
}

function Tickets({ rows, empty, onAct }: { rows: Ticket[]; empty: string; onAct: (id: number, action: Action) => void }) {
  const { t, tCode, number } = useText();
  const waited = (row: Ticket) => (new Date(row.called_at ?? Date.now()).getTime() - new Date(row.taken_at).getTime()) / 60_000;
  return (
    <List<Ticket>
      label={t('desk.number')}
      rows={rows}
      rowKey={(row) => row.id}
      empty={empty}
      columns={[
        { key: 'label', title: t('desk.number'), phone: 'title', width: 90, cell: (row) => <strong>{row.label}</strong> },
        { key: 'service', title: t('desk.service'), cell: (row) => row.service_name },
        {
          key: 'priority',
          title: t('desk.priority'),
          cell: (row) => row.priority !== 'none' && <Tag tone="amber">{tCode('desk.priority', row.priority)}</Tag>,
        },
        { key: 'taken', title: t('desk.taken_at'), cell: (row) => momentText(row.taken_at) },
        {
          key: 'waited',
          title: t('desk.waited'),
          align: 'right',
          cell: (row) => t('desk.minutes', { n: number(Math.max(0, Math.round(waited(row)))) }),
        },
        { key: 'state', title: t('field.status'), cell: (row) => tCode('desk.state', row.state) },
        {
          key: 'act',
          title: '',
          cell: (row) => (
            <span className="actions">
              {(ACTIONS[row.state] ?? []).map((action) => (
                <Button key={action} size="small" onClick={() => onAct(row.id, action)}>
                  {tCode('desk.action', action)}
                </Button>
              ))}
            </span>
          ),
        },
      ]}
    />
  );
}
