import type { Routes } from '../../../server/routes.ts';
import { body, type Case, type Input, NO_ID, NO_UNIT } from '../cases.ts';

/** A change of a desk: out of reach it is refused like one that is not there. */
const changing = (more: Input, answers?: string[]): Case => ({
  kind: 'record',
  input: ({ desk }) => ({ id: desk.id, ...more }),
  missing: { id: NO_ID },
  refusal: '404 desk.not_found',
  ...(answers && { answers }),
});
const NO_TOKEN = 'khong-co-dia-chi-nay';

export const CASES = {
  'desk.list': {
    kind: 'list',
    input: {},
    mark: ({ desk }) => desk.name,
    of_unit: ({ unit }) => ({ unit: unit.code }),
  },
  'desk.get': {
    kind: 'record',
    input: ({ desk }) => ({ id: desk.id }),
    missing: { id: NO_ID },
    refusal: '404 desk.not_found',
    seen: (answer, { desk }) => body<{ desk: { name: string } }>(answer).desk.name === desk.name,
  },
  'desk.export': changing({}),
  'desk.equipment_kinds': { kind: 'open', why: 'kinds, no equipment', input: {} },
  'desk.open': {
    kind: 'record',
    input: ({ unit }) => ({ unit: unit.code, name: `Điểm ${unit.code}`, valid_from: '2026-11-20' }),
    missing: { unit: NO_UNIT },
    // That the unit exists is known to everyone; that one may not open a desk there is said.
    refusal: '403 desk.unit_not_permitted',
  },
  'desk.change': changing({ name: 'x', valid_from: '2026-11-20', valid_until: '2026-11-20' }, ['422 desk.reversed_dates']),
  'desk.replace_token': changing({}),
  'desk.add_staff': changing({ name: 'x', duty: 'officer', title: 'x', valid_from: '2026-11-20', valid_until: '2026-11-20' }, [
    '422 desk.reversed_dates',
  ]),
  'desk.end_staff': changing({ staff_id: NO_ID, last_day: '2026-11-20', reason: 'x' }, ['404 desk.staff_not_there']),
  'desk.keep_equipment': changing({ kind: 'khong-co', name: 'x', amount: 1, amount_working: 1 }, ['422 desk.kind_unknown']),
  'desk.drop_equipment': changing({ equipment_id: NO_ID, reason: 'x' }, ['404 desk.equipment_not_there']),
  'desk.set_hours': changing({ from: '2028-01-01', hours: [] }),
  'desk.keep_service': changing({ letter: 'A', name: 'Chứng thực' }),
  'desk.keep_counter': changing({ number: 1, name: 'x', services: [NO_ID] }, ['422 desk.service_unknown']),
  'desk.tickets': changing({}),
  'desk.days': changing({ from: '2026-11-01', to: '2026-11-20' }),
  'desk.call': changing({ counter_id: NO_ID }, ['404 desk.counter_unknown']),
  'desk.act': {
    kind: 'record',
    input: ({ desk }) => ({ ticket_id: desk.ticket_id, action: 'serve' }),
    missing: { ticket_id: NO_ID },
    refusal: '404 desk.ticket_not_found',
    answers: ['409 desk.ticket_not_in_this_state'],
  },
  'desk.kiosk': { kind: 'public', input: { token: NO_TOKEN }, answers: ['404 desk.address_not_in_use'] },
  'desk.take': { kind: 'public', input: { token: NO_TOKEN, service_id: 1 }, answers: ['404 desk.address_not_in_use'] },
  'desk.display': { kind: 'public', input: { token: NO_TOKEN }, answers: ['404 desk.address_not_in_use'] },
} satisfies Partial<Record<keyof Routes, Case | Case[]>>;
