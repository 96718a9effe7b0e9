import assert from 'node:assert/strict';
import test from 'node:test';
import ExcelJS from 'exceljs';
import { verify } from '#audit';
import { rebuild } from '#dossiers';
import { type Pool, transaction } from '#lib/db';
import { DomainError } from '#lib/errors';
import { unitOn } from '#org';
import { Together } from '../../server/together.ts';
import { type Client, testApp } from '../app.ts';

// The counter over HTTP: receipts that share a commit, several at once, sent again, visits, applicants found again, own lists, traced readings.

const app = await testApp({ template: 'demo' });
const { owner, pool } = app.db;
const officer = await app.signIn('tiepnhan');
const unit = await unitOn(owner, 'bo-y', '2026-11-20');

const filing = (name: string, more: Record<string, unknown> = {}) => ({
  procedure_code: '1.001022',
  receiving_unit: 'bo-y',
  applicant: { name, identity: '066123456789', phone: '0905123456', email: 'y.thu@vidu.vn', address: 'Thôn 1, xã Bờ Y' },
  papers: [1, 2, 3].map((ordinal) => ({ ordinal, form: 1 as const })),
  ...more,
});
const receive = (client: Client, input: object) => client.ask('dossiers.receive', input as Record<string, unknown>);
const count = async (table: string) => (await owner.query(`select count(*)::int as n from ${table}`)).rows[0].n as number;

test('sixty receipts at once, a third of them refused: nobody harms another, no number is lost or given twice, the chain holds', async () => {
  const before = await count('dossiers.dossier');
  const replies = await Promise.all(
    Array.from({ length: 60 }, (_, n) =>
      receive(officer, filing(`Người Cùng Lúc ${n}`, n % 3 === 0 ? { papers: [{ ordinal: 1, form: 0 }] } : {})),
    ),
  );
  assert.deepEqual(
    replies.map(({ status, body }) => (status === 200 ? 200 : body.code)),
    Array.from({ length: 60 }, (_, n) => (n % 3 === 0 ? 'dossiers.papers_missing' : 200)),
  );
  const received = replies
    .filter(({ status }) => status === 200)
    .map(({ body }) => body as unknown as { id: number; code: string });
  assert.equal(new Set(received.map(({ code }) => code)).size, 40);
  const numbers = received.map(({ code }) => Number(code.slice(-4))).sort((a, b) => a - b);
  assert.deepEqual(
    numbers,
    Array.from({ length: 40 }, (_, n) => (numbers[0] as number) + n),
  );
  assert.equal(await count('dossiers.dossier'), before + 40);
  const { rows } = await owner.query(
    `select d.tenant, count(e.subject_id)::int as entries, count(distinct d.id)::int as dossiers from dossiers.dossier d
     left join audit.entry e on e.tenant = d.tenant and e.subject_kind = 'dossier' and e.subject_id = d.id::text and e.action = 'dossiers.received'
     where d.id = any ($1) group by d.tenant`,
    [received.map(({ id }) => id)],
  );
  assert.deepEqual(rows, [{ tenant: unit.tenant, entries: 40, dossiers: 40 }]);
  assert.equal((await verify(pool, unit.tenant)).ok, true);
  assert.deepEqual(await rebuild(owner, { tenant: unit.tenant, ids: received.map(({ id }) => id) }), []);
});

test('of changes that share a transaction one that breaks it is alone refused; the others are kept, once', async () => {
  await owner.query('create table lib.gathered (n int primary key)');
  await owner.query('grant select, insert on lib.gathered to motcua_app');
  const sizes: number[] = [];
  const together = new Together(pool as Pool, async (calls) => {
    sizes.push(calls.length);
    const outcomes = [];
    for (const { ctx, input } of calls) {
      const { n } = input as { n: number };
      if (n === 13) outcomes.push(new DomainError('test.refused', 422));
      else {
        // Seven is there already: the statement fails, and with it the transaction of everyone who came along.
        await ctx.db.query('insert into lib.gathered (n) values ($1)', [n === 7 ? 6 : n]);
        outcomes.push({ n });
      }
    }
    return outcomes;
  });
  const replies = await Promise.allSettled(Array.from({ length: 40 }, (_, n) => together.ask((db) => ({ db }) as never, { n })));
  for (const [n, reply] of replies.entries()) {
    if (n === 13) assert.equal((reply as PromiseRejectedResult).reason.code, 'test.refused');
    else if (n === 7) assert.equal((reply as PromiseRejectedResult).reason.code, '23505');
    else assert.deepEqual((reply as PromiseFulfilledResult<unknown>).value, { n });
  }
  assert.ok((sizes[0] as number) > 1, 'they came together');
  assert.equal(await count('lib.gathered'), 38);
  await owner.query('drop table lib.gathered');
});

test('what would wait for the same lock goes together, what would not goes beside it', async () => {
  const under_way = { odd: 0, even: 0 };
  // Both come to this point, or the one that did would wait for the other until it gives up: how long either takes to get here does not matter.
  const both = Promise.withResolvers<void>();
  const giving_up = setTimeout(both.resolve, 60_000);
  let beside = 0;
  let twice = 0;
  const batches: string[][] = [];
  const kind = (input: unknown) => ((input as { n: number }).n % 2 === 0 ? 'even' : 'odd') as keyof typeof under_way;
  const run = async (calls: readonly { ctx: unknown; input: unknown }[]) => {
    const [first] = calls.map(({ input }) => kind(input)) as [keyof typeof under_way];
    batches.push(calls.map(({ input }) => kind(input)));
    under_way[first] += 1;
    if (under_way.odd > 0 && under_way.even > 0) {
      beside += 1;
      both.resolve();
    }
    if (under_way[first] > 1) twice += 1;
    await both.promise;
    await (calls[0] as { ctx: { db: typeof owner } }).ctx.db.query('select pg_sleep(0.05)');
    under_way[first] -= 1;
    return calls.map(({ input }) => input as never);
  };
  const together = new Together(pool as Pool, run, kind);
  const replies = await Promise.all(Array.from({ length: 30 }, (_, n) => together.ask((db) => ({ db }) as never, { n })));
  clearTimeout(giving_up);
  assert.deepEqual(
    replies,
    Array.from({ length: 30 }, (_, n) => ({ n })),
  );
  assert.ok(
    batches.every((batch) => new Set(batch).size === 1),
    'no batch mixes them',
  );
  assert.ok(beside > 0, 'both were under way at once');
  assert.equal(twice, 0);
});

test('a receipt is given after the commit: what was acknowledged is there for another connection', async () => {
  const { body } = await receive(officer, filing('Người Chờ Ghi'));
  const { rowCount } = await owner.query('select from dossiers.dossier d where d.id = $1', [
    (body as unknown as { id: number }).id,
  ]);
  assert.equal(rowCount, 1);
});

test('sent again by a desk that does not know whether it arrived: one dossier; something else under the same name is refused', async () => {
  const client_id = 'quay-1-gui-lai-01';
  const first = await receive(officer, filing('Người Gửi Lại', { client_id }));
  const again = await receive(officer, filing('Người Gửi Lại', { client_id, received_at: '2026-11-20T08:59:00+07:00' }));
  assert.deepEqual(
    [(again.body as { id?: number }).id, (again.body as { is_repeat?: boolean }).is_repeat],
    [(first.body as { id?: number }).id, true],
  );
  for (const more of [
    { matter: 'Khác' },
    { channel: 3 },
    { papers: [1, 2, 3].map((ordinal) => ({ ordinal, form: 0 })) },
    { applicant: { ...filing('Người Gửi Lại').applicant, phone: '0905999999' } },
  ]) {
    const other = await receive(officer, filing('Người Gửi Lại', { client_id, ...more }));
    assert.deepEqual([other.status, other.body.code], [409, 'dossiers.client_id_reused'], JSON.stringify(more));
  }
  const both = await Promise.all(
    Array.from({ length: 12 }, () => receive(officer, filing('Người Bấm Nhiều Lần', { client_id: 'quay-1-gui-lai-02' }))),
  );
  assert.equal(new Set(both.map(({ body }) => (body as { id?: number }).id)).size, 1);
  assert.equal(both.filter(({ body }) => !(body as { is_repeat?: boolean }).is_repeat).length, 1);
  // One among many that were not: everyone gets his own, and no number is lost on the way.
  const among = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      n === 11 ? receive(officer, filing('Người Gửi Lại', { client_id })) : receive(officer, filing(`Người Đi Cùng ${n}`)),
    ),
  );
  const receipts = among.map(({ body }) => body as unknown as { id: number; code: string; is_repeat: boolean });
  assert.deepEqual(
    receipts.map(({ is_repeat }) => is_repeat),
    Array.from({ length: 20 }, (_, n) => n === 11),
  );
  assert.equal(receipts[11]?.id, (first.body as { id?: number }).id);
  const numbers = receipts.filter(({ is_repeat }) => !is_repeat).map(({ code }) => Number(code.slice(-4)));
  assert.deepEqual(
    numbers.sort((a, b) => a - b),
    Array.from({ length: 19 }, (_, n) => (numbers[0] as number) + n),
  );
});

test('several at once: what can be received is, each refusal says which; or all or none', async () => {
  const before = await count('dossiers.dossier');
  const items = [
    filing('Người Trong Giỏ Một', { client_id: 'gio-hang-0001' }),
    filing('Người Trong Giỏ Hai', { client_id: 'gio-hang-0002', papers: [] }),
    filing('Người Trong Giỏ Một', { client_id: 'gio-hang-0001' }),
    filing('Người Trong Giỏ Ba', { client_id: 'gio-hang-0001' }),
  ];
  const none = await officer.ask('dossiers.receive_many', { items, all_or_nothing: true });
  assert.deepEqual([none.status, none.body.code], [422, 'dossiers.not_all_received']);
  assert.deepEqual(
    (none.body.data as { items: { place: number; code: string }[] }).items.map(({ place, code }) => [place, code]),
    [
      [2, 'dossiers.papers_missing'],
      [4, 'dossiers.client_id_reused'],
    ],
  );
  assert.equal(await count('dossiers.dossier'), before);
  const some = await officer.call('dossiers.receive_many', { items: items as never });
  assert.deepEqual(
    some.items.map(({ client_id, receipt, refusal }) => [client_id, receipt?.is_repeat ?? null, refusal?.code ?? null]),
    [
      ['gio-hang-0001', false, null],
      ['gio-hang-0002', null, 'dossiers.papers_missing'],
      ['gio-hang-0001', true, null],
      ['gio-hang-0001', null, 'dossiers.client_id_reused'],
    ],
  );
  assert.equal(some.items[0]?.receipt?.id, some.items[2]?.receipt?.id);
  assert.equal(await count('dossiers.dossier'), before + 1);
});

test('an e-mail address that cannot be one is refused', async () => {
  for (const email of ['y.thu', 'y thu@vidu.vn', 'y.thu@', '@vidu.vn', 'y.thu@vidu', 'y.thu@vidu..vn']) {
    const { body } = await receive(officer, filing('Y Thử', { applicant: { ...filing('Y Thử').applicant, email } }));
    assert.equal(body.code, 'dossiers.bad_email', email);
  }
});

test('a desk receives for its own line; for others of its province since July 2025; for another province only what knows no territory', async () => {
  const preview = (more: object) =>
    officer.ask('dossiers.preview_due', { procedure_code: '1.001022', receiving_unit: 'bo-y', ...more });
  assert.equal((await preview({})).status, 200);
  const neighbour = (
    await owner.query(
      `select u.code from org.unit u where u.kind = 'commune' and u.tenant = $1 and u.died is null and u.id <> $2 order by u.code limit 1`,
      [unit.tenant, unit.id],
    )
  ).rows[0].code;
  assert.equal((await preview({ competent_unit: neighbour })).status, 200);
  const foreign = await preview({ competent_unit: 'H36.102' });
  assert.equal(foreign.body.code, 'dossiers.other_territory');
  await owner.query(
    `update procedures.version v set is_boundary_free = true from procedures.procedure p where p.id = v.procedure_id and p.code = '1.001022'`,
  );
  assert.equal((await preview({ competent_unit: 'H36.102' })).status, 200);
  const helped = await receive(officer, filing('Người Được Giúp', { competent_unit: 'H36.102', helping_unit: neighbour }));
  const { rows } = await owner.query(
    `select h.code as helping, c.code as competent, r.slug as receiving from dossiers.dossier d join org.unit h on h.id = d.helping_unit_id
     join org.unit c on c.id = d.competent_unit_id join org.unit r on r.id = d.receiving_unit_id where d.id = $1`,
    [(helped.body as { id?: number }).id],
  );
  assert.deepEqual(rows, [{ helping: neighbour, competent: 'H36.102', receiving: 'bo-y' }]);
});

test('before July 2025 a commune did not receive for its neighbour', async () => {
  const was = app.now.at;
  app.now.at = new Date('2025-06-20T02:00:00Z');
  const desk = (
    await owner.query(
      `select u.code from org.unit u where u.kind = 'commune' and u.tenant = 34 and u.died = '2025-07-01' order by 1 limit 2`,
    )
  ).rows;
  assert.equal(desk.length, 2);
  const { previewDue } = await import('#dossiers');
  const ask = (competent_unit?: string) =>
    previewDue(pool, { procedure_code: '1.001022', receiving_unit: desk[0].code, competent_unit }, app.now.at);
  assert.equal((await ask()).competent.code, desk[0].code);
  await owner.query(
    `update procedures.version v set is_boundary_free = false from procedures.procedure p where p.id = v.procedure_id and p.code = '1.001022'`,
  );
  await assert.rejects(ask(desk[1].code), { code: 'dossiers.other_territory', status: 422 });
  app.now.at = was;
});

test('an applicant is found again by exactly the number on the card or the phone, and the look-up is traced without it', async () => {
  await receive(
    officer,
    filing('Y Tìm Lại', { applicant: { ...filing('Y Tìm Lại').applicant, identity: '066000111222', phone: '0905777888' } }),
  );
  const second = {
    ...filing('Y Tìm Lại').applicant,
    name: 'Y Tìm Lại',
    identity: '066000111222',
    phone: '0905777888',
    address: 'Thôn 2, xã Bờ Y',
  };
  await receive(officer, filing('Y Tìm Lại', { applicant: second }));
  const [found, ...others] = await officer.call('dossiers.applicants', { identity: '066 000 111 222' });
  assert.deepEqual(
    [found?.name, found?.address, found?.dossiers, found?.open, others.length],
    ['Y Tìm Lại', 'Thôn 2, xã Bờ Y', 2, 2, 0],
  );
  assert.equal((await officer.call('dossiers.applicants', { phone: '0905.777.888' }))[0]?.identity, '066000111222');
  assert.deepEqual(await officer.call('dossiers.applicants', { identity: '066000111' }), [], 'a part of a number finds nobody');
  assert.equal((await officer.ask('dossiers.applicants', {})).body.code, 'dossiers.number_needed');
  const elsewhere = await app.signIn('tiepnhan.daksong');
  assert.deepEqual(await elsewhere.call('dossiers.applicants', { identity: '066000111222' }), []);
  const { rows } = await owner.query(
    `select e.after, e.unit_id from audit.entry e where e.action = 'dossiers.applicants' and e.unit_id = $1 order by e.seq`,
    [unit.id],
  );
  assert.equal(rows.length, 3, 'a look-up without a number is none, the other desk has its own');
  assert.deepEqual(rows[0], { after: { by: 'identity', ends_with: '222', found: 1 }, unit_id: unit.id });
  assert.equal(JSON.stringify(rows).includes('066000111222'), false);
});

test('who came with papers missing, or was refused on a legal ground, is kept and found', async () => {
  const told = {
    client_id: 'khach-den-0001',
    kind: 'guidance' as const,
    procedure_code: '1.001022',
    receiving_unit: 'bo-y',
    applicant: { name: 'Khách Thiếu Giấy' },
    missing: [{ ordinal: 2, note: 'bản chính' }, { name: 'Giấy uỷ quyền' }],
  };
  const guided = await officer.call('dossiers.visit', told);
  assert.deepEqual(await officer.call('dossiers.visit', told), { id: guided.id, is_repeat: true });
  for (const other of [
    { missing: [{ ordinal: 2 }] },
    { reason: 'Ghi thêm họ tên cha' },
    { applicant: { name: 'Khách Khác' } },
    { procedure_code: '1.001193' },
    { matter: 'Việc khác' },
  ]) {
    const { status, body } = await officer.ask('dossiers.visit', { ...told, ...other });
    assert.deepEqual([status, body.code], [409, 'dossiers.visit_client_id_reused'], JSON.stringify(other));
  }
  const shown = await officer.call('dossiers.visit_get', { id: guided.id });
  assert.deepEqual(
    [shown.applicant.name, shown.officer_name, shown.missing.map(({ ordinal, note }) => [ordinal, note])],
    [
      'Khách Thiếu Giấy',
      'Y Hoa Mai',
      [
        [2, 'bản chính'],
        [null, null],
      ],
    ],
  );
  const refuse = (more: object) =>
    officer.ask('dossiers.visit', {
      kind: 'refusal',
      procedure_code: '1.001022',
      receiving_unit: 'bo-y',
      applicant: { name: 'Khách Bị Từ Chối' },
      ...more,
    });
  assert.equal((await refuse({ reason: 'Không thuộc thẩm quyền' })).body.code, 'dossiers.refusal_without_ground');
  assert.equal((await refuse({ reason: 'Không thuộc thẩm quyền', legal_ground: 'Điều 4 Luật Hộ tịch' })).status, 200);
  const { rows, total } = await officer.call('dossiers.visits', {
    unit: 'bo-y',
    q: 'khach',
    from: '2026-11-20',
    to: '2026-11-20',
  });
  assert.deepEqual([total, rows.map((row) => row.kind)], [2, ['refusal', 'guidance']]);
  assert.equal((await officer.call('dossiers.visits', { kind: 'refusal' })).rows[0]?.legal_ground, 'Điều 4 Luật Hộ tịch');
  assert.equal(
    (
      await officer.ask('dossiers.visit', {
        kind: 'guidance',
        procedure_code: '1.001022',
        receiving_unit: 'bo-y',
        applicant: { name: 'X' },
      })
    ).body.code,
    'dossiers.visit_without_papers',
  );
});

test('filters and choices belong to the account', async () => {
  const saved = await officer.call('dossiers.save_filter', {
    list: 'queue',
    name: 'Trễ của tôi',
    filter: { tab: 'overdue', mine: 'true' },
  });
  const replaced = await officer.call('dossiers.save_filter', { list: 'queue', name: 'Trễ của tôi', filter: { tab: 'overdue' } });
  assert.equal(replaced.id, saved.id);
  await officer.call('dossiers.save_preference', { key: 'queue_columns', value: ['code', 'applicant_name'] });
  await officer.call('dossiers.save_preference', { key: 'gone', value: 1 });
  await officer.call('dossiers.save_preference', { key: 'gone', value: null });
  assert.deepEqual(await officer.call('dossiers.own_lists', {}), {
    filters: [{ id: saved.id, list: 'queue', name: 'Trễ của tôi', filter: { tab: 'overdue' } }],
    preferences: { queue_columns: ['code', 'applicant_name'] },
  });
  const other = await app.signIn('thuly');
  assert.deepEqual(await other.call('dossiers.own_lists', {}), { filters: [], preferences: {} });
  assert.equal((await other.ask('dossiers.remove_filter', { id: saved.id })).body.code, 'dossiers.filter_not_found');
  assert.equal((await officer.ask('dossiers.remove_filter', { id: saved.id })).status, 200);
  assert.equal((await officer.ask('dossiers.save_preference', { key: 'big', value: 'x'.repeat(4001) })).status, 400);
});

test('who takes a list along is in the trail, without what was typed', async () => {
  await officer.bytes('dossiers.export', { unit: 'bo-y', status: '2', q: '066000111222' });
  const { rows } = await owner.query(
    `select e.actor_name, e.subject_kind, e.subject_id, e.unit_id, e.after from audit.entry e where e.action = 'dossiers.export'`,
  );
  assert.equal(rows.length, 1);
  const { after, ...entry } = rows[0];
  assert.deepEqual(entry, { actor_name: 'Y Hoa Mai', subject_kind: 'export', subject_id: 'dossiers', unit_id: unit.id });
  assert.deepEqual([after.asked, after.has_words], [{ unit: 'bo-y', status: [2] }, true]);
  assert.equal(JSON.stringify(rows).includes('066000111222'), false);
});

test('the sheet of a tab has as many lines as the tab counts', async () => {
  const { tabs } = await officer.call('dossiers.queue', { tab: 'waiting' });
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await officer.bytes('dossiers.export', { tab: 'waiting' })).buffer as ArrayBuffer);
  assert.ok(tabs.waiting > 0);
  assert.equal(book.getWorksheet('Hồ sơ')?.rowCount, tabs.waiting + 1);
});

test('counts are the length of the lists, whatever is asked for together', async () => {
  const choices: Record<string, readonly (string | undefined)[]> = {
    q: [undefined, 'chứng thực', 'nguyen', 'H34.'],
    status: [undefined, '2', '4,5', '9,10'],
    standing: [undefined, 'overdue', 'in_time'],
    channel: [undefined, '1', '2'],
    mine: [undefined, 'true'],
    fee: [undefined, 'paid', 'unpaid'],
    waiting: [undefined, 'true', 'false'],
    unit: [undefined, 'bo-y'],
    received_from: [undefined, '2026-11-10'],
    sort: [undefined, 'due_on', '-code'],
  };
  let state = 1;
  const next = (most: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % most;
  };
  let not_empty = 0;
  for (let turn = 0; turn < 60; turn += 1) {
    const asked = Object.fromEntries(
      Object.entries(choices).flatMap(([name, values]) => {
        const value = next(2) === 0 ? undefined : values[next(values.length)];
        return value === undefined ? [] : [[name, value]];
      }),
    );
    const ids: number[] = [];
    let total = -1;
    for (let page = 1; page <= 60; page += 1) {
      const list = (await officer.call('dossiers.list', { ...asked, page, page_size: 200 } as never)) as {
        rows: { id: number }[];
        total: number;
        has_more: boolean;
      };
      total = list.total;
      assert.equal(list.has_more, false);
      if (list.rows.length === 0) break;
      ids.push(...list.rows.map((row) => row.id));
    }
    assert.deepEqual([ids.length, new Set(ids).size], [total, total], JSON.stringify(asked));
    if (total > 0) not_empty += 1;
  }
  assert.ok(not_empty > 20, `only ${not_empty} lists had anything in them`);
  for (const mine of [false, true]) {
    for (const tab of ['to_accept', 'waiting', 'in_progress', 'paused', 'to_return', 'due_soon', 'overdue', 'others'] as const) {
      const page = await officer.call('dossiers.queue', { tab, mine, page_size: 200, sort: '-received_at' });
      const rest =
        page.total > 200 ? (await officer.call('dossiers.queue', { tab, mine, page_size: 200, page: 2 })).rows.length : 0;
      assert.equal(Math.min(page.total, 400), page.rows.length + rest, tab);
      assert.equal(page.tabs[tab], page.total);
    }
  }
});

test('a list is transacted alone: nothing it reads is half changed', async () => {
  // Two dossiers change hands in one transaction; no list ever shows one of them changed and the other not.
  const made = await officer.call('dossiers.receive_many', {
    items: ['Cặp Đôi Một', 'Cặp Đôi Hai'].map((name) => filing(name)) as never,
  });
  const ids = made.items.map(({ receipt }) => receipt?.id as number);
  let is_over = false;
  const looking = (async () => {
    while (!is_over) {
      const { rows } = (await officer.call('dossiers.list', { q: 'cặp đôi' })) as { rows: { id: number; status: number }[] };
      const statuses = new Set(rows.filter((row) => ids.includes(row.id)).map((row) => row.status));
      assert.equal(statuses.size, 1, JSON.stringify(rows.map((row) => row.status)));
    }
  })();
  for (let turn = 0; turn < 20; turn += 1) {
    await transaction(owner, 'write', async (db) => {
      for (const id of ids)
        await db.query('update dossiers.dossier set status = $2, last_seq = last_seq + 1 where id = $1', [
          id,
          turn % 2 === 0 ? 4 : 2,
        ]);
    });
  }
  is_over = true;
  await looking;
});
