import assert from 'node:assert/strict';
import test from 'node:test';
import { transaction } from '#lib/db';
import { unitOn } from '#org';
import { bulkEntries, cancelEntry, correctEntry, entries, entry, keepEntry, registerOn, registersOn, totals } from '#registers';
import { testDb } from '../../test/db.ts';

const db = await testDb({ template: 'packs' });
const NOW = new Date('2026-11-20T03:00:00Z');
const BY = { actor: { user_id: null, name: 'Kiểm thử' }, now: NOW, scope: { unit_ids: null } };

test('every shipped register is there on any day', async () => {
  const list = await registersOn(db.pool, '2022-09-30');
  assert.equal(list.length, 37);
  assert.equal(list[0]?.area, 'steering');
});

test('an entry is kept, corrected and cancelled; every version stays', async () => {
  await transaction(db.pool, 'write', async (tx) => {
    const unit = await unitOn(tx, 'H48', '2026-11-20');
    const values = { kind: 'plan', number: '16/KH-UBND', issued_on: '2022-01-22', subject: 'Kế hoạch CCHC năm 2022' };
    const { id } = await keepEntry(tx, { register: 'directive', unit, values }, BY);
    await correctEntry(tx, id, { values: { ...values, issuer: 'UBND tỉnh' }, reason: 'thiếu cơ quan', version: 1 }, BY);
    await cancelEntry(tx, id, { reason: 'ghi nhầm', version: 2 }, BY);
    const found = await entry(tx, id, BY.scope);
    assert.deepEqual(
      found.versions.map((one) => [one.version, one.is_cancelled, one.reason]),
      [
        [3, true, 'ghi nhầm'],
        [2, false, 'thiếu cơ quan'],
        [1, false, null],
      ],
    );
  });
});

test('many at once: sums and the list agree', async () => {
  await transaction(db.owner, 'write', async (tx) => {
    const unit = await unitOn(tx, 'H48', '2026-11-20');
    const definition = await registerOn(tx, 'outreach', '2026-01-01');
    const rows = Array.from({ length: 30 }, (_, n) => ({
      definition,
      unit,
      values: { done_on: `2026-0${1 + (n % 9)}-10`, channel: n % 2 === 0 ? 'zalo' : 'website', items: String(n + 1) },
    }));
    await bulkEntries(tx as never, rows, BY);
    const wanted = { register: 'outreach', layout: definition.layout, unit_ids: null, from: '2026-03-01', to: '2026-03-31' };
    assert.deepEqual(
      (await entries(tx, { ...wanted, sort: '-items' }, BY.scope)).map((row) => row.values.items),
      ['30', '21', '12', '3'],
    );
    assert.deepEqual(await totals(tx, wanted, BY.scope), {
      entries: 4,
      units: 1,
      fields: [
        { field: 'items', sum: '66', filled: 4 },
        { field: 'listeners', sum: null, filled: 0 },
      ],
    });
    const since = await totals(
      tx,
      { ...wanted, view: 'since_january', filters: [{ field: 'channel', op: 'is', wanted: ['zalo'] }] },
      BY.scope,
    );
    assert.equal(since.entries, 6);
  });
});
