// Numbers taken in the queue of a desk: given, called, served.
import { z } from 'zod';
import { record } from '#audit';
import { inOrder } from '#calendar';
import { type Day, vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, exec, loadSql, many, maybeOne, one } from '#lib/sql';
import { type By, deskByToken, deskInReach } from './desk.ts';
import { type Action, STATES, stateAfter } from './ticket-state.ts';

export { ACTIONS as TICKET_ACTIONS } from './ticket-state.ts';

const sql = loadSql(import.meta.url, [
  'service_open',
  'next_number',
  'taken_lately',
  'insert_ticket',
  'ahead',
  'counter_there',
  'call_next',
  'current_of_counter',
  'lock_ticket',
  'change_ticket',
  'tickets_of_day',
  'shown',
  'waiting_by_service',
  'days',
]);

export const PRIORITIES = ['none', 'elderly', 'disabled', 'pregnant', 'with_child', 'merit'] as const;

/** A page without sign-in must not be able to fill the queue: so many numbers a desk gives in a minute. */
export const MOST_A_MINUTE = 30;

export const Kiosk = z.object({
  desk_name: z.string(),
  unit_name: z.string(),
  address: z.string().nullable(),
  services: z.array(
    z.object({
      id: z.number(),
      letter: z.string(),
      name: z.string(),
      name_en: z.string().nullable(),
      is_open: z.boolean(),
      waiting: z.number(),
    }),
  ),
});

/** What the take-a-number page shows. @throws desk.address_not_in_use */
export async function kiosk(db: Db, token: string, today: Day): Promise<z.infer<typeof Kiosk>> {
  const desk = await deskByToken(db, token, today);
  const services = await many(db, sql.waiting_by_service, { desk_id: desk.id, on_date: today }, Kiosk.shape.services.element);
  return { desk_name: desk.name, unit_name: desk.unit_name, address: desk.address, services };
}

export const Taken = z.object({
  label: z.string(),
  service_name: z.string(),
  /** How many are called before it, as it stands now. */
  ahead: z.number(),
  taken_at: z.date(),
});

/** Gives the next number of a service. @throws desk.address_not_in_use, desk.service_closed, desk.too_many_numbers */
export async function take(
  db: Db,
  token: string,
  input: { service_id: number; priority: (typeof PRIORITIES)[number] },
  now: Date,
): Promise<z.infer<typeof Taken>> {
  const today = vietnamDay(now);
  const desk = await deskByToken(db, token, today);
  const Open = z.object({ id: z.number(), letter: z.string(), name: z.string() });
  const service = await maybeOne(db, sql.service_open, { desk_id: desk.id, service_id: input.service_id }, Open);
  if (!service) throw new DomainError('desk.service_closed', 409, { service_id: input.service_id });
  const numbered = { desk_id: desk.id, on_date: today, letter: service.letter };
  const { last } = await one(db, sql.next_number, numbered, z.object({ last: z.number() }));
  // Counted under the lock of the number, so that many at once cannot slip past.
  const since = new Date(now.getTime() - 60_000);
  const { taken } = await one(db, sql.taken_lately, { ...numbered, since }, z.object({ taken: z.number() }));
  if (taken >= MOST_A_MINUTE) throw new DomainError('desk.too_many_numbers', 429, { most: MOST_A_MINUTE });
  const label = `${service.letter}${String(last).padStart(3, '0')}`;
  const row = { tenant: desk.tenant, desk_id: desk.id, service_id: service.id, on_date: today, label, priority: input.priority };
  const { id } = await one(db, sql.insert_ticket, { ...row, at: now }, z.object({ id: z.number() }));
  const { ahead } = await one(db, sql.ahead, { ...row, id }, z.object({ ahead: z.number() }));
  return { label, service_name: service.name, ahead, taken_at: now };
}

export const Display = z.object({
  desk_name: z.string(),
  unit_name: z.string(),
  /** Newest call first. */
  called: z.array(
    z.object({
      label: z.string(),
      counter_number: z.number(),
      counter_name: z.string(),
      called_at: z.date(),
      times_called: z.number(),
    }),
  ),
  waiting: z.number(),
});

/** What the screen in the waiting room shows. @throws desk.address_not_in_use */
export async function display(db: Db, token: string, today: Day): Promise<z.infer<typeof Display>> {
  const desk = await deskByToken(db, token, today);
  const services = await many(db, sql.waiting_by_service, { desk_id: desk.id, on_date: today }, Kiosk.shape.services.element);
  const called = await many(db, sql.shown, { desk_id: desk.id, on_date: today }, Display.shape.called.element);
  const waiting = services.reduce((sum, service) => sum + service.waiting, 0);
  return { desk_name: desk.name, unit_name: desk.unit_name, called, waiting };
}

export const Ticket = z.object({
  id: z.number(),
  label: z.string(),
  priority: z.enum(PRIORITIES),
  state: z.enum(STATES),
  service_name: z.string(),
  letter: z.string(),
  service_id: z.number(),
  taken_at: z.date(),
  called_at: z.date().nullable(),
  serving_at: z.date().nullable(),
  ended_at: z.date().nullable(),
  times_called: z.number(),
  counter_id: z.number().nullable(),
  counter_number: z.number().nullable(),
  dossier_code: z.string().nullable(),
  called_by_name: z.string().nullable(),
});

/** Every number of a day: called and served first, then who waits in the order they will be called, then the ended. @throws desk.not_found */
export async function ticketsOf(db: Db, desk_id: number, day: Day, scope: Scope): Promise<z.infer<typeof Ticket>[]> {
  await deskInReach(db, desk_id, scope);
  return many(db, sql.tickets_of_day, { desk_id, on_date: day, state: null }, Ticket);
}

const CounterThere = z.object({
  id: z.number(),
  number: z.number(),
  name: z.string(),
  services: z.array(z.number()),
  is_open: z.boolean(),
  tenant: z.number(),
  unit_id: z.number(),
});

/** A counter that is open and has nobody. @throws desk.counter_unknown, desk.counter_busy */
async function freeCounter(db: Db, desk_id: number, counter_id: number, on_date: Day): Promise<z.infer<typeof CounterThere>> {
  const counter = await maybeOne(db, sql.counter_there, { desk_id, counter_id }, CounterThere);
  if (!counter?.is_open) throw new DomainError('desk.counter_unknown', 404, { counter_id });
  const Current = z.object({ id: z.number(), label: z.string(), state: z.string() });
  const [current] = await many(db, sql.current_of_counter, { desk_id, on_date, counter_id }, Current);
  if (current) throw new DomainError('desk.counter_busy', 409, { label: current.label, counter: counter.number });
  return counter;
}

/**
 * Calls who is next at a counter. What the counter still had open must be ended first, so that nobody is forgotten.
 * @returns null when nobody waits
 * @throws desk.not_found, desk.counter_unknown, desk.counter_busy
 */
export async function callNext(
  db: Db,
  desk_id: number,
  counter_id: number,
  by: By,
): Promise<{ id: number; label: string; counter_number: number } | null> {
  const of = await deskInReach(db, desk_id, by.scope);
  const counter = await freeCounter(db, desk_id, counter_id, by.today);
  const call = { desk_id, counter_id, on_date: by.today, services: counter.services, at: by.now, account_id: by.actor.user_id };
  const called = await maybeOne(db, sql.call_next, call, z.object({ id: z.number(), label: z.string() }));
  if (!called) return null;
  await noted(db, of, 'call', by, { ...called, counter: counter.number });
  return { ...called, counter_number: counter.number };
}

const Locked = z.object({
  id: z.number(),
  tenant: z.number(),
  desk_id: z.number(),
  service_id: z.number(),
  label: z.string(),
  state: z.enum(STATES),
  counter_id: z.number().nullable(),
  times_called: z.number(),
  on_date: z.string(),
  unit_id: z.number(),
});

/**
 * Something happens to a number: called again, served, done, missed, left, put back, passed to another service.
 * A missed one is called again to a counter that has nobody: to `counter_id`, else to the one it was called to before.
 * @throws desk.ticket_not_found, desk.ticket_not_in_this_state, desk.service_closed, desk.counter_unknown, desk.counter_busy
 */
export async function act(
  db: Db,
  id: number,
  action: Action,
  input: { service_id?: number | undefined; counter_id?: number | undefined; dossier_code?: string | undefined },
  by: By,
): Promise<{ state: (typeof STATES)[number] }> {
  const ticket = await maybeOne(db, sql.lock_ticket, { id, scope: by.scope.unit_ids }, Locked);
  if (!ticket) throw new DomainError('desk.ticket_not_found', 404);
  const state = stateAfter(ticket.state, action);
  if (action === 'transfer') {
    const wanted = { desk_id: ticket.desk_id, service_id: input.service_id ?? 0 };
    const open = await maybeOne(db, sql.service_open, wanted, z.object({ id: z.number(), letter: z.string(), name: z.string() }));
    if (!open) throw new DomainError('desk.service_closed', 409, { service_id: input.service_id ?? null });
  }
  const goes_back = state === 'waiting';
  const counter_id = (ticket.state === 'missed' && input.counter_id) || ticket.counter_id;
  if (ticket.state === 'missed' && state === 'called') await freeCounter(db, ticket.desk_id, counter_id ?? 0, ticket.on_date);
  await exec(db, sql.change_ticket, {
    id,
    state,
    at: by.now,
    is_called: action === 'recall',
    times_called: ticket.times_called + (action === 'recall' ? 1 : 0),
    counter_id: goes_back ? null : counter_id,
    account_id: by.actor.user_id,
    service_id: action === 'transfer' ? (input.service_id as number) : ticket.service_id,
    dossier_code: input.dossier_code ?? null,
  });
  const of = { id: ticket.desk_id, tenant: ticket.tenant, unit_id: ticket.unit_id };
  await noted(db, of, action, by, { label: ticket.label, on_date: ticket.on_date, state }, { state: ticket.state });
  return { state };
}

export const DeskDay = z.object({
  on_date: z.string(),
  taken: z.number(),
  served: z.number(),
  missed: z.number(),
  /** Half of those called waited no longer than this. */
  wait_seconds_middle: z.number().nullable(),
  wait_seconds_longest: z.number().nullable(),
  served_seconds_middle: z.number().nullable(),
});

/** How long people waited, by day, newest first. @throws desk.not_found, calendar.reversed_dates */
export async function days(db: Db, desk_id: number, from: Day, to: Day, scope: Scope): Promise<z.infer<typeof DeskDay>[]> {
  inOrder(from, to);
  await deskInReach(db, desk_id, scope);
  return many(db, sql.days, { desk_id, from, to }, DeskDay);
}

async function noted(
  db: Db,
  of: { id: number; tenant: number; unit_id: number },
  what: string,
  by: By,
  after: unknown,
  before?: unknown,
): Promise<void> {
  await record(db, {
    tenant: of.tenant,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id,
    action: `desk.ticket_${what}`,
    subject_kind: 'desk',
    subject_id: of.id,
    unit_id: of.unit_id,
    before,
    after,
  });
}
