import assert from 'node:assert/strict';
import test from 'node:test';
import { buildTallies } from '#measures';
import { testApp } from '../../test/app.ts';
import { spans, twelveMonths } from './ask.ts';

const app = await testApp({ template: 'demo' });
// The overview reads tallies; what it is held against below is counted from the dossiers.
assert.ok((await buildTallies(app.db.pool, new Date())) > 0);
const leader = await app.signIn('lanhdao');
const reform = await app.signIn('cchc');
const BO_Y = 'bo-y';
const LAM_DONG = 'lam-dong';
/** The day the demonstration was loaded at. */
const TODAY = '2026-11-20';
type Asker = typeof leader;
/** Figures of one unit, as the page of figures gives them. */
async function figuresOf(client: Asker, unit: string, span: { from: string; to: string }, measures: string) {
  const { rows } = await client.call('measures.values', { unit, ...span, measures });
  assert.equal(rows.length, 1);
  return rows[0]?.values ?? {};
}
const sum = (points: readonly string[]) => points.reduce((so_far, one) => so_far + Math.round(Number(one) * 1000), 0) / 1000;

test('a running period is held against as many days of the one before, a whole one against the whole one before', () => {
  assert.deepEqual(spans('month', '2026-11-20'), {
    now: { from: '2026-11-01', to: '2026-11-20' },
    previous: { from: '2026-10-01', to: '2026-10-20' },
    year_earlier: { from: '2025-11-01', to: '2025-11-20' },
  });
  assert.deepEqual(spans('month', '2026-03-30').previous, { from: '2026-02-01', to: '2026-02-28' });
  assert.deepEqual(spans('month', '2026-02-28').previous, { from: '2026-01-01', to: '2026-01-31' });
  assert.deepEqual(spans('quarter', '2026-04-10').previous, { from: '2026-01-01', to: '2026-01-10' });
  assert.deepEqual(spans('year', '2025-12-31').previous, { from: '2024-01-01', to: '2024-12-31' });
});

test('twelve months end with the day', () => {
  const months = twelveMonths('2026-11-20');
  assert.equal(months.length, 12);
  assert.deepEqual(months[0], { s: '2025-12-01', e: '2026-01-01' });
  assert.deepEqual(months[11], { s: '2026-11-01', e: '2026-11-21' });
});

test('what is late is what figures, dossiers, tasks and targets show', async () => {
  for (const [client, unit] of [[leader, BO_Y] as const, [reform, LAM_DONG] as const]) {
    const late = await client.call('overview.late', { unit });
    assert.equal(late.day, TODAY);
    const figures = await client.call('measures.figures', { unit, from: TODAY, to: TODAY, measures: 'pending,pending_overdue' });
    assert.equal(late.dossiers.open, figures.measures.pending?.value);
    assert.equal(late.dossiers.overdue, figures.measures.pending_overdue?.value);
    const { week_to } = late.dossiers;
    const due = await client.call('dossiers.list', {
      unit,
      status: '2,4,5,6',
      standing: 'in_time',
      due_from: TODAY,
      due_to: week_to,
    });
    assert.equal(week_to, '2026-11-26');
    assert.equal(late.dossiers.due_this_week, due.total);
    const tasks = await client.call('plans.tasks', { unit, year: 2026, scope: 'all', outcome: 'overdue', day: TODAY });
    assert.equal(late.tasks.overdue, tasks.total);
    const targets = await client.call('plans.targets', { unit, year: 2026, verdict: 'missed', day: TODAY });
    assert.equal(late.targets.missed, targets.total);
    assert.ok(late.dossiers.overdue > 0 && late.tasks.overdue > 0, 'the demonstration has something late');
  }
});

test('another day is told as it stood at its end; what was due then nobody kept', async () => {
  const late = await reform.call('overview.late', { unit: LAM_DONG, day: '2026-03-31' });
  assert.equal(late.dossiers.due_this_week, null);
  const at = { unit: LAM_DONG, from: '2026-03-31', to: '2026-03-31', measures: 'pending' };
  assert.equal(late.dossiers.open, (await reform.call('measures.figures', at)).measures.pending?.value);
  const future = await reform.call('overview.late', { unit: LAM_DONG, day: '2027-01-01' });
  assert.equal(future.day, TODAY);
});

test('a report that is owed is told until it is issued', async () => {
  const owed = async () => (await reform.call('overview.late', { unit: LAM_DONG })).reports;
  const before = await owed();
  const quarter = before.find((one) => one.regime === 'cchc' && one.to === '2026-09-14' && one.from === '2026-06-15');
  assert.deepEqual([quarter?.due_on, quarter?.is_overdue, quarter?.report_id], ['2026-09-20', true, null]);
  assert.deepEqual(
    before.map((one) => one.due_on),
    before.map((one) => one.due_on).sort(),
  );
  const made = await reform.call('reports.create', { unit: LAM_DONG, regime: 'cchc', kind: 'quarter', year: 2026, n: 3 });
  const begun = (await owed()).find((one) => one.report_id === made.id);
  assert.deepEqual([begun?.regime, begun?.to, begun?.state], ['cchc', '2026-09-14', 'draft']);
  assert.equal((await owed()).length, before.length);
  await app.db.owner.query(
    `insert into reports.event (tenant, report_id, seq, kind, version, at, by)
     select v.tenant, v.report_id, max(v.seq) + 1, 'issued', max(v.version), now(), max(v.by) from reports.event v where v.report_id = $1 group by 1, 2`,
    [made.id],
  );
  assert.equal((await owed()).length, before.length - 1);
});

test('missing points are those of the card, and its parts add up', async () => {
  const { card } = await leader.call('overview.points', { unit: BO_Y });
  assert.ok(card);
  const view = await leader.call('scorecards.card', { id: card.card_id });
  assert.equal(card.missing, view.total.missing);
  assert.equal(card.items_total, view.ledger.length);
  assert.equal(sum(card.areas.map((one) => one.missing)), Number(card.missing));
  assert.equal(sum(card.offices.map((one) => one.points)), Number(card.missing));
  const points = card.items.map((one) => Number(one.points));
  assert.deepEqual(
    points,
    [...points].sort((a, b) => b - a),
  );
  assert.equal(points[0], Math.max(...view.ledger.map((one) => Number(one.points))));
});

test('a unit that appraises sees who misses most', async () => {
  const { below } = await reform.call('overview.points', { unit: LAM_DONG });
  assert.ok(below && below.rows.length > 1);
  const round = await reform.call('scorecards.round', { id: below.round.id });
  for (const row of below.rows) {
    const known = round.rows.find((one) => one.card_id === row.card_id);
    assert.deepEqual([row.not_scored, row.counted], [known?.total?.not_scored, known?.total?.counted]);
    assert.equal(sum([row.missing, row.not_scored]), Number(known?.total?.missing));
  }
  // What nobody has scored yet is no loss: of the 27.4 that Đức An misses, 20 are those of a survey still to come.
  const duc_an = below.rows.find((row) => row.code === 'H36.101');
  assert.deepEqual([duc_an?.missing, duc_an?.not_scored], ['7.4', '20']);
  // A unit that is still scoring itself is told as that, and not as the one that misses most.
  assert.deepEqual(
    [below.waiting.map((unit) => unit.code), below.rows.some((row) => row.code === 'H36.104')],
    [['H36.104'], false],
  );
  assert.deepEqual(
    below.rows.map((row) => Number(row.missing)),
    below.rows.map((row) => Number(row.missing)).sort((a, b) => b - a),
  );
});

test('what moved is the figures of its periods, with the way that is better', async () => {
  const moved = await leader.call('overview.moved', { unit: BO_Y });
  for (const [span, pick] of [
    [moved.now, (row) => row.now],
    [moved.previous, (row) => row.previous.value],
    [moved.year_earlier, (row) => row.year_earlier.value],
  ] as [typeof moved.now, (row: (typeof moved.rows)[number]) => { value: string | null }][]) {
    const figures = await figuresOf(leader, BO_Y, span, moved.rows.map((row) => row.measure).join(','));
    for (const row of moved.rows) assert.equal(pick(row).value, figures[row.measure]?.value, `${row.measure} ${span.from}`);
  }
  const row = (name: string) => moved.rows.find((one) => one.measure === name);
  assert.deepEqual(
    [row('on_time_rate')?.now.value, row('on_time_rate')?.previous.difference, row('on_time_rate')?.previous.is_better],
    ['95.83', '2.24', true],
  );
  assert.equal(row('pending_overdue')?.previous.is_better, false);
  assert.equal(row('received')?.previous.is_better, null);
});

test('months are the figures of each month, and units add up to the whole', async () => {
  const months = await reform.call('overview.months', { unit: LAM_DONG });
  assert.equal(months.months.length, 12);
  for (const at of [0, 5, 11]) {
    const span = months.months[at] as { from: string; to: string };
    const measures = 'received,on_time_rate';
    const figures = await figuresOf(reform, LAM_DONG, span, measures);
    assert.equal(months.whole.received?.[at]?.value, figures.received?.value);
    assert.equal(months.whole.on_time_rate?.[at]?.value, figures.on_time_rate?.value);
    const parts = months.units.map((unit) => Number(unit.series.received?.[at]?.value));
    assert.equal(
      parts.reduce((so_far, one) => so_far + one, 0),
      Number(figures.received?.value),
    );
  }
});

test('each unit below stands where its own figures, tasks and card say', async () => {
  const found = await reform.call('overview.units', { unit: LAM_DONG, kind: 'year' });
  assert.deepEqual(found.period, { from: '2026-01-01', to: TODAY });
  const one = found.rows.find((row) => row.code === 'H36.102');
  assert.ok(one?.card_id);
  const { figures } = one;
  const measures = 'on_time_rate,online_rate,papers_digitised_rate,pending_overdue';
  const values = await figuresOf(reform, 'H36.102', found.period, measures);
  assert.equal(figures.on_time_rate.value, values.on_time_rate?.value);
  assert.equal(figures.online_rate.value, values.online_rate?.value);
  assert.equal(figures.papers_digitised_rate.value, values.papers_digitised_rate?.value);
  assert.equal(one.overdue, values.pending_overdue?.value);
  const counted = await reform.call('plans.counts', { unit: 'H36.102', year: 2026, scope: 'all', day: TODAY });
  assert.deepEqual(
    [figures.tasks.numerator, figures.tasks.denominator],
    [String(counted.total.completed_all), String(counted.total.total)],
  );
  const card = await reform.call('scorecards.card', { id: one.card_id });
  assert.equal(figures.score.value, card.total.percent);
  const { numerator, denominator } = figures.score;
  assert.equal(Math.round((Number(numerator) / Number(denominator)) * 10_000), Math.round(Number(card.total.percent) * 100));
  // Points of a draft are not where a unit stands.
  assert.equal(found.rows.find((row) => row.code === 'H36.104')?.figures.score.value, null);
  assert.equal((await leader.call('overview.units', { unit: BO_Y })).rows.length, 0);
});

test('a unit out of reach is refused like one that does not exist', async () => {
  for (const name of ['overview.late', 'overview.points', 'overview.moved', 'overview.months', 'overview.units'] as const) {
    const reply = await leader.ask(name, { unit: LAM_DONG });
    assert.deepEqual([reply.status, reply.body.code], [404, 'org.unit_unknown']);
  }
});

test('without tallies, and right after a receipt, it says what the figures say', async () => {
  const ask = async () => {
    const [moved, months, units, late] = await Promise.all([
      reform.call('overview.moved', { unit: LAM_DONG, kind: 'year' }),
      reform.call('overview.months', { unit: LAM_DONG }),
      reform.call('overview.units', { unit: LAM_DONG, kind: 'quarter' }),
      reform.call('overview.late', { unit: LAM_DONG }),
    ]);
    return { moved, months, units, open: late.dossiers.open };
  };
  await app.db.owner.query(
    `update dossiers.version_now v set papers_state = 2, channel = 2
     where v.dossier_id in (select n.dossier_id from dossiers.version_now n where n.received_on >= '2026-01-01' order by n.dossier_id limit 300)`,
  );
  const noted = await ask();
  await app.db.owner.query('delete from measures.tally_state');
  assert.deepEqual(await ask(), noted);
});
