import assert from 'node:assert/strict';
import { test } from 'node:test';
import { transaction } from '#lib/db';
import { DomainError } from '#lib/errors';
import type { Ctx } from '#lib/route';
import { testDb } from '../../test/db.ts';
import { loadPack } from './calendar.ts';
import { routes } from './routes.ts';

const { owner, pool } = await testDb();
await transaction(owner, 'write', (db) => loadPack(db));

/** Asks a route as the server does: input parsed, one transaction, the reply as JSON that fits the declared output. */
async function ask(name: keyof typeof routes, raw: Record<string, unknown>): Promise<Record<string, unknown>> {
  const { method, input, output, run } = routes[name];
  const reply = await transaction(pool, method === 'GET' ? 'read' : 'write', (db) => {
    const ctx = {
      db,
      actor: { user_id: null, name: 'kiểm thử' },
      now: new Date('2026-11-20T02:00:00Z'),
      request_id: 'r1',
    } as Ctx;
    return (run as (ctx: Ctx, input: unknown) => Promise<unknown>)(ctx, input.parse(raw));
  });
  return output.parse(JSON.parse(JSON.stringify(reply)) as never) as Record<string, unknown>;
}

test('a simulated due date comes with its steps in both languages', async () => {
  const found = await ask('calendar.explain', {
    received_at: '2024-08-30T09:00:00+07:00',
    rule: { unit: 'working_day', amount: 1 },
  });
  assert.deepEqual(
    [found.due_on, found.due_at, found.precision, found.remaining],
    ['2024-09-04', '2024-09-04T10:00:00.000Z', 'day', null],
  );
  const steps = found.steps as { rule: string; text_vi: string; text_en: string }[];
  assert.deepEqual(
    steps.map((step) => step.rule),
    ['received', 'limit', 'first_day_not_counted', 'weekend', 'holiday', 'due'],
  );
  assert.equal(steps[4]?.text_vi, 'Không tính từ ngày 02/09/2024 đến ngày 03/09/2024: nghỉ Quốc khánh.');
  assert.equal(steps[4]?.text_en, 'Not counted, 02/09/2024 to 03/09/2024: holiday, National Day.');
  assert.deepEqual(found.warnings, [
    {
      code: 'year_to_be_verified',
      text_vi: 'Lịch nghỉ lễ, Tết năm 2024 chưa được đối chiếu với văn bản chính thức.',
      text_en: 'Days off of 2024 have not been compared with the official text.',
    },
  ]);
});

test('an open pause leaves the simulated date empty', async () => {
  const pauses = [{ from_at: '2024-08-13T09:00:00+07:00', to_at: null, reason: 'supplement' }];
  const found = await ask('calendar.explain', {
    received_at: '2024-08-12T09:00:00+07:00',
    rule: { unit: 'working_day', amount: 3 },
    pauses,
  });
  assert.deepEqual([found.due_on, found.due_at, found.remaining], [null, null, { amount: 2, unit: 'working_day' }]);
});

test('a year of days is listed, changed and put back', async () => {
  const days = async () =>
    ((await ask('calendar.days', { year: '2024' })).days as { on_date: string }[]).map((day) => day.on_date);
  const before = await days();
  assert.deepEqual(before.slice(-3), ['2024-05-04', '2024-09-02', '2024-09-03']);
  const facts = { kind: 'local_off', name_vi: 'Ngày hội', name_en: 'Festival', source: 'Quyết định 1', status: 'approved' };
  await ask('calendar.change_day', { on_date: '2024-12-24', ...facts, reason: 'theo quyết định' });
  assert.deepEqual((await days()).at(-1), '2024-12-24');
  await ask('calendar.remove_day', { on_date: '2024-12-24' });
  assert.deepEqual(await days(), before);
});

test('periods of a year name their first and last day', async () => {
  const periods = (await ask('calendar.periods', { kind: 'quarter', year: '2022' })).periods as {
    from: string;
    to: string;
    label_vi: string;
  }[];
  assert.deepEqual(
    periods.map((p) => [p.from, p.to, p.label_vi]),
    [
      ['2021-12-15', '2022-03-14', 'Quý I/2022'],
      ['2022-03-15', '2022-06-14', 'Quý II/2022'],
      ['2022-06-15', '2022-09-14', 'Quý III/2022'],
      ['2022-09-15', '2022-12-14', 'Quý IV/2022'],
    ],
  );
  const nine = (await ask('calendar.periods', { regime: 'CAL', kind: 'nine_months', year: '2023' })).periods as {
    from: string;
    to: string;
  }[];
  assert.deepEqual(
    nine.map((p) => [p.from, p.to]),
    [['2023-01-01', '2023-09-30']],
  );
});

test('working hours are those every unit has unless it has its own', async () => {
  const hours = (await ask('calendar.working_hours', { unit_code: 'A' })).hours as {
    weekday: number;
    morning_from: string;
    afternoon_to: string;
  }[];
  assert.deepEqual(
    hours.map((row) => [row.weekday, row.morning_from, row.afternoon_to]),
    [1, 2, 3, 4, 5].map((day) => [day, '07:00:00', '17:00:00']),
  );
});

test('impossible input is refused before anything is asked', async () => {
  await assert.rejects(ask('calendar.days', { year: '20240' }));
  await assert.rejects(ask('calendar.remove_day', { on_date: '2023-02-29' }));
  await assert.rejects(
    ask('calendar.explain', { received_at: '2024-08-12T09:00:00+07:00', rule: { unit: 'day', amount: -1 } }),
    (error) => error instanceof DomainError && error.code === 'calendar.amount_out_of_range',
  );
});
