import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import * as access from '#access';
import * as calendar from '#calendar';
import * as forms from '#forms';
import { transaction } from '#lib/db';
import { DomainError } from '#lib/errors';
import { PACKS } from '#lib/pack';
import type { Db } from '#lib/sql';
import * as measures from '#measures';
import * as org from '#org';
import * as procedures from '#procedures';
import type { Routes } from '../../server/routes.ts';
import { everything } from '../access/everything.ts';
import { type Client, testApp } from '../app.ts';

// Whatever cannot be right is refused with its documented code, and nothing of it is written.

const app = await testApp({ template: 'demo' });
const [desk, leader, control, admin] = (await Promise.all(
  ['tiepnhan', 'lanhdao', 'kiemsoat', 'quantri'].map((name) => app.signIn(name)),
)) as [Client, Client, Client, Client];
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'motcua-packs-'));
after(() => fs.rmSync(folder, { recursive: true, force: true }));

const good = {
  procedure_code: '1.001022',
  receiving_unit: 'bo-y',
  applicant: { name: 'Y Sai Sót', identity: '062190000002' },
  papers: [1, 2, 3].map((ordinal) => ({ ordinal, form: 0 })),
};
const applicant = (more: object) => ({ ...good, applicant: { ...good.applicant, ...more } });

const content = {
  name: 'Thủ tục chưa có hiệu lực',
  sector: 'ho-tich',
  level: 'commune',
  authority: 'Ủy ban nhân dân cấp xã',
  limit: { unit: 'working_day', amount: 3 },
  online_level: 'none',
  papers: [],
  source: 'Quyết định công bố (thử)',
};
await control.call('procedures.announce', { code: '9.000001', from: '2027-01-01', content } as never);

const period = { unit: 'bo-y', from: '2026-01-01', to: '2026-06-30' };
const BACKWARDS = { from: '2026-03-02', to: '2026-03-01' };

const REFUSED: [why: string, client: Client, name: keyof Routes, input: object, expected: string][] = [
  ['a procedure nobody knows', desk, 'dossiers.receive', { ...good, procedure_code: '9.999999' }, '404 procedures.unknown'],
  [
    'a procedure not yet in force',
    desk,
    'dossiers.receive',
    { ...good, procedure_code: '9.000001' },
    '422 procedures.not_on_day',
  ],
  ['a unit nobody knows', desk, 'dossiers.receive', { ...good, receiving_unit: 'H99.1' }, '404 org.unit_unknown'],
  ['a unit that ended', desk, 'dossiers.receive', { ...good, receiving_unit: 'po-y' }, '422 org.unit_not_on_day'],
  ['another unit’s desk', desk, 'dossiers.receive', { ...good, receiving_unit: 'H48.109' }, '403 dossiers.unit_not_permitted'],
  ['without the right', leader, 'dossiers.receive', good, '403 access.not_permitted'],
  ['a body that cannot decide', desk, 'dossiers.receive', { ...good, competent_unit: 'H48' }, '422 dossiers.unit_not_competent'],
  [
    'no identity and no reason',
    desk,
    'dossiers.receive',
    applicant({ identity: null }),
    '422 dossiers.applicant_without_identity',
  ],
  ['an empty identity', desk, 'dossiers.receive', applicant({ identity: '  ' }), '422 dossiers.applicant_without_identity'],
  ['an identity of 11 digits', desk, 'dossiers.receive', applicant({ identity: '06219000000' }), '422 dossiers.bad_identity'],
  ['a phone with letters', desk, 'dossiers.receive', applicant({ phone: '09o1234567' }), '422 dossiers.bad_phone'],
  ['a NUL in a name', desk, 'dossiers.receive', applicant({ name: 'Y\u0000' }), '400 app.bad_input'],
  ['half an emoji in a name', desk, 'dossiers.receive', applicant({ name: 'Y \ud83c' }), '400 app.bad_input'],
  ['a name nobody can see', desk, 'dossiers.receive', applicant({ name: '\u200b' }), '422 dossiers.applicant_without_name'],
  ['a search for a NUL', desk, 'dossiers.list', { q: '\u0000' }, '400 app.bad_input'],
  ['no name', desk, 'dossiers.receive', applicant({ name: '   ' }), '422 dossiers.applicant_without_name'],
  ['required papers missing', desk, 'dossiers.receive', { ...good, papers: [] }, '422 dossiers.papers_missing'],
  [
    'a paper that is not listed',
    desk,
    'dossiers.receive',
    { ...good, papers: [{ ordinal: 99, form: 0 }] },
    '422 dossiers.paper_unknown',
  ],
  ['received tomorrow', desk, 'dossiers.receive', { ...good, received_at: '2026-11-21T01:00:00Z' }, '422 dossiers.in_the_future'],
  [
    'yesterday without saying why',
    desk,
    'dossiers.receive',
    { ...good, received_at: '2026-11-19T01:00:00Z' },
    '422 dossiers.late_entry_without_reason',
  ],
  ['30 February', desk, 'dossiers.receive', { ...good, received_at: '2026-02-30T01:00:00Z' }, '400 app.bad_input'],
  ['a channel that does not exist', desk, 'dossiers.receive', { ...good, channel: 4 }, '400 app.bad_input'],
  ['nothing at all', desk, 'dossiers.receive', {}, '400 app.bad_input'],
  ['a number that is none', desk, 'dossiers.get', { id: 'abc' }, '400 app.bad_input'],
  ['an action that does not exist', desk, 'dossiers.act', { id: 1, action: 'burn', last_seq: 1 }, '400 app.bad_input'],
  ['figures of nobody', leader, 'measures.figures', { ...period, unit: 'khong-co' }, '404 org.unit_unknown'],
  ['figures to 31 June', leader, 'measures.figures', { ...period, to: '2026-06-31' }, '422 calendar.impossible_date'],
  ['figures from a word', leader, 'measures.figures', { ...period, from: 'hôm qua' }, '422 calendar.impossible_date'],
  ['figures backwards', leader, 'measures.figures', { ...period, to: '2025-12-31' }, '422 calendar.reversed_dates'],
  [
    'figures before the unit was',
    leader,
    'measures.figures',
    { ...period, from: '2024-01-01', to: '2024-12-31' },
    '422 org.unit_not_on_day',
  ],
  ['a sector nobody knows', leader, 'measures.figures', { ...period, sector: 'khong-co' }, '422 measures.unknown_filter'],
  ['a measure nobody knows', leader, 'measures.records', { ...period, measure: 'khong_co' }, '404 measures.unknown_measure'],
  ['a form nobody knows', leader, 'forms.fill', { ...period, code: 'II.99' }, '404 forms.unknown'],
  ['slips backwards', desk, 'slips.list', BACKWARDS, '422 calendar.reversed_dates'],
  ['days of a desk backwards', desk, 'desk.days', { ...BACKWARDS, id: 1 }, '422 calendar.reversed_dates'],
  ['visits backwards', desk, 'dossiers.visits', BACKWARDS, '422 calendar.reversed_dates'],
  ['late dossiers backwards', leader, 'dossiers.late', BACKWARDS, '422 calendar.reversed_dates'],
  ['money backwards', desk, 'dossiers.fees', { ...BACKWARDS, unit: 'bo-y' }, '422 calendar.reversed_dates'],
  ['times of legs backwards', leader, 'dossiers.leg_times', BACKWARDS, '422 calendar.reversed_dates'],
  ['certified copies backwards', leader, 'certifications.list', BACKWARDS, '422 calendar.reversed_dates'],
  ['counts of copies backwards', leader, 'certifications.counts', BACKWARDS, '422 calendar.reversed_dates'],
  ['counts of stores backwards', leader, 'holdings.counts', BACKWARDS, '422 calendar.reversed_dates'],
  [
    'dossiers due backwards',
    desk,
    'dossiers.list',
    { due_from: '2026-03-02', due_to: '2026-03-01' },
    '422 calendar.reversed_dates',
  ],
  ['a form backwards', leader, 'forms.fill', { ...period, code: 'II.06a', to: '2025-12-31' }, '422 calendar.reversed_dates'],
  ['a report to 31 June', leader, 'reports.preview', { ...period, to: '2026-06-31' }, '422 calendar.impossible_date'],
  ['a tree of 30 February', leader, 'org.tree', { day: '2026-02-30' }, '400 app.bad_input'],
  ['a tree before all trees', leader, 'org.tree', { day: '1900-01-01' }, '422 org.no_tree_on_day'],
  [
    'a procedure of a day before it',
    leader,
    'procedures.get',
    { code: '1.001022', day: '2001-01-01' },
    '422 procedures.not_on_day',
  ],
  [
    'an announcement without a limit',
    control,
    'procedures.announce',
    { code: '9.000002', from: '2027-01-01', content: { ...content, limit: { unit: 'week', amount: 1 } } },
    '400 app.bad_input',
  ],
  [
    'an announcement for the past',
    control,
    'procedures.announce',
    { code: '9.000002', from: '2026-01-01', content },
    '422 procedures.day_in_the_past',
  ],
  [
    'an announcement of a code that is none',
    control,
    'procedures.announce',
    { code: 'abc', from: '2027-01-01', content },
    '422 procedures.bad_code',
  ],
  [
    'a role backwards',
    admin,
    'access.assign',
    { account_id: 2, role_code: 'auditor', unit_id: 1, valid_from: '2026-12-01', valid_to: '2026-11-30' },
    '404 access.unit_not_found',
  ],
  [
    'a username with spaces',
    admin,
    'access.create_account',
    { username: 'a b', display_name: 'x', unit_id: 0 },
    '400 app.bad_input',
  ],
];

for (const [why, client, name, input, expected] of REFUSED) {
  test(`${name}: ${why}`, async () => {
    const reply = await client.ask(name, input as Record<string, unknown>);
    assert.equal(`${reply.status} ${reply.body.code}`, expected, JSON.stringify(reply.body));
  });
}

test('of all these refusals nothing was written', async () => {
  const before = await everything(app.db.owner);
  for (const [, client, name, input] of REFUSED) await client.ask(name, input as Record<string, unknown>);
  assert.deepEqual(await everything(app.db.owner), before);
});

test('a body that is no JSON, too large, or of another kind', async () => {
  const send = async (body: string, type: string) => {
    const reply = await fetch(`${app.base}/api/dossiers`, {
      method: 'POST',
      headers: { cookie: desk.cookie as string, 'x-csrf-token': desk.csrf as string, 'content-type': type },
      body,
    });
    return `${reply.status} ${((await reply.json()) as { code: string }).code}`;
  };
  assert.equal(await send('{"a":', 'application/json'), '400 app.body_not_json');
  assert.equal(await send('a=1', 'application/x-www-form-urlencoded'), '415 app.body_not_json');
  assert.equal(await send(JSON.stringify({ a: 'x'.repeat(3_000_000) }), 'application/json'), '413 app.body_too_large');
  const nowhere = await fetch(`${app.base}/api/khong-co`);
  assert.equal(`${nowhere.status} ${((await nowhere.json()) as { code: string }).code}`, '404 app.no_such_route');
});

/** A copy of a pack in which each `[file, from, to]` was changed. */
function brokenPack(name: string, ...changes: [file: string, from: string | RegExp, to: string][]): string {
  const copy = fs.mkdtempSync(path.join(folder, `${name}-`));
  fs.cpSync(path.join(PACKS, name), copy, { recursive: true });
  for (const [file, from, to] of changes) {
    const text = fs.readFileSync(path.join(copy, file), 'utf8');
    const changed = text.replace(from, to);
    assert.notEqual(changed, text, `${file}: ${from} is not there`);
    fs.writeFileSync(path.join(copy, file), changed);
  }
  return copy;
}

function lineOf(copy: string, file: string, text: string): number {
  return (
    fs
      .readFileSync(path.join(copy, file), 'utf8')
      .split('\n')
      .findIndex((line) => line.includes(text)) + 1
  );
}

type Loader = (db: Db, dir: string) => Promise<unknown>;

const BROKEN: [name: string, load: Loader, file: string, from: string | RegExp, to: string][] = [
  ['calendar', calendar.loadPack, 'days-off.yaml', /kind: holiday,/, 'kind: hollyday,'],
  ['org', org.loadPack, 'org-provinces.yaml', 'kind: nation', 'kind: natoin'],
  ['access', access.loadPack, 'roles.yaml', '- access.read', '- access.raed'],
  ['procedures', procedures.loadPack, 'commune.yaml', 'sector: ho-tich', 'sector: khong-co-that'],
  ['measures', measures.loadPack, 'dossiers.yaml', /time: received_in/, 'time: recieved_in'],
  ['forms', forms.loadPack, 'II.06a.yaml', 'measure: new_online', 'measure: new_onlain'],
];

for (const [name, load, file, from, to] of BROKEN) {
  test(`a broken pack (${name}) is refused whole, with file and line`, async () => {
    const copy = brokenPack(name, [file, from, to]);
    const before = await everything(app.db.owner);
    const word = to
      .split(' ')
      .at(-1)
      ?.replace(/[^\w-]+$/, '')
      .split('.')
      .at(-1) as string;
    await assert.rejects(
      transaction(app.db.owner, 'write', (db) => load(db, copy)),
      (error) => {
        assert.ok(error instanceof DomainError, String(error));
        assert.equal(error.code, 'packs.broken');
        const problems = error.data.problems as { file: string; line: number; message: string }[];
        assert.equal(path.basename(problems[0]?.file as string), file);
        assert.equal(problems[0]?.line, lineOf(copy, file, word), `${JSON.stringify(problems)} ${word}`);
        return true;
      },
    );
    assert.deepEqual(await everything(app.db.owner), before);
  });

  test(`a pack (${name}) that is no YAML is refused with its line`, async () => {
    const copy = brokenPack(name);
    fs.appendFileSync(path.join(copy, file), '\nkhoa: [1, 2\n');
    await assert.rejects(
      transaction(app.db.owner, 'write', (db) => load(db, copy)),
      (error) => error instanceof DomainError && error.code === 'packs.broken' && String(error.data.text).includes(`${file}:`),
    );
  });
}

test('every fault of a pack is named, not only the first', async () => {
  const copy = brokenPack('calendar', ['days-off.yaml', /kind: holiday,/g, 'kind: hollyday,']);
  const count = fs.readFileSync(path.join(copy, 'days-off.yaml'), 'utf8').split('kind: hollyday,').length - 1;
  assert.ok(count > 10);
  await assert.rejects(
    transaction(app.db.owner, 'write', (db) => calendar.loadPack(db, copy)),
    (error) => error instanceof DomainError && (error.data.problems as unknown[]).length >= count,
  );
});
