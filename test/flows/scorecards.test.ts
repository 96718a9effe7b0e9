import assert from 'node:assert/strict';
import test from 'node:test';
import ExcelJS from 'exceljs';
import { strFromU8, unzipSync } from 'fflate';
import { assign, byProduct } from '#access';
import { transaction } from '#lib/db';
import { unitOn } from '#org';
import { pdf } from '../access/makers/files.ts';
import { makeAccount } from '../access/world.ts';
import { type Client, DEMO_PASSWORD, testApp } from '../app.ts';

// A round of scoring over HTTP: opened, self-scored from the figures, appraised out of sight, appealed, closed, published.

const app = await testApp({ template: 'demo' });
await transaction(app.db.owner, 'write', async (db) => {
  for (const [name, unit, role] of [
    ['cchc.bo.y', 'H48.108', 'reform_officer'],
    ['lanh.dao.bo.y', 'H48.108', 'leader'],
    ['cchc.sa.loong', 'H48.109', 'reform_officer'],
    ['cchc.tinh', 'H48', 'reform_officer'],
    ['lanh.dao.tinh', 'H48', 'leader'],
    ['cchc.lam.dong', 'H36', 'reform_officer'],
  ] as const)
    await makeAccount(db, name, unit, role, app.now.at);
  // One person in two places: a role on a commune, and one on the province that appraises it.
  const { id: account_id } = await makeAccount(db, 'cchc.hai.noi', 'H48.109', 'reform_officer', app.now.at);
  const province = await unitOn(db, 'H48', '2026-11-20');
  const second = { account_id, role_code: 'reform_officer', unit_id: province.id, valid_from: '2026-01-01', valid_to: null };
  await assign(db, second, byProduct(app.now.at));
});
const signIn = (name: string) => app.signIn(name, DEMO_PASSWORD);
const own = await signIn('cchc.bo.y');
const leader = await signIn('lanh.dao.bo.y');
const sibling = await signIn('cchc.sa.loong');
const superior = await signIn('cchc.tinh');
const chief = await signIn('lanh.dao.tinh');
const foreign = await signIn('cchc.lam.dong');
const both = await signIn('cchc.hai.noi');

async function refused(client: Client, name: Parameters<Client['ask']>[0], input: Record<string, unknown>): Promise<string> {
  const reply = await client.ask(name, input);
  return `${reply.status} ${reply.body.code ?? ''}`.trim();
}

const sets = (await superior.call('scorecards.sets', {})).sets;
const commune_set = sets.find((one) => one.code === 'xa-2026-minh-hoa');
assert.ok(commune_set);
const DAYS = { self_until: '2026-12-05', appraise_until: '2026-12-15', explain_until: '2026-12-20' };
const ROUND = {
  owner: 'H48',
  set_id: commune_set.id,
  name: 'Chấm điểm thử năm 2026',
  year: 2026,
  from: '2026-01-01',
  to: '2026-11-19',
  ...DAYS,
};
const opened = await superior.call('scorecards.open_round', { ...ROUND, units: ['H48.108', 'H48.109'] });
const table = await superior.call('scorecards.round', { id: opened.id });
const card_id = table.rows.find((row) => row.unit_code === 'H48.108')?.card_id as number;
const other_id = table.rows.find((row) => row.unit_code === 'H48.109')?.card_id as number;
const seen = (client: Client) => client.call('scorecards.card', { id: card_id });
const gapSum = (view: Awaited<ReturnType<typeof seen>>) =>
  view.ledger.reduce((sum, item) => sum + Math.round(Number(item.points) * 1000), 0) / 1000;

function addsUp(view: Awaited<ReturnType<typeof seen>>): void {
  assert.equal(gapSum(view), Number(view.total.missing));
  assert.equal(Math.round((Number(view.total.max) - Number(view.total.achieved)) * 1000) / 1000, Number(view.total.missing));
}

/** Whatever can be scored by hand, so that everything has points. */
function everything(view: Awaited<ReturnType<typeof seen>>) {
  return view.rows.flatMap((row) =>
    row.leaf?.scored_by === 'self' && !row.leaf.prefill
      ? [{ criterion: row.code, value: row.leaf.is_bonus ? '0' : row.sum.max, reason: 'Có văn bản kèm theo' }]
      : [],
  );
}

test('sets of several kinds stand side by side; demonstrations say that they are', () => {
  const approved = sets.filter((one) => one.state === 'approved');
  assert.deepEqual([...new Set(approved.map((one) => one.code))].sort(), [
    'chi-so-766',
    'huyen-2022-minh-hoa',
    'so-2026-minh-hoa',
    'tieu-chi-15-minh-hoa',
    'xa-2026-minh-hoa',
  ]);
  assert.ok(approved.filter((one) => one.code.endsWith('minh-hoa')).every((one) => !one.is_official));
});

test('a round is opened for units in reach by whoever appraises them', async () => {
  assert.equal(opened.cards, 2);
  assert.equal(await refused(foreign, 'scorecards.open_round', { ...ROUND, units: ['H48.108'] }), '404 org.unit_unknown');
  assert.equal(
    await refused(own, 'scorecards.open_round', { ...ROUND, owner: 'H48.108', units: ['H48.108'] }),
    '404 org.unit_unknown',
  );
  assert.equal(await refused(superior, 'scorecards.open_round', { ...ROUND, units: ['H36.102'] }), '404 org.unit_unknown');
  assert.equal(await refused(superior, 'scorecards.open_round', { ...ROUND, units: ['H48.13'] }), '422 scorecards.wrong_level');
  assert.equal(
    await refused(superior, 'scorecards.open_round', { ...ROUND, appraise_until: '2026-12-01' }),
    '422 scorecards.days_out_of_order',
  );
  const turned = { ...ROUND, from: '2026-11-19', to: '2026-01-01' };
  assert.equal(await refused(superior, 'scorecards.open_round', turned), '422 calendar.reversed_dates');
  const index = { unit: 'H48.108', from: '2026-12-01', to: '2026-01-01' };
  assert.equal(await refused(superior, 'scorecards.service_index', index), '422 calendar.reversed_dates');
  assert.equal(
    await refused(superior, 'scorecards.open_round', { ...ROUND, from: '2024-01-01', to: '2024-12-31', year: 2024 }),
    '422 scorecards.set_not_valid_then',
  );
});

test('who sees a card that is being scored', async () => {
  assert.equal((await seen(own)).sight.own_scores, true);
  assert.equal((await seen(leader)).sight.own_scores, true);
  assert.equal(await refused(sibling, 'scorecards.card', { id: card_id }), '404 scorecards.card_not_found');
  assert.equal(await refused(foreign, 'scorecards.card', { id: card_id }), '404 scorecards.card_not_found');
  // Neither the head of the level above nor its reform officer reads what the commune has only begun.
  await own.call('scorecards.score', { id: card_id, items: [{ criterion: '2.2', value: '3' }] });
  for (const above of [chief, superior]) {
    const draft = await seen(above);
    assert.deepEqual([draft.sight.card, draft.sight.own_scores, draft.total.scored], [true, false, 0]);
    const row = (await above.call('scorecards.round', { id: opened.id })).rows.find((one) => one.card_id === card_id);
    assert.deepEqual([row?.total, row?.parts], [null, {}]);
  }
  assert.deepEqual(
    (await sibling.call('scorecards.round', { id: opened.id })).rows.map((row) => row.unit_code),
    ['H48.109'],
  );
});

test('the self-score is filled in from the figures; another value wants its reason', async () => {
  const view = await seen(own);
  const on_time = view.rows.find((row) => row.code === '3.2')?.leaf;
  assert.ok(on_time?.prefill, 'the on-time rate of the demonstration gives points');
  const wrong = on_time.prefill.value === '1' ? '2' : '1';
  assert.equal(
    await refused(own, 'scorecards.score', { id: card_id, items: [{ criterion: '3.2', value: wrong }] }),
    '422 scorecards.deviation_unexplained',
  );
  await own.call('scorecards.score', { id: card_id, items: [{ criterion: '3.2' }] });
  const scored = (await seen(own)).rows.find((row) => row.code === '3.2');
  assert.equal(scored?.leaf?.stages.self?.value, on_time.prefill.value);
  assert.equal(scored?.leaf?.deviation, null);
});

for (const [item, code, why] of [
  [{ criterion: '1.1', value: '2.5' }, '422 scorecards.above_maximum', 'above the maximum'],
  [{ criterion: '1.1', value: '-1' }, '422 scorecards.below_minimum', 'below the minimum'],
  [{ criterion: '9.9', value: '1' }, '404 scorecards.unknown_criterion', 'no such criterion'],
  [{ criterion: '1.1', value: 'mười' }, '400 app.bad_input', 'text where a number belongs'],
  [{ criterion: '1.1', answer: 'có lẽ' }, '422 scorecards.unknown_answer', 'no answer to yes or no'],
  [{ criterion: '2.1' }, '422 scorecards.value_needed', 'nothing to take points from'],
  [{ criterion: '7.1', value: '10' }, '422 scorecards.not_scored_here', 'points of the survey'],
  [{ criterion: '3.7', value: '1' }, '422 scorecards.not_scored_here', 'points of the superior'],
  [{ criterion: '1.1', is_applicable: false }, '422 scorecards.must_apply', 'always applies'],
  [{ criterion: '2.3', is_applicable: false }, '422 scorecards.reason_needed', 'not applicable without a reason'],
  [
    { criterion: '2.1', value: '2', gaps: [{ points: '0.5', cause: 'lost' }] },
    '422 scorecards.gap_differs',
    'items that do not make up what misses',
  ],
] as const)
  test(`a score is refused: ${why}`, async () => {
    assert.equal(await refused(own, 'scorecards.score', { id: card_id, items: [item] }), code);
  });

test('nobody else scores the card', async () => {
  const items = [{ criterion: '1.1', value: '1' }];
  assert.equal(await refused(sibling, 'scorecards.score', { id: card_id, items }), '404 scorecards.card_not_found');
  assert.equal(await refused(leader, 'scorecards.score', { id: card_id, items }), '403 access.not_permitted');
  // The own score is the unit's own word: whoever is above neither gives nor hands it in.
  assert.equal(await refused(superior, 'scorecards.score', { id: card_id, items }), '404 scorecards.card_not_found');
  assert.equal(await refused(superior, 'scorecards.submit', { id: card_id }), '404 scorecards.card_not_found');
  assert.equal(await refused(superior, 'scorecards.appraise', { id: card_id, items }), '409 scorecards.not_in_this_state');
});

test('missing points always make up the maximum less what was achieved, and a card is handed in only when they are explained', async () => {
  addsUp(await seen(own));
  assert.equal(await refused(own, 'scorecards.submit', { id: card_id }), '409 scorecards.not_all_scored');
  const view = await seen(own);
  const from_figures = view.rows
    .filter((row) => row.leaf?.scored_by === 'self' && row.leaf.prefill)
    .map((row) => ({ criterion: row.code }));
  await own.call('scorecards.score', { id: card_id, items: [...from_figures, ...everything(view)] });
  await own.call('scorecards.score', {
    id: card_id,
    items: [
      { criterion: '1.3', answer: '1', is_estimate: true, reason: 'Một sáng kiến đang áp dụng, một chờ công nhận' },
      { criterion: '2.3', is_applicable: false, reason: 'Không có văn bản phải xử lý' },
      {
        criterion: '2.1',
        value: '2',
        reason: 'Chờ báo cáo cuối năm',
        gaps: [
          {
            points: '0.75',
            cause: 'not_due',
            reason: 'Báo cáo cuối năm chưa đến hạn',
            office: 'Văn phòng HĐND và UBND',
            due_on: '2026-12-15',
          },
          { points: '0.25', cause: 'lost', reason: 'Ban hành kế hoạch chậm', office_unit: 'H48.108' },
        ],
      },
    ],
  });
  addsUp(await seen(own));
  assert.equal(await refused(own, 'scorecards.submit', { id: card_id }), '409 scorecards.gap_unexplained');
  const open = (await seen(own)).ledger.filter((item) => item.reason === null && item.cause !== 'not_scored');
  await own.call('scorecards.score', {
    id: card_id,
    items: [...new Set(open.map((item) => item.criterion))].map((criterion) => ({
      criterion,
      reason: 'Còn hạn chế, đang khắc phục',
    })),
  });
  await own.call('scorecards.submit', { id: card_id });
  addsUp(await seen(own));
  const initiatives = (await seen(own)).ledger.find((item) => item.criterion === '1.3');
  assert.deepEqual([initiatives?.points, initiatives?.cause], ['1', 'not_due']);
});

test('a change of what was scored before wants its reason; after handing in nothing changes', async () => {
  assert.equal(
    await refused(own, 'scorecards.score', { id: card_id, items: [{ criterion: '1.1', value: '1', reason: 'đổi' }] }),
    '409 scorecards.not_in_this_state',
  );
  await superior.call('scorecards.send_back', { id: card_id, reason: 'Bổ sung minh chứng' });
  assert.equal(
    await refused(own, 'scorecards.score', { id: card_id, items: [{ criterion: '1.1', value: '1' }] }),
    '422 scorecards.reason_needed',
  );
  await own.call('scorecards.submit', { id: card_id });
});

test('the database refuses what the product would: above the maximum, items that do not add up', async () => {
  const bad = (work: string) => transaction(app.db.owner, 'write', (db) => db.query(work));
  const row = `select tenant, card_id, set_id, criterion, stage, max_points, min_points, is_bonus, is_applicable, is_estimate, prefilled, inputs, 'thử', scored_at, scored_by, scored_by_name`;
  const into =
    'insert into scorecards.score (tenant, card_id, set_id, criterion, stage, max_points, min_points, is_bonus, is_applicable, is_estimate, prefilled, inputs, reason, scored_at, scored_by, scored_by_name, value)';
  const from = `from scorecards.score_now where card_id = ${card_id} and criterion = '1.1' and stage = 'self'`;
  await assert.rejects(bad(`${into} ${row}, 3 ${from}`), { constraint: 'score_above_maximum' });
  await assert.rejects(bad(`${into} ${row}, 1 ${from}`), { constraint: 'gap_adds_up' });
  await assert.rejects(
    bad(
      `update scorecards.gap set points = points + 1 where score_id in (select id from scorecards.score where card_id = ${card_id})`,
    ),
    { constraint: 'gap_adds_up' },
  );
});

test('the appraisal is hidden until it is handed over; points other than those of the unit want a reason', async () => {
  assert.equal(
    await refused(superior, 'scorecards.appraise', { id: card_id, items: [{ criterion: '1.1', value: '1' }] }),
    '422 scorecards.reason_needed',
  );
  await superior.call('scorecards.appraise', {
    id: card_id,
    items: [
      { criterion: '1.1', value: '1', reason: 'Kế hoạch ban hành chậm 10 ngày' },
      { criterion: '3.7', value: '1.5', reason: 'Thiếu một vị trí' },
    ],
  });
  assert.equal((await seen(own)).rows.find((row) => row.code === '1.1')?.leaf?.stages.appraisal, undefined);
  const history = (client: Client) => client.call('scorecards.history', { id: card_id, criterion: '1.1' });
  assert.deepEqual(
    (await history(own)).scores.map((one) => one.stage),
    ['self'],
  );
  assert.deepEqual(
    (await history(superior)).scores.map((one) => one.stage),
    ['self', 'appraisal'],
  );
  addsUp(await seen(superior));
  await superior.call('scorecards.hand_over', { id: card_id });
  assert.equal((await seen(own)).rows.find((row) => row.code === '1.1')?.leaf?.stages.appraisal?.value, '1');
  addsUp(await seen(own));
});

test('an appeal and its answer; the survey; the final score', async () => {
  await own.call('scorecards.explain', {
    id: card_id,
    items: [{ criterion: '1.1', value: '2', reason: 'Đã xin lùi thời hạn và được đồng ý' }],
  });
  // What proves the appeal is added while explaining; a criterion that is not there has nothing to prove.
  const paper = { name: 'xac-nhan.pdf', type: 'application/pdf', bytes: pdf('xác nhận lùi hạn') };
  const said = { unit: 'H48.108', title: 'Xác nhận lùi hạn', document_number: '45/CV', document_on: '2026-11-19' };
  const { id: evidence_id } = (await own.upload('registers.keep_evidence', said, paper)).body as { id: number };
  assert.equal(
    await refused(own, 'scorecards.link_evidence', { id: card_id, criterion: '9.9', evidence_id }),
    '404 scorecards.unknown_criterion',
  );
  await own.call('scorecards.link_evidence', { id: card_id, criterion: '1.1', evidence_id, page: 1 });
  assert.equal((await seen(superior)).rows.find((row) => row.code === '1.1')?.leaf?.evidence[0]?.title, 'Xác nhận lùi hạn');
  assert.equal(await refused(superior, 'scorecards.time_over', { id: card_id }), '409 scorecards.time_to_explain');
  await own.call('scorecards.end_explaining', { id: card_id });
  assert.equal(await refused(superior, 'scorecards.finish', { id: card_id }), '409 scorecards.not_answered');
  await superior.call('scorecards.answer', {
    id: card_id,
    items: [{ criterion: '1.1', value: '1.5', reason: 'Chấp nhận một phần' }],
  });
  assert.equal(await refused(superior, 'scorecards.finish', { id: card_id }), '409 scorecards.not_all_scored');
  await superior.call('scorecards.survey', {
    id: card_id,
    items: [
      { criterion: '7.1', answer: '91.5', reason: 'Phiếu khảo sát' },
      { criterion: '7.2', answer: '88', reason: 'Phiếu khảo sát' },
    ],
  });
  await superior.call('scorecards.finish', { id: card_id });
  const view = await seen(own);
  assert.equal(view.rows.find((row) => row.code === '1.1')?.leaf?.stages.final?.value, '1.5');
  assert.equal(view.rows.find((row) => row.code === '7.1')?.sum.achieved, '10.98');
  assert.equal(view.card.state, 'final');
  addsUp(view);
});

test('a round is closed when every card is final, and nothing changes afterwards', async () => {
  assert.equal(await refused(superior, 'scorecards.close_round', { id: opened.id }), '409 scorecards.cards_not_final');
  const draft = { id: opened.id, format: 'docx', paper: 'decision' } as const;
  assert.equal(await refused(superior, 'scorecards.round_export', draft), '409 scorecards.round_not_closed');
  await finishOther();
  await superior.call('scorecards.close_round', { id: opened.id });
  for (const [client, name] of [
    [own, 'scorecards.score'],
    [own, 'scorecards.explain'],
    [superior, 'scorecards.appraise'],
    [superior, 'scorecards.answer'],
    [superior, 'scorecards.survey'],
  ] as const)
    assert.equal(
      await refused(client, name, { id: card_id, items: [{ criterion: '1.1', value: '1', reason: 'muộn' }] }),
      '409 scorecards.round_closed',
    );
  assert.equal(await refused(sibling, 'scorecards.card', { id: card_id }), '404 scorecards.card_not_found');
});

async function finishOther(): Promise<void> {
  const view = await sibling.call('scorecards.card', { id: other_id });
  const items = view.rows.flatMap((row) =>
    row.leaf?.scored_by === 'self' ? [{ criterion: row.code, value: '0', reason: 'Chưa làm được' }] : [],
  );
  await sibling.call('scorecards.score', { id: other_id, items });
  await sibling.call('scorecards.submit', { id: other_id });
  await superior.call('scorecards.appraise', { id: other_id, items: [{ criterion: '3.7', value: '0', reason: 'Chưa có' }] });
  await superior.call('scorecards.hand_over', { id: other_id });
  await sibling.call('scorecards.end_explaining', { id: other_id });
  const survey = ['7.1', '7.2'].map((criterion) => ({ criterion, answer: '80', reason: 'Phiếu khảo sát' }));
  await superior.call('scorecards.survey', { id: other_id, items: survey });
  await superior.call('scorecards.finish', { id: other_id });
}

test('a round opened by mistake is taken back with its reason as long as nothing is scored in it', async () => {
  const wrong = await superior.call('scorecards.open_round', { ...ROUND, name: 'Mở nhầm bộ tiêu chí', units: ['H48.109'] });
  const { rows, actions } = await superior.call('scorecards.round', { id: wrong.id });
  assert.ok(actions.includes('take_back'));
  const card = rows[0]?.card_id as number;
  const ask = { id: wrong.id, reason: 'Chọn nhầm bộ tiêu chí' };
  assert.equal(await refused(sibling, 'scorecards.take_back_round', ask), '404 scorecards.round_not_found');
  assert.equal(await refused(foreign, 'scorecards.take_back_round', ask), '404 scorecards.round_not_found');
  assert.equal(await refused(superior, 'scorecards.take_back_round', { ...ask, reason: ' ' }), '400 app.bad_input');
  await superior.call('scorecards.take_back_round', ask);
  const items = [{ criterion: '3.7', value: '0', reason: 'Chưa có' }];
  assert.equal(await refused(sibling, 'scorecards.score', { id: card, items }), '409 scorecards.round_closed');
  assert.equal(await refused(superior, 'scorecards.take_back_round', ask), '409 scorecards.round_closed');
  assert.equal(await refused(superior, 'scorecards.close_round', { id: wrong.id }), '409 scorecards.round_closed');
  const after = await superior.call('scorecards.round', { id: wrong.id });
  assert.deepEqual([after.round.state, after.round.taken_back_reason, after.actions], ['taken_back', ask.reason, []]);
  const listed = async (input: { state?: 'taken_back' }) =>
    (await sibling.call('scorecards.rounds', input)).rounds.map((round) => round.id).includes(wrong.id);
  assert.deepEqual([await listed({}), await listed({ state: 'taken_back' })], [false, true]);
  const { rows: told } = await app.db.owner.query(
    `select reason, actor_name from audit.entry where action = 'scorecards.take_back_round' and subject_id = $1`,
    [String(wrong.id)],
  );
  assert.deepEqual(told, [{ reason: ask.reason, actor_name: 'Người dùng cchc.tinh' }]);
});

test('a round in which somebody began to score is not taken back, also when both happen at once', async () => {
  const made = await superior.call('scorecards.open_round', { ...ROUND, name: 'Vừa chấm vừa thu hồi', units: ['H48.109'] });
  const card = (await superior.call('scorecards.round', { id: made.id })).rows[0]?.card_id as number;
  const items = everything(await sibling.call('scorecards.card', { id: card })).slice(0, 1);
  const [scored, taken] = await Promise.all([
    refused(sibling, 'scorecards.score', { id: card, items }),
    refused(superior, 'scorecards.take_back_round', { id: made.id, reason: 'Mở nhầm' }),
  ]);
  assert.ok(
    ['200, 409 scorecards.round_has_scores', '409 scorecards.round_closed, 200'].includes(`${scored}, ${taken}`),
    `${scored}, ${taken}`,
  );
  const two = await superior.call('scorecards.open_round', { ...ROUND, name: 'Đã chấm', units: ['H48.109'] });
  const other = (await superior.call('scorecards.round', { id: two.id })).rows[0]?.card_id as number;
  await sibling.call('scorecards.score', { id: other, items });
  const late = { id: two.id, reason: 'Mở nhầm' };
  assert.equal(await refused(superior, 'scorecards.take_back_round', late), '409 scorecards.round_has_scores');
  assert.ok(!(await superior.call('scorecards.round', { id: two.id })).actions.includes('take_back'));
});

test('only whoever has units below opens rounds, and the list says who', async () => {
  const told = (client: Client) => client.call('scorecards.rounds', {}).then((reply) => reply.may_open);
  assert.deepEqual([await told(superior), await told(own), await told(both), await told(leader)], [true, false, true, false]);
});

test('the result is published by a decision: ranks for the units of the round, and for everybody when it is public', async () => {
  const decision = {
    id: opened.id,
    number: '12/QĐ-UBND',
    on: '2026-11-20',
    title: 'Công bố kết quả chấm điểm thử',
    publication: 'public',
  } as const;
  assert.equal((await sibling.call('scorecards.round', { id: opened.id })).has_ranks, false);
  // The decision is written from the closed round, before and after it has its number; not by who may not know the ranks yet.
  const paper = { id: opened.id, format: 'docx', paper: 'decision' } as const;
  assert.equal(await refused(sibling, 'scorecards.round_export', paper), '404 scorecards.round_not_found');
  const words = async () =>
    strFromU8(unzipSync(await chief.bytes('scorecards.round_export', paper))['word/document.xml'] as Uint8Array).replace(
      /<[^>]+>/g,
      '',
    );
  const before = await words();
  assert.match(before, /\/QĐ-UBND/);
  assert.match(before, /Điều 1\. Công bố kết quả chấm điểm, xếp hạng 2 đơn vị \(Chấm điểm thử năm 2026\)/);
  assert.match(before, /\(số, ngày văn bản ban hành bộ tiêu chí\)/);
  assert.equal(await refused(own, 'scorecards.publish', decision), '404 scorecards.round_not_found');
  assert.equal(
    await refused(chief, 'scorecards.publish', { ...decision, on: '2027-01-01' }),
    '422 scorecards.decision_in_the_future',
  );
  await chief.call('scorecards.publish', decision);
  assert.match(await words(), /Số: 12\/QĐ-UBND/);
  const ranks = (await sibling.call('scorecards.round', { id: opened.id })).rows.map((row) => [row.rank, row.unit_code]);
  assert.deepEqual(ranks, [
    [1, 'H48.108'],
    [2, 'H48.109'],
  ]);
  assert.equal((await sibling.call('scorecards.card', { id: card_id })).sight.own_scores, true);
  const nobody = app.anonymous();
  assert.equal((await nobody.call('scorecards.published_round', { id: opened.id })).rows.length, 2);
  assert.ok((await nobody.call('scorecards.published', {})).rounds.some((round) => round.id === opened.id));
});

test('what is not published is not public', async () => {
  const second = await superior.call('scorecards.open_round', { ...ROUND, name: 'Đợt khác', units: ['H48.108'] });
  assert.equal(await refused(app.anonymous(), 'scorecards.published_round', { id: second.id }), '404 scorecards.round_not_found');
});

test('sums are made anew: a stated total that differs is told, by how much', async () => {
  const second = await superior.call('scorecards.open_round', { ...ROUND, name: 'Đợt có số ghi', units: ['H48.108'] });
  const id = (await own.call('scorecards.round', { id: second.id })).rows[0]?.card_id as number;
  await own.call('scorecards.score', { id, items: [{ criterion: '1.1', answer: 'yes' }] });
  await own.call('scorecards.state_total', { id, part: '1', points: '3', source: 'Báo cáo 9 tháng' });
  const view = await own.call('scorecards.card', { id });
  assert.deepEqual(view.differences, [{ part: '1', stated: '3', computed: '2', difference: '1' }]);
});

test('who appraises has not scored: the same account does not do both', async () => {
  const second = await superior.call('scorecards.open_round', { ...ROUND, name: 'Đợt tự chấm hộ', units: ['H48.109'] });
  const id = (await superior.call('scorecards.round', { id: second.id })).rows[0]?.card_id as number;
  const view = await both.call('scorecards.card', { id });
  const items = view.rows.flatMap((row) =>
    row.leaf?.scored_by === 'self' ? [{ criterion: row.code, value: '0', reason: 'Chấm hộ' }] : [],
  );
  await both.call('scorecards.score', { id, items });
  await both.call('scorecards.submit', { id });
  assert.equal(
    await refused(both, 'scorecards.appraise', { id, items: [{ criterion: '3.7', value: '1' }] }),
    '403 scorecards.own_work',
  );
});

test('the table of a round and a card as Excel, Word and PDF', async () => {
  for (const name of ['scorecards.card_export', 'scorecards.round_export'] as const) {
    const id = name === 'scorecards.card_export' ? card_id : opened.id;
    assert.equal((await own.bytes(name, { id, format: 'xlsx' })).toString('latin1', 0, 2), 'PK');
    assert.equal((await own.bytes(name, { id, format: 'docx' })).toString('latin1', 0, 2), 'PK');
    assert.equal((await own.bytes(name, { id, format: 'pdf' })).toString('latin1', 0, 5), '%PDF-');
  }
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await own.bytes('scorecards.card_export', { id: card_id, format: 'xlsx' })) as never);
  const view = await seen(own);
  const sheet = book.getWorksheet('Phiếu chấm điểm');
  const last = sheet?.getRow(5 + view.rows.length);
  assert.equal((last?.getCell(7).value as ExcelJS.CellFormulaValue).result, Number(view.total.achieved));
  assert.equal((last?.getCell(8).value as ExcelJS.CellFormulaValue).result, Number(view.total.missing));
});

test('what areas add up to stands beside the points that were rescaled, on the page and in the Excel sheet', async () => {
  const { columns, rows } = await superior.call('scorecards.round', { id: opened.id });
  const row = rows.find((one) => one.card_id === card_id);
  const total = row?.total;
  assert.ok(row && total);
  const areas = columns.map((area) => Math.round(Number(row.parts[area.code]?.achieved ?? 0) * 1000));
  assert.equal(
    areas.reduce((sum, points) => sum + points, 0),
    Math.round(Number(total.added_up) * 1000),
  );
  // A criterion that does not apply takes its maximum out; the points are told of the whole.
  assert.notEqual(total.max, total.whole);
  assert.notEqual(total.added_up, total.counted);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await superior.bytes('scorecards.round_export', { id: opened.id, format: 'xlsx' })) as never);
  const sheet = book.getWorksheet('Bảng điểm') as ExcelJS.Worksheet;
  const at = 2 + columns.length;
  assert.deepEqual(
    [1, 2, 3].map((more) => sheet.getRow(4).getCell(at + more).value),
    ['Cộng các lĩnh vực', 'Tối đa áp dụng', 'Tổng điểm (quy đổi)'],
  );
  // The head is as high as its words: three lines of a narrow column.
  assert.equal(sheet.getRow(4).height, 4 * 16.5 + 2);
  const line = sheet.getRow(5 + rows.indexOf(row));
  const added = line.getCell(at + 1).value as ExcelJS.CellFormulaValue;
  assert.deepEqual([added.formula, added.result], ['SUM(C5:J5)', Number(total.added_up)]);
  assert.deepEqual([line.getCell(at + 2).value, line.getCell(at + 3).value], [Number(total.max), Number(total.counted)]);
});

test('a criteria set goes out to Excel and comes back the same; faults are told by sheet and cell and nothing is kept', async () => {
  const bytes = await superior.bytes('scorecards.set_export', { id: commune_set.id });
  const upload = async (change: (book: ExcelJS.Workbook) => void, dry_run = true) => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(bytes as never);
    change(book);
    const file = {
      name: 'bo-tieu-chi.xlsx',
      type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      bytes: new Uint8Array(await book.xlsx.writeBuffer()),
    };
    const reply = await superior.upload('scorecards.import_set', { unit: 'H48', dry_run }, file);
    return reply.body as { id: number | null; faults: { sheet: string; cell: string; message_vi: string }[]; set: object | null };
  };
  const TREE = 'Bộ tiêu chí';
  const same = await upload(() => {});
  const { set } = await superior.call('scorecards.set', { id: commune_set.id });
  assert.deepEqual(same.faults, []);
  assert.deepEqual({ ...same.set }, set);
  const cell = (book: ExcelJS.Workbook, at: string) => (book.getWorksheet(TREE) as ExcelJS.Worksheet).getCell(at);
  const sum = await upload((book) => {
    cell(book, 'C2').value = 13;
  }, false);
  assert.deepEqual(
    [sum.id, sum.set, sum.faults.map((fault) => `${fault.sheet} ${fault.cell}`)],
    [null, null, [`${TREE} C2`, 'Thông tin B9']],
  );
  assert.match(sum.faults[0]?.message_vi ?? '', /ghi 13 nhưng các mục con cộng được 14/);
  const merged = await upload((book) => book.getWorksheet(TREE)?.mergeCells('B3:C3'));
  assert.ok(merged.faults.some((fault) => fault.sheet === TREE && fault.cell === 'B3' && /gộp/.test(fault.message_vi)));
  const shifted = await upload((book) => book.getWorksheet(TREE)?.spliceColumns(2, 0, []));
  assert.ok(shifted.faults.some((fault) => fault.cell === 'B1' && /lệch/.test(fault.message_vi)));
  const text = await upload((book) => {
    cell(book, 'C3').value = '11 cả huyện, xã';
  });
  assert.ok(text.faults.some((fault) => fault.cell === 'C3' && /không phải số điểm/.test(fault.message_vi)));
  const cycle = await upload((book) => {
    for (const [row, other] of [
      [3, '1.3'],
      [5, '1.1'],
    ] as const) {
      cell(book, `D${row}`).value = 'Biểu thức';
      cell(book, `E${row}`).value = `@${other}`;
    }
  });
  assert.deepEqual(
    cycle.faults.map((fault) => [fault.cell, /quay vòng/.test(fault.message_vi)]),
    [
      ['E3', true],
      ['E5', true],
    ],
  );
  assert.equal((await superior.call('scorecards.sets', { code: 'xa-2026-minh-hoa' })).sets.length, 1);
});

test('a set is edited as a draft with versions: kept with its faults, approved without any, then unchanged', async () => {
  const { set } = await superior.call('scorecards.set', { id: commune_set.id });
  const [first, ...rest] = set.areas;
  assert.ok(first);
  const broken = { ...set, areas: [{ ...first, max_points: '15' }, ...rest] };
  assert.equal(
    await refused(own, 'scorecards.save_set', { unit: 'H48.108', set: broken, reason: 'thử' }),
    '403 access.not_permitted',
  );
  const kept = await superior.call('scorecards.save_set', { unit: 'H48', set: broken, reason: 'Thử sai tổng' });
  assert.equal((await superior.call('scorecards.set', { id: kept.id })).faults.length, 2);
  assert.equal(await refused(superior, 'scorecards.approve_set', { id: kept.id, reason: 'duyệt' }), '422 scorecards.set_broken');
  const begins = { ...set, valid_from: '2026-12-01' };
  await superior.call('scorecards.save_set', { unit: 'H48', id: kept.id, set: begins, reason: 'Sửa lại' });
  await superior.call('scorecards.approve_set', { id: kept.id, reason: 'Theo quyết định' });
  assert.equal(
    await refused(superior, 'scorecards.save_set', { unit: 'H48', id: kept.id, set: begins, reason: 'đổi' }),
    '409 scorecards.set_is_approved',
  );
  assert.equal(await refused(foreign, 'scorecards.set', { id: kept.id }), '404 scorecards.set_not_found');
});

test('evidence dated outside the period is refused; inside it proves the criterion', async () => {
  const second = await superior.call('scorecards.open_round', { ...ROUND, name: 'Đợt có minh chứng', units: ['H48.108'] });
  const id = (await own.call('scorecards.round', { id: second.id })).rows[0]?.card_id as number;
  const keep = async (document_on: string) => {
    const file = {
      name: `ke-hoach-${document_on}.pdf`,
      type: 'application/pdf',
      bytes: Buffer.from(`%PDF-1.4\n% ${document_on}\n%%EOF\n`),
    };
    const reply = await own.upload('registers.keep_evidence', { unit: 'H48.108', title: 'Kế hoạch', document_on }, file);
    return (reply.body as { id: number }).id;
  };
  const [old, fresh] = [await keep('2025-03-01'), await keep('2026-03-01')];
  assert.equal(
    await refused(own, 'scorecards.link_evidence', { id, criterion: '1.1', evidence_id: old }),
    '422 registers.evidence_outside_period',
  );
  await own.call('scorecards.link_evidence', { id, criterion: '1.1', evidence_id: fresh, page: 2, quote: 'Điều 1' });
  const leaf = (await own.call('scorecards.card', { id })).rows.find((row) => row.code === '1.1')?.leaf;
  assert.deepEqual(
    leaf?.evidence.map((one) => [one.title, one.page, one.quote]),
    [['Kế hoạch', 2, 'Điều 1']],
  );
});

test('a missing point becomes one task of the remediation plan', async () => {
  const view = await seen(own);
  const item = view.ledger.find((one) => one.criterion === '1.1');
  assert.ok(item?.gap_id);
  const ask = {
    id: card_id,
    gap_id: item.gap_id,
    title: 'Ban hành kế hoạch năm đúng hạn',
    area: 'steering',
    lead: 'H48.108',
    year: 2026,
  } as const;
  const { task_id } = await own.call('scorecards.remedy', ask);
  assert.equal((await seen(own)).ledger.find((one) => one.gap_id === item.gap_id)?.task_id, task_id);
  assert.equal(await refused(own, 'scorecards.remedy', ask), '409 scorecards.has_task');
});
