import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { z } from 'zod';
import { readConfig } from '#lib/config';
import { type Route, route } from '#lib/route';
import { buildApp } from '../server/app.ts';
import { type Routes, routes } from '../server/routes.ts';
import { CASES, type Case, type Input, type Known, type ListCase, type RecordCase } from './access/cases.ts';
import { everything } from './access/everything.ts';
import { NEVER_CHANGED } from './access/never-changed.ts';
import { PLACES, type Place, type Records } from './access/records.ts';
import { type Answer, send as sendOnly, shapeOfRefusal } from './access/send.ts';
import { Shape } from './access/shape.ts';
import { type Actor, coversWith, makeAccount, makeWorld, SECRET_PASSWORD } from './access/world.ts';

// Every route of the table, asked by every role, given at the commune and at its province, for records of the commune itself, its
// neighbour, the province above and another province. What is out of reach is refused like what does not exist; what identifies a
// person is seen only with dossiers.read_personal; what is refused changes nothing.

const world = await makeWorld();
const { app, records, actors } = world;
const places = Object.keys(PLACES) as Place[];
const names = Object.keys(routes) as (keyof Routes)[];
const known: Known = { new_on_day: await newOnDay() };

type Ask = {
  name: keyof Routes;
  one: Case;
  actor: Actor;
  place: Place | null;
  input: Input;
  /** Status, or status and code. */
  expected: string[];
  is_answered: boolean;
  check?: (answer: Answer) => string | null;
};

const is_answered = new Map<string, Set<string>>();
const shapes = new Map<keyof Routes, Shape>();

/** Sends, and remembers what the route's replies look like. */
const send: typeof sendOnly = async (base, client, name, input, options) => {
  const answer = await sendOnly(base, client, name, input, options);
  if (answer.status !== 200 || routes[name].file) return answer;
  if (!shapes.has(name)) shapes.set(name, new Shape());
  shapes.get(name)?.add(answer.body);
  return answer;
};

async function newOnDay(): Promise<Record<Place, number>> {
  const { rows } = await app.db.owner.query<{ code: string; n: number }>(
    `select u.code, count(*)::int as n from dossiers.dossier d join org.unit u on u.id = d.competent_unit_id
     where d.received_at >= '2026-11-20T00:00+07' and d.received_at < '2026-11-21T00:00+07' group by u.code`,
  );
  const under = (code: string) => rows.filter((row) => row.code === code || row.code.startsWith(`${code}.`));
  const sum = (code: string) => under(code).reduce((so_far, row) => so_far + row.n, 0);
  return { own: sum(PLACES.own), sibling: sum(PLACES.sibling), parent: sum(PLACES.parent), foreign: sum(PLACES.foreign) };
}

const casesOf = (name: keyof Routes): Case[] => [CASES[name]].flat();
const isWrite = (name: keyof Routes) => routes[name].method !== 'GET';
const permissionOf = (name: keyof Routes) => routes[name].permission;

/** What every actor asks of a route. */
function asksOf(name: keyof Routes): Ask[] {
  return casesOf(name).flatMap((one) => {
    if (one.kind === 'public' || one.kind === 'own') return [];
    return actors.flatMap((actor): Ask[] => {
      const may = actor.permissions.has(permissionOf(name));
      const refused = ['403 access.not_permitted'];
      if (one.kind === 'open') {
        const expected = may ? (one.answers ?? ['200']) : refused;
        return [{ name, one, actor, place: null, input: one.input, expected, is_answered: may }];
      }
      if (one.kind === 'list') {
        if (!may) return [{ name, one, actor, place: null, input: one.input, expected: refused, is_answered: false }];
        return listAsks(name, one, actor);
      }
      return places.map((place) => recordAsk(name, one, actor, place));
    });
  });
}

function listAsks(name: keyof Routes, one: Case & ListCase, actor: Actor): Ask[] {
  const base = { name, one, actor, expected: ['200'], is_answered: true };
  const seen = places.filter((place) => actor.covers.includes(place) && one.mark(records[place]) !== '');
  const whole: Ask = {
    ...base,
    place: null,
    input: one.input,
    check: (answer) => {
      const there = places.filter((place) => one.mark(records[place]) !== '' && answer.text.includes(one.mark(records[place])));
      if (there.join() !== seen.join()) return `shows ${there.join() || 'nothing'} instead of ${seen.join() || 'nothing'}`;
      const total = one.total?.(answer);
      return total !== undefined && total !== seen.length ? `total ${total} instead of ${seen.length}` : null;
    },
  };
  const of_unit = one.of_unit;
  if (!of_unit) return [whole];
  return [
    whole,
    ...places.map((place): Ask => {
      const is_there = actor.covers.includes(place);
      return {
        ...base,
        place,
        input: of_unit(records[place]),
        check: (answer) => (answer.text.includes(one.mark(records[place])) === is_there ? null : `of one unit: ${!is_there}`),
      };
    }),
  ];
}

function recordAsk(name: keyof Routes, one: Case & RecordCase, actor: Actor, place: Place): Ask {
  const input = one.input(records[place], records.own);
  const ask = { name, one, actor, place, input };
  if (!actor.permissions.has(permissionOf(name))) return { ...ask, expected: ['403 access.not_permitted'], is_answered: false };
  if (!coversWith(actor, permissionOf(name)).includes(place)) return { ...ask, expected: [one.refusal], is_answered: false };
  if (one.also && !actor.permissions.has(one.also)) {
    return { ...ask, expected: ['403 dossiers.action_not_permitted'], is_answered: false };
  }
  const seen = one.seen;
  return {
    ...ask,
    expected: one.answers ?? ['200'],
    is_answered: true,
    ...(seen && { check: (answer: Answer) => (seen(answer, records[place], known) ? null : 'is not about that record') }),
  };
}

async function run(ask: Ask): Promise<string | null> {
  const upload = 'upload' in ask.one && ask.place ? ask.one.upload?.(records[ask.place]) : undefined;
  const answer = await send(app.base, ask.actor.client, ask.name, ask.input, { upload });
  const got = answer.code === null ? String(answer.status) : `${answer.status} ${answer.code}`;
  const where = `${ask.actor.name} ${ask.one.label ?? ''} ${ask.place ?? ''}`.replace(/ +/g, ' ').trim();
  if (!ask.expected.includes(got))
    return `${where}: ${got} instead of ${ask.expected.join(' or ')}: ${answer.text.slice(0, 300)}`;
  if (ask.is_answered && (ask.place === null || ask.place === 'own')) noteAnswered(ask);
  const wrong = ask.check?.(answer) ?? leak(ask.actor, answer) ?? (await unlikeMissing(ask, answer));
  return wrong === null ? null : `${where}: ${wrong}`;
}

/** A case as the table of who may do what calls it. */
const keyOf = (name: keyof Routes, one: Case): string => (one.label && one.kind === 'record' ? `${name} ${one.label}` : name);

function noteAnswered({ name, one, actor }: Ask): void {
  const key = keyOf(name, one);
  if (!is_answered.has(key)) is_answered.set(key, new Set());
  if (actor.role) is_answered.get(key)?.add(actor.level === 'commune' ? actor.role : `${actor.role}@province`);
}

/** Texts of records out of reach, and personal data that the reader may not see, anywhere in a reply. */
function leak(actor: Actor, answer: Answer): string | null {
  for (const place of places) {
    const { marks, personal } = records[place];
    const hidden = !actor.covers.includes(place) ? marks : actor.permissions.has('dossiers.read_personal') ? [] : personal;
    const shown = hidden.filter((mark) => answer.text.includes(mark));
    if (shown.length > 0) return `shows ${shown.join(', ')} of ${place}`;
  }
  return null;
}

const of_missing = new Map<string, Promise<string>>();

/** A refusal must not tell that there is something. */
async function unlikeMissing({ name, one, actor, input, expected, place }: Ask, answer: Answer): Promise<string | null> {
  if (one.kind !== 'record' || expected[0] !== one.refusal || !one.refusal.startsWith('404') || place === null) return null;
  const asked = { ...input, ...one.missing };
  const ask = async () => {
    const missing = await send(app.base, actor.client, name, asked, { upload: one.upload?.(records[place]) });
    return shapeOfRefusal(missing, asked);
  };
  const key = `${name} ${one.label} ${actor.name}`;
  if (!of_missing.has(key)) of_missing.set(key, ask());
  const [there, not_there] = [shapeOfRefusal(answer, input), await of_missing.get(key)];
  return there === not_there ? null : `told apart from what does not exist: ${there} / ${not_there}`;
}

/** At most eight at once. @returns what went wrong */
async function runAll(asks: readonly Ask[], at_once = 8): Promise<string[]> {
  const wrong: string[] = [];
  let next = 0;
  const worker = async () => {
    for (let ask = asks[next++]; ask; ask = asks[next++]) {
      const fault = await run(ask);
      if (fault !== null) wrong.push(fault);
    }
  };
  await Promise.all(Array.from({ length: at_once }, worker));
  return wrong.sort();
}

test('every route has a case', () => {
  assert.deepEqual(Object.keys(CASES).sort(), [...names].sort());
  for (const name of names) {
    for (const one of casesOf(name)) {
      assert.equal(
        one.kind === 'public',
        permissionOf(name) === 'public',
        `${name}: only a public route is asked without session`,
      );
      assert.equal(one.kind === 'own', permissionOf(name) === 'signed_in', `${name}: every account may, about itself`);
    }
  }
});

for (const name of names.filter((each) => !isWrite(each))) {
  test(`${name}: who sees what`, async () => assert.deepEqual(await runAll(asksOf(name)), []));
}

test('changes out of reach or without the permission are refused and change nothing', async (t) => {
  const before = await everything(app.db.owner);
  for (const name of names.filter(isWrite)) {
    await t.test(name, async () => assert.deepEqual(await runAll(asksOf(name).filter((ask) => !ask.is_answered)), []));
  }
  assert.deepEqual(await everything(app.db.owner), before);
});

for (const name of names.filter(isWrite)) {
  // One after the other: each makes its own audit entry and a second change of the same record would only wait.
  test(`${name}: who may change what`, async () => {
    assert.deepEqual(
      await runAll(
        asksOf(name).filter((ask) => ask.is_answered),
        1,
      ),
      [],
    );
  });
}

test('the table of who may do what is the one that was read and agreed', () => {
  const all_roles = [...world.roles.keys()];
  const lines = [...is_answered].map(([key, who]) => {
    const route_name = key.split(' ')[0] as keyof Routes;
    return `${key} (${permissionOf(route_name)}): ${all_roles.flatMap((role) => (who.has(role) ? [role] : who.has(`${role}@province`) ? [`${role} (province only)`] : [])).join(', ') || '-'}`;
  });
  const text = `${lines.sort().join('\n')}\n`;
  const file = path.join(import.meta.dirname, 'golden/access.txt');
  // Before it is written: a case that nobody was answered must not leave the table without a word.
  const asked = names.flatMap((name) =>
    casesOf(name).flatMap((one) => (one.kind === 'public' || one.kind === 'own' ? [] : [keyOf(name, one)])),
  );
  assert.deepEqual([...is_answered.keys()].sort(), [...new Set(asked)].sort());
  if (process.env.UPDATE) fs.writeFileSync(file, text);
  assert.equal(text, fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '');
});

test('an account without a role has its own account and nothing else', async () => {
  const actor = actors.find((one) => one.role === null) as Actor;
  for (const name of names) {
    for (const one of casesOf(name)) {
      if (one.kind !== 'own') continue;
      const client = await app.signIn(actor.name, SECRET_PASSWORD);
      const answer = await send(app.base, client, name, one.input);
      const got = answer.code === null ? String(answer.status) : `${answer.status} ${answer.code}`;
      assert.ok((one.answers ?? ['200']).includes(got), `${name}: ${got}`);
      assert.equal(leak(actor, answer), null, name);
    }
  }
});

/** An input of a route, whichever. */
function anyInput(name: keyof Routes): { input: Input; upload?: ReturnType<NonNullable<RecordCase['upload']>> } {
  const one = casesOf(name)[0] as Case;
  if (one.kind !== 'record') return { input: one.input };
  const upload = one.upload?.(records.own);
  return { input: one.input(records.own, records.own), ...(upload && { upload }) };
}

test('without a session only what is public answers', async () => {
  for (const name of names) {
    const { input, upload } = anyInput(name);
    const answer = await send(app.base, { cookie: null, csrf: null }, name, input, { upload });
    if (permissionOf(name) !== 'public') assert.equal(answer.code, 'access.sign_in_needed', name);
    else assert.notEqual(answer.code, 'access.sign_in_needed', name);
    const invented = await send(app.base, { cookie: 'motcua_session=abc', csrf: 'abc' }, name, input, { upload });
    if (permissionOf(name) !== 'public') assert.equal(invented.status, 401, name);
  }
});

test('a change needs the token of its own session and must not come from another site', async () => {
  const [actor, other] = actors.filter((one) => one.role === 'administrator') as [Actor, Actor];
  const before = await everything(app.db.owner);
  for (const name of names.filter(isWrite)) {
    const { input, upload } = anyInput(name);
    const ask = (csrf: string | null, headers = {}) =>
      send(app.base, { cookie: actor.client.cookie, csrf }, name, input, { upload, headers });
    assert.equal((await ask(null)).code, 'app.csrf', name);
    assert.equal((await ask(other.client.csrf)).code, 'app.csrf', name);
    assert.equal((await ask(actor.client.csrf, { origin: 'https://vidu.example' })).code, 'app.foreign_origin', name);
    assert.equal((await ask(actor.client.csrf, { origin: 'null' })).code, 'app.foreign_origin', name);
  }
  assert.deepEqual(await everything(app.db.owner), before);
});

test('a role that ended, one that has not begun, a locked account and a password that must be changed give nothing', async () => {
  const { owner } = app.db;
  const now = app.now.at;
  await makeAccount(owner, 'het.han', PLACES.parent, 'leader', now, { from: '2026-01-01', to: '2026-11-19' });
  await makeAccount(owner, 'chua.den', PLACES.parent, 'leader', now, { from: '2026-11-21' });
  const { id: locked_id } = await makeAccount(owner, 'bi.khoa', PLACES.parent, 'leader', now);
  const { id: fresh_id } = await makeAccount(owner, 'phai.doi', PLACES.parent, 'leader', now);
  const [ended, early, locked, fresh] = await Promise.all(
    ['het.han', 'chua.den', 'bi.khoa', 'phai.doi'].map((name) => app.signIn(name, SECRET_PASSWORD)),
  );
  await owner.query('update access.account set is_locked = true where id = $1', [locked_id]);
  await owner.query('update access.account set must_change_password = true where id = $1', [fresh_id]);
  const expected = new Map([
    [ended, ['access.not_permitted']],
    [early, ['access.not_permitted']],
    // Its session may be over already, or it has no right any more.
    [locked, ['access.sign_in_needed', 'access.not_permitted']],
    [fresh, ['access.must_change_password']],
  ]);
  for (const name of names) {
    if (['public', 'signed_in'].includes(permissionOf(name))) continue;
    const { input, upload } = anyInput(name);
    for (const [client, codes] of expected) {
      const answer = await send(app.base, client as Actor['client'], name, input, { upload });
      assert.ok(codes.includes(answer.code ?? ''), `${name}: ${answer.status} ${answer.code}`);
    }
  }
  await assert.rejects(app.signIn('bi.khoa', SECRET_PASSWORD), /access\.locked/);
});

test('whoever may not read an identity number cannot find out by searching for it', async () => {
  const { personal, dossier } = records.own;
  for (const actor of actors.filter((one) => one.permissions.has('dossiers.read') && one.covers.includes('own'))) {
    for (const q of personal.slice(0, 2)) {
      const answer = await send(app.base, actor.client, 'dossiers.list', { q });
      const { rows } = answer.body as { rows: { code: string }[] };
      const expected = actor.permissions.has('dossiers.read_personal') ? [dossier.code] : [];
      assert.deepEqual(
        rows.map((row) => row.code),
        expected,
        `${actor.name} ${q}`,
      );
    }
  }
});

test('the record in the address is meant, whatever the body says', async () => {
  const actor = actors.find((one) => one.name === 'reception.officer.province') as Actor;
  const { own, sibling } = records;
  const url = `${app.base}/api/dossiers/${own.dossier.id}/actions/note`;
  const headers = {
    cookie: actor.client.cookie as string,
    'x-csrf-token': actor.client.csrf as string,
    'content-type': 'application/json',
  };
  const body = JSON.stringify({ id: sibling.dossier.id, last_seq: 1, data: { text: 'x' } });
  const reply = await fetch(url, { method: 'POST', headers, body });
  assert.deepEqual(((await reply.json()) as { data: { id: number } }).data.id, own.dossier.id);
});

test('one cannot end the session of somebody else, nor see it', async () => {
  const [one, other] = actors as [Actor, Actor];
  const theirs = (await send(app.base, other.client, 'access.sessions', {})).body as { rows: { id: string }[] };
  const id = theirs.rows[0]?.id as string;
  const mine = await send(app.base, one.client, 'access.sessions', {});
  assert.ok(!mine.text.includes(id));
  assert.equal((await send(app.base, one.client, 'access.end_session', { id })).code, 'access.session_not_found');
  assert.equal((await send(app.base, other.client, 'access.me', {})).status, 200);
});

test('OpenAPI describes every route with its permission', async () => {
  const reply = await fetch(`${app.base}/api/openapi.json`);
  const { openapi, paths } = (await reply.json()) as { openapi: string; paths: Record<string, Record<string, Input>> };
  assert.equal(openapi, '3.1.0');
  const described = Object.entries(paths).flatMap(([url, methods]) =>
    Object.entries(methods).map(([method, one]) => `${one.operationId} ${method.toUpperCase()} ${url} ${one['x-permission']}`),
  );
  const real = names.map((name) => {
    const { method, path: url, permission } = routes[name];
    return `${name} ${method} ${url.replace(/:([a-z_]+)/g, '{$1}')} ${permission}`;
  });
  assert.deepEqual(described.sort(), real.sort());
});

test('a route that reads cannot write, whatever its code does', async () => {
  const logged: string[] = [];
  const probe: Record<string, Route> = {
    'audit.probe': route({
      method: 'GET',
      path: '/api/audit/probe',
      permission: 'public',
      summary: 'Writes although it should read',
      input: z.object({}),
      output: z.object({}),
      run: async (ctx) => {
        await ctx.db.query("insert into audit.head (tenant, seq, hash) values (99, 0, '\\x00')");
        return {};
      },
    }),
  };
  const own = await buildApp({
    pool: app.db.pool,
    config: readConfig({}),
    routes: probe,
    log: (_level, _message, data) => logged.push(String(data.error)),
  });
  const reply = await own.inject({ method: 'GET', url: '/api/audit/probe' });
  await own.close();
  assert.equal(reply.statusCode, 500);
  assert.deepEqual(Object.keys(reply.json()).sort(), ['code', 'data', 'request_id']);
  assert.match(logged.join(), /read-only transaction/);
  assert.equal((await app.db.owner.query('select from audit.head h where h.tenant = 99')).rowCount, 0);
});

test('what an action and a sign-in answer', async () => {
  const actor = actors.find((one) => one.name === 'reception.officer.commune') as Actor;
  const { id } = records.own.dossier;
  const { last_seq } = (await send(app.base, actor.client, 'dossiers.get', { id })).body as { last_seq: number };
  const input = { id, action: 'take_up', last_seq };
  assert.equal((await send(app.base, actor.client, 'dossiers.act', input)).status, 200);
  const signed_in = await send(app.base, { cookie: null, csrf: null }, 'access.sign_in', {
    username: actor.name,
    password: SECRET_PASSWORD,
  });
  assert.equal(signed_in.status, 200);
});

// After a change of the API: UPDATE=1 npm test -- access, then read the difference.
test('replies look as they did', () => {
  const folder = path.join(import.meta.dirname, 'golden/api');
  const texts = new Map([...shapes].map(([name, shape]) => [`${name}.json`, `${JSON.stringify(shape, null, 2)}\n`]));
  // Before they are written: a reply that did not come in this run must not be forgotten.
  const expected = names.filter((name) => !routes[name].file && !NEVER_CHANGED.includes(name));
  assert.deepEqual([...shapes.keys()].sort(), expected.sort());
  if (process.env.UPDATE) {
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder);
    for (const [file, text] of texts) fs.writeFileSync(path.join(folder, file), text);
  }
  assert.deepEqual(fs.readdirSync(folder).sort(), [...texts.keys()].sort());
  for (const [file, text] of texts) assert.equal(text, fs.readFileSync(path.join(folder, file), 'utf8'), file);
});

test('all the words to search for were really written', () => {
  const all: Records[] = places.map((place) => records[place]);
  assert.equal(
    new Set(all.flatMap((one) => one.marks)).size,
    all.reduce((sum, one) => sum + one.marks.length, 0),
  );
});
