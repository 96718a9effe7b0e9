import { z } from 'zod';
import { may } from '#access';
import { type Ctx, exportTrace, route } from '#lib/route';
import {
  act,
  addStaff,
  type By,
  CounterInput,
  callNext,
  changeDesk,
  DeskDay,
  DeskInput,
  DeskRow,
  DeskShown,
  Display,
  days,
  desk,
  desks,
  display,
  dropEquipment,
  EquipmentInput,
  EquipmentKind,
  endStaff,
  equipmentKinds,
  HoursInput,
  Kiosk,
  keepCounter,
  keepEquipment,
  keepService,
  kiosk,
  openDesk,
  PRIORITIES,
  replaceToken,
  ServiceInput,
  StaffInput,
  setHours,
  Taken,
  TICKET_ACTIONS,
  Ticket,
  take,
  ticketsOf,
} from './desk.ts';
import { deskBook } from './sheet.ts';

const id = z.coerce.number().int().positive().max(2147483647);
const flag = z.preprocess((value) => (value === 'true' ? true : value === 'false' ? false : value), z.boolean());
const token = z.string().max(200);
const reason = z.string().trim().min(1).max(500);
const Done = z.object({ id: z.number() });
const by = (ctx: Ctx): By => ({ actor: ctx.actor, now: ctx.now, today: ctx.today, scope: ctx.scope, request_id: ctx.request_id });

async function shown(ctx: Ctx, desk_id: number, day = ctx.today): Promise<z.infer<typeof DeskShown>> {
  const manages = await ctx.scopeOf('desk.manage');
  return desk(ctx.db, desk_id, day, ctx.scope, (unit_id) => may(manages, unit_id));
}

export const routes = {
  'desk.list': route({
    method: 'GET',
    path: '/api/desk',
    permission: 'desk.read',
    summary: 'Reception points of the units one may see, on a day',
    input: z.object({ unit: z.string().max(60).optional(), day: z.iso.date().optional(), all_days: flag.default(false) }),
    output: z.object({ rows: z.array(DeskRow), total: z.number() }),
    run: async (ctx, input) => {
      const rows = await desks(ctx.db, { ...input, day: input.day ?? ctx.today }, ctx.scope);
      return { rows, total: rows.length };
    },
  }),
  'desk.get': route({
    method: 'GET',
    path: '/api/desk/:id',
    permission: 'desk.read',
    summary: 'A desk: people by title and period, equipment, opening hours, services, counters',
    input: z.object({ id, day: z.iso.date().optional() }),
    output: DeskShown,
    run: (ctx, input) => shown(ctx, input.id, input.day),
  }),
  'desk.export': route({
    method: 'GET',
    path: '/api/desk/:id/export',
    permission: 'desk.read',
    summary: 'People and equipment of a desk as an Excel book',
    input: z.object({ id, day: z.iso.date().optional() }),
    output: z.unknown(),
    file: true,
    trace: exportTrace('desk'),
    run: async (ctx, input) => ({
      file_name: `bo-phan-mot-cua-${input.id}-${input.day ?? ctx.today}.xlsx`,
      content_type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      bytes: await deskBook(await shown(ctx, input.id, input.day), input.day ?? ctx.today),
    }),
  }),
  'desk.equipment_kinds': route({
    method: 'GET',
    path: '/api/desk/equipment_kinds',
    permission: 'desk.read',
    summary: 'Kinds of equipment a desk may have',
    input: z.object({}),
    output: z.object({ kinds: z.array(EquipmentKind) }),
    run: async () => ({ kinds: equipmentKinds() }),
  }),
  'desk.open': route({
    method: 'POST',
    path: '/api/desk',
    permission: 'desk.manage',
    summary: 'Open a reception point of a unit',
    input: DeskInput.extend({ unit: z.string().max(60) }),
    output: Done,
    run: async (ctx, { unit, ...input }) => ({ id: await openDesk(ctx.db, unit, input, by(ctx)) }),
  }),
  'desk.change': route({
    method: 'PUT',
    path: '/api/desk/:id',
    permission: 'desk.manage',
    summary: 'Change what is said of a desk, or close it from a day on (valid_until)',
    input: DeskInput.extend({ id }),
    output: Done,
    run: async (ctx, { id, ...input }) => {
      await changeDesk(ctx.db, id, input, by(ctx));
      return { id };
    },
  }),
  'desk.replace_token': route({
    method: 'POST',
    path: '/api/desk/:id/token',
    permission: 'desk.manage',
    summary: 'New addresses for the take-a-number and display pages; the old ones stop working',
    input: z.object({ id }),
    output: z.object({ token: z.string() }),
    run: async (ctx, input) => ({ token: await replaceToken(ctx.db, input.id, by(ctx)) }),
  }),
  'desk.add_staff': route({
    method: 'POST',
    path: '/api/desk/:id/staff',
    permission: 'desk.manage',
    summary: 'Someone begins to work at the desk',
    input: StaffInput.extend({ id }),
    output: Done,
    run: async (ctx, { id, ...input }) => ({ id: await addStaff(ctx.db, id, input, by(ctx)) }),
  }),
  'desk.end_staff': route({
    method: 'POST',
    path: '/api/desk/:id/staff/:staff_id/end',
    permission: 'desk.manage',
    summary: 'Someone leaves the desk',
    input: z.object({ id, staff_id: id, last_day: z.iso.date(), reason }),
    output: Done,
    run: async (ctx, { id, ...input }) => {
      await endStaff(ctx.db, id, input, by(ctx));
      return { id: input.staff_id };
    },
  }),
  'desk.keep_equipment': route({
    method: 'POST',
    path: '/api/desk/:id/equipment',
    permission: 'desk.manage',
    summary: 'Record equipment, or what changed about it from today on',
    input: EquipmentInput.extend({ id, equipment_id: id.nullable().default(null) }),
    output: Done,
    run: async (ctx, { id, equipment_id, ...input }) => ({ id: await keepEquipment(ctx.db, id, equipment_id, input, by(ctx)) }),
  }),
  'desk.drop_equipment': route({
    method: 'POST',
    path: '/api/desk/:id/equipment/:equipment_id/drop',
    permission: 'desk.manage',
    summary: 'Equipment is gone from today on',
    input: z.object({ id, equipment_id: id, reason }),
    output: Done,
    run: async (ctx, { id, ...input }) => {
      await dropEquipment(ctx.db, id, input, by(ctx));
      return { id: input.equipment_id };
    },
  }),
  'desk.set_hours': route({
    method: 'PUT',
    path: '/api/desk/:id/hours',
    permission: 'desk.manage',
    summary: 'Opening hours of a week, from a day on',
    input: HoursInput.extend({ id }),
    output: Done,
    run: async (ctx, { id, ...input }) => {
      await setHours(ctx.db, id, input, by(ctx));
      return { id };
    },
  }),
  'desk.keep_service': route({
    method: 'PUT',
    path: '/api/desk/:id/services/:letter',
    permission: 'desk.manage',
    summary: 'What people take a number for, by its letter',
    input: ServiceInput.extend({ id }),
    output: Done,
    run: async (ctx, { id, ...input }) => ({ id: await keepService(ctx.db, id, input, by(ctx)) }),
  }),
  'desk.keep_counter': route({
    method: 'PUT',
    path: '/api/desk/:id/counters/:number',
    permission: 'desk.manage',
    summary: 'A counter and the services it serves',
    input: CounterInput.extend({ id, number: z.coerce.number().int().min(1).max(99) }),
    output: Done,
    run: async (ctx, { id, ...input }) => ({ id: await keepCounter(ctx.db, id, input, by(ctx)) }),
  }),
  'desk.tickets': route({
    method: 'GET',
    path: '/api/desk/:id/tickets',
    permission: 'desk.read',
    summary: 'Numbers of a day, in the order they are called',
    input: z.object({ id, day: z.iso.date().optional() }),
    output: z.object({ rows: z.array(Ticket) }),
    run: async (ctx, input) => ({ rows: await ticketsOf(ctx.db, input.id, input.day ?? ctx.today, ctx.scope) }),
  }),
  'desk.days': route({
    method: 'GET',
    path: '/api/desk/:id/days',
    permission: 'desk.read',
    summary: 'How many numbers a day, and how long people waited',
    input: z.object({ id, from: z.iso.date(), to: z.iso.date() }),
    output: z.object({ rows: z.array(DeskDay) }),
    run: async (ctx, input) => ({ rows: await days(ctx.db, input.id, input.from, input.to, ctx.scope) }),
  }),
  'desk.call': route({
    method: 'POST',
    path: '/api/desk/:id/counters/:counter_id/call',
    permission: 'desk.call',
    summary: 'Call who is next at a counter; nobody waits: `called` is null',
    input: z.object({ id, counter_id: id }),
    output: z.object({ called: z.object({ id: z.number(), label: z.string(), counter_number: z.number() }).nullable() }),
    run: async (ctx, input) => ({ called: await callNext(ctx.db, input.id, input.counter_id, by(ctx)) }),
  }),
  'desk.act': route({
    method: 'POST',
    path: '/api/desk/tickets/:ticket_id/:action',
    permission: 'desk.call',
    summary: 'Call again, serve, end, miss, put back or pass on a number',
    input: z.object({
      ticket_id: id,
      action: z.enum(TICKET_ACTIONS),
      service_id: id.optional(),
      counter_id: id.optional(),
      dossier_code: z.string().trim().max(60).optional(),
    }),
    output: z.object({ state: z.string() }),
    run: (ctx, { ticket_id, action, ...input }) => act(ctx.db, ticket_id, action, input, by(ctx)),
  }),
  'desk.kiosk': route({
    method: 'GET',
    path: '/api/desk/kiosk/:token',
    permission: 'public',
    summary: 'Services of a desk to take a number for',
    input: z.object({ token }),
    output: Kiosk,
    run: (ctx, input) => kiosk(ctx.db, input.token, ctx.today),
  }),
  'desk.take': route({
    method: 'POST',
    path: '/api/desk/kiosk/:token/tickets',
    permission: 'public',
    summary: 'Take a number',
    input: z.object({ token, service_id: id, priority: z.enum(PRIORITIES).default('none') }),
    output: Taken,
    run: (ctx, input) => take(ctx.db, input.token, input, ctx.now),
  }),
  'desk.display': route({
    method: 'GET',
    path: '/api/desk/display/:token',
    permission: 'public',
    summary: 'Who is called where, for the screen of the waiting room',
    input: z.object({ token }),
    output: Display,
    run: (ctx, input) => display(ctx.db, input.token, ctx.today),
  }),
};
