import assert from 'node:assert/strict';
import test from 'node:test';
import { unitNear, unitsFor } from '#org';
import { registerOn, totals } from '#registers';
import { testDb } from '../../test/db.ts';

const { pool } = await testDb({ template: 'demo', read_only: true });

/** The sum of a field of a register over a unit's days, as the reports print it. */
async function sumOf(
  unit: string,
  code: string,
  field: string,
  from: string,
  to: string,
  filters: { field: string; op: 'is'; wanted: string[] }[] = [],
) {
  const found = await unitNear(pool, unit, to);
  const { layout } = await registerOn(pool, code, to, found.tenant);
  const unit_ids = await unitsFor(pool, { unit_id: found.id, day: to, scope: 'all' });
  const reply = await totals(pool, { register: code, layout, unit_ids, from, to, filters }, { unit_ids: null });
  return field === '' ? String(reply.entries) : (reply.fields.find((one) => one.field === field)?.sum ?? null);
}

for (const [unit, code, field, from, to, expected, filter] of [
  ['ngan-son', 'directive', '', '2022-01-01', '2022-09-30', '14'],
  ['ngan-son', 'legal_education', 'listeners', '2022-01-01', '2022-09-30', '106'],
  ['ngan-son', 'staff_quality', 'people', '2022-09-01', '2022-09-30', '199'],
  ['ngan-son', 'revenue', 'actual', '2022-08-01', '2022-08-31', '13646727000'],
  ['ngan-son', 'disbursement', 'plan', '2022-09-01', '2022-09-30', '69843532000'],
  ['ngan-son', 'appointment', 'people', '2022-07-01', '2022-09-30', '5', 'new'],
  ['ngan-son', 'appointment', 'people', '2022-01-01', '2022-09-30', '7', 'new'],
  ['ngan-son', 'autonomy', 'units', '2022-09-01', '2022-09-30', null],
  ['tu-mo-rong', 'posts', 'present', '2023-06-01', '2023-06-30', '1023'],
  ['tu-mo-rong', 'training', 'trainees', '2023-01-01', '2023-06-30', '187'],
  ['tu-mo-rong', 'network_fact', 'cost', '2023-01-01', '2023-06-30', '465780000'],
  ['kon-ray', 'inspection', 'units', '2023-01-01', '2023-09-30', '7'],
  ['dak-song', 'initiative', 'dossiers', '2023-01-01', '2023-09-30', '776'],
  ['po-y', 'meeting', 'sessions', '2024-01-01', '2024-08-13', '20'],
] as const)
  test(`${unit}: ${code} ${field} is ${expected}`, async () => {
    const filters = filter ? [{ field: 'form', op: 'is' as const, wanted: [filter] }] : [];
    assert.equal(await sumOf(unit, code, field, from, to, filters), expected);
  });
