import assert from 'node:assert/strict';
import test from 'node:test';
import ExcelJS from 'exceljs';
import { testApp } from '../../test/app.ts';
import { MOST_A_MINUTE } from './desk.ts';
import { stateAfter } from './ticket-state.ts';

const app = await testApp();
const UNIT = 'H48.108';
const leader = await app.signIn('lanhdao');
const reception = await app.signIn('tiepnhan');
const elsewhere = await app.signIn('tiepnhan.daksong');
const anyone = app.anonymous();

const code = (reply: { status: number; body: { code?: string } }) => `${reply.status} ${reply.body.code}`;

async function aDesk(name: string): Promise<number> {
  return (await leader.call('desk.open', { unit: UNIT, name, valid_from: '2025-07-01' })).id;
}

/** A desk with a service A at counters 1 and 2, and B at counter 2 only. */
async function aQueue(name: string) {
  const id = await aDesk(name);
  const a = (await leader.call('desk.keep_service', { id, letter: 'A', name: 'Chứng thực' })).id;
  const b = (await leader.call('desk.keep_service', { id, letter: 'B', name: 'Hộ tịch' })).id;
  const one = (await leader.call('desk.keep_counter', { id, number: 1, name: 'Quầy 1', services: [a] })).id;
  const two = (await leader.call('desk.keep_counter', { id, number: 2, name: 'Quầy 2', services: [a, b] })).id;
  const { token } = await leader.call('desk.get', { id });
  assert.ok(token);
  return { id, a, b, one, two, token };
}

test('people of the desk stand by duty and title, and those who left stay on record', async () => {
  const id = await aDesk('Bộ phận thử nhân sự');
  const someone = { id, duty: 'officer', title: 'Công chức Tư pháp - Hộ tịch', valid_from: '2025-07-01' } as const;
  await leader.call('desk.add_staff', { ...someone, name: 'Nguyễn Văn Một', duty: 'head', title: 'Chủ tịch UBND xã' });
  const two = await leader.call('desk.add_staff', { ...someone, name: 'Trần Thị Hai' });
  assert.equal(code(await leader.ask('desk.add_staff', { ...someone, name: 'Trần Thị Hai' })), '409 desk.already_there');
  const end = { id, staff_id: two.id, last_day: '2026-10-31', reason: 'Chuyển công tác' };
  await leader.call('desk.end_staff', end);
  assert.equal(code(await leader.ask('desk.end_staff', end)), '404 desk.staff_not_there');
  const shown = await leader.call('desk.get', { id });
  assert.deepEqual(
    shown.staff.map(({ name, duty, valid_until, end_reason }) => ({ name, duty, valid_until, end_reason })),
    [
      { name: 'Nguyễn Văn Một', duty: 'head', valid_until: null, end_reason: null },
      { name: 'Trần Thị Hai', duty: 'officer', valid_until: '2026-11-01', end_reason: 'Chuyển công tác' },
    ],
  );
  assert.equal(shown.desk.staff_count, 1);
  assert.equal(
    (await leader.call('desk.list', { unit: UNIT, day: '2026-10-31' })).rows.find((row) => row.id === id)?.staff_count,
    2,
  );
});

test('what changes about equipment holds from today; the register of an earlier day stays as it was', async () => {
  const id = await aDesk('Bộ phận thử thiết bị');
  const scanner = { id, kind: 'scanner', name: 'Máy quét A4', amount: 2, amount_working: 2, amount_needed: 3 };
  const first = await leader.call('desk.keep_equipment', scanner);
  const today = app.now.at;
  app.now.at = new Date('2026-11-21T02:00:00Z');
  const tomorrow = await app.signIn('lanhdao');
  await tomorrow.call('desk.keep_equipment', { ...scanner, equipment_id: first.id, amount_working: 1 });
  const now = await tomorrow.call('desk.get', { id });
  assert.deepEqual([now.equipment.length, now.equipment[0]?.amount_working, now.desk.pieces_missing], [1, 1, 2]);
  const then = await tomorrow.call('desk.get', { id, day: '2026-11-20' });
  app.now.at = today;
  assert.deepEqual([then.equipment.length, then.equipment[0]?.amount_working, then.desk.pieces_missing], [1, 2, 1]);
  assert.equal(
    code(await leader.ask('desk.keep_equipment', { ...scanner, amount_working: 5 })),
    '422 desk.more_working_than_there',
  );
  assert.equal(code(await leader.ask('desk.keep_equipment', { ...scanner, kind: 'rocket' })), '422 desk.kind_unknown');
});

test('opening hours of a week hold from a day on; hours that overlap are refused', async () => {
  const id = await aDesk('Bộ phận thử giờ');
  const morning = { weekday: 1, opens: '07:30', closes: '11:30' };
  await leader.call('desk.set_hours', {
    id,
    from: '2026-11-01',
    hours: [morning, { weekday: 6, opens: '07:30', closes: '11:00' }],
  });
  await leader.call('desk.set_hours', { id, from: '2026-11-20', hours: [morning] });
  assert.equal((await leader.call('desk.get', { id, day: '2026-11-19' })).hours.length, 2);
  assert.equal((await leader.call('desk.get', { id, day: '2026-11-20' })).hours.length, 1);
  const overlap = { id, from: '2026-11-20', hours: [morning, { weekday: 1, opens: '11:00', closes: '12:00' }] };
  assert.equal(code(await leader.ask('desk.set_hours', overlap)), '422 desk.hours_overlap');
});

test('a number is taken without signing in, called by arrival and by priority, shown on the screen and ended', async () => {
  const { id, a, b, one, two, token } = await aQueue('Bộ phận thử số');
  assert.deepEqual((await anyone.call('desk.take', { token, service_id: a })).label, 'A001');
  const second = await anyone.call('desk.take', { token, service_id: a });
  assert.deepEqual([second.label, second.ahead], ['A002', 1]);
  const elderly = await anyone.call('desk.take', { token, service_id: a, priority: 'elderly' });
  assert.deepEqual([elderly.label, elderly.ahead], ['A003', 0]);
  assert.equal((await anyone.call('desk.take', { token, service_id: b })).label, 'B001');

  const { called } = await reception.call('desk.call', { id, counter_id: one });
  assert.equal(called?.label, 'A003');
  assert.equal(code(await reception.ask('desk.call', { id, counter_id: one })), '409 desk.counter_busy');
  assert.equal((await reception.call('desk.call', { id, counter_id: two })).called?.label, 'A001');
  assert.equal(code(await anyone.ask('desk.display', { token: 'zzz' })), '404 desk.address_not_in_use');
  const screen = await anyone.call('desk.display', { token });
  assert.deepEqual(screen.called.map((row) => `${row.label} → ${row.counter_number}`).sort(), ['A001 → 2', 'A003 → 1']);
  assert.equal(screen.waiting, 2);

  const ticket_id = called?.id as number;
  await reception.call('desk.act', { ticket_id, action: 'serve' });
  await reception.call('desk.act', { ticket_id, action: 'done', dossier_code: 'H48.108-261120-0001' });
  assert.equal(code(await reception.ask('desk.act', { ticket_id, action: 'serve' })), '409 desk.ticket_not_in_this_state');
  assert.equal((await reception.call('desk.call', { id, counter_id: one })).called?.label, 'A002');
  const { rows } = await reception.call('desk.tickets', { id });
  assert.deepEqual(
    rows.map((row) => `${row.label} ${row.state}`),
    ['A001 called', 'A002 called', 'B001 waiting', 'A003 done'],
  );
  const day = (await reception.call('desk.days', { id, from: '2026-11-20', to: '2026-11-20' })).rows[0];
  assert.deepEqual([day?.taken, day?.served, day?.missed], [4, 1, 0]);
});

test('a person who did not come is missed, may be called again, put back or passed to another service', async () => {
  const { id, a, b, one, two, token } = await aQueue('Bộ phận thử gọi lại');
  await anyone.call('desk.take', { token, service_id: a });
  const { called } = await reception.call('desk.call', { id, counter_id: one });
  const ticket_id = called?.id as number;
  await reception.call('desk.act', { ticket_id, action: 'recall' });
  await reception.call('desk.act', { ticket_id, action: 'missed' });
  await reception.call('desk.act', { ticket_id, action: 'put_back' });
  assert.equal((await reception.call('desk.call', { id, counter_id: one })).called?.label, 'A001');
  await reception.call('desk.act', { ticket_id, action: 'transfer', service_id: b });
  assert.equal((await reception.call('desk.call', { id, counter_id: one })).called, null);
  assert.equal((await reception.call('desk.call', { id, counter_id: two })).called?.label, 'A001');

  // Called again to the counter of whoever calls, while the one it was called to before serves somebody else.
  await anyone.call('desk.take', { token, service_id: a });
  await anyone.call('desk.take', { token, service_id: a });
  const missed = (await reception.call('desk.call', { id, counter_id: one })).called?.id as number;
  await reception.call('desk.act', { ticket_id: missed, action: 'missed' });
  assert.equal((await reception.call('desk.call', { id, counter_id: one })).called?.label, 'A003');
  const again = { ticket_id: missed, action: 'recall' as const };
  assert.equal(code(await reception.ask('desk.act', again)), '409 desk.counter_busy');
  assert.equal(code(await reception.ask('desk.act', { ...again, counter_id: two })), '409 desk.counter_busy');
  assert.equal(code(await reception.ask('desk.act', { ...again, counter_id: 2_000_000_000 })), '404 desk.counter_unknown');
  await reception.call('desk.act', { ticket_id, action: 'done' });
  await reception.call('desk.act', { ...again, counter_id: two });
  const screen = await anyone.call('desk.display', { token });
  assert.deepEqual(screen.called.map((row) => `${row.label} → ${row.counter_number}`).sort(), ['A002 → 2', 'A003 → 1']);

  const closed = { id, number: 1, name: 'Quầy 1', services: [a], is_open: false };
  await leader.call('desk.keep_counter', closed);
  assert.equal(code(await reception.ask('desk.call', { id, counter_id: one })), '404 desk.counter_unknown');
});

test('many counters calling at once never call the same number, and none is left out', async () => {
  const { id, a, token } = await aQueue('Bộ phận thử đồng thời');
  const counters: number[] = [];
  for (let number = 11; number <= 22; number += 1)
    counters.push((await leader.call('desk.keep_counter', { id, number, name: `Quầy ${number}`, services: [a] })).id);
  await Promise.all(counters.map(() => anyone.call('desk.take', { token, service_id: a })));
  const called = await Promise.all(counters.map((counter_id) => reception.call('desk.call', { id, counter_id })));
  const labels = called.map((one) => one.called?.label);
  assert.equal(new Set(labels).size, 12);
  assert.ok(labels.every((label) => label !== undefined));
});

test('the pages without sign-in close when their address is replaced, and cannot fill the queue', async () => {
  const { id, a, token } = await aQueue('Bộ phận thử địa chỉ');
  for (let n = 0; n < MOST_A_MINUTE; n += 1) await anyone.call('desk.take', { token, service_id: a });
  assert.equal(code(await anyone.ask('desk.take', { token, service_id: a })), '429 desk.too_many_numbers');
  const next = await leader.call('desk.replace_token', { id });
  assert.equal(code(await anyone.ask('desk.kiosk', { token })), '404 desk.address_not_in_use');
  assert.equal((await anyone.call('desk.kiosk', { token: next.token })).services[0]?.waiting, MOST_A_MINUTE);
  // Who may not manage the desk does not learn the address.
  assert.equal((await reception.call('desk.get', { id })).token, null);
});

test('a desk of another province is not there, and a closed service gives no number', async () => {
  const { id, a, one, token } = await aQueue('Bộ phận thử phạm vi');
  assert.equal(code(await elsewhere.ask('desk.get', { id })), '404 desk.not_found');
  assert.equal(code(await elsewhere.ask('desk.call', { id, counter_id: one })), '404 desk.not_found');
  await leader.call('desk.keep_service', { id, letter: 'A', name: 'Chứng thực', is_open: false });
  assert.equal(code(await anyone.ask('desk.take', { token, service_id: a })), '409 desk.service_closed');
  assert.equal(
    code(await leader.ask('desk.open', { unit: 'H36', name: 'x', valid_from: '2026-01-01' })),
    '403 desk.unit_not_permitted',
  );
});

test('people and equipment come as an Excel book', async () => {
  const id = await aDesk('Bộ phận thử Excel');
  await leader.call('desk.add_staff', { id, name: 'Lê Văn Ba', duty: 'head', title: 'Chủ tịch', valid_from: '2025-07-01' });
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await leader.bytes('desk.export', { id })) as never);
  assert.deepEqual(
    book.worksheets.map((sheet) => sheet.name),
    ['Nhân sự', 'Trang thiết bị'],
  );
  assert.equal(book.getWorksheet('Nhân sự')?.getCell('B4').value, 'Lê Văn Ba');
});

test('a number goes from state to state only as it may', () => {
  assert.equal(stateAfter('waiting', 'left'), 'left');
  assert.throws(() => stateAfter('waiting', 'serve'), { code: 'desk.ticket_not_in_this_state' });
  assert.throws(() => stateAfter('done', 'recall'), { code: 'desk.ticket_not_in_this_state' });
});
