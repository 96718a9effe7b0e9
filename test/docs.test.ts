import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { routes } from '../server/routes.ts';

// The docs say what the code does, in both directions.

const ROOT = path.join(import.meta.dirname, '..');
const read = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8');
const tree = (folder: string, ends: RegExp) =>
  fs
    .readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => ends.test(name) && !name.includes('node_modules'))
    .map((name) => `${folder}/${name}`);

/** Codes that the server can answer with. */
function thrown(): Set<string> {
  const codes = new Set<string>();
  for (const file of [...tree('server', /\.ts$/), ...tree('cli', /\.ts$/)].filter((name) => !name.endsWith('.test.ts'))) {
    const text = read(file);
    for (const match of text.matchAll(/DomainError\(\s*'([a-z_]+\.[a-z_]+)'/g)) codes.add(match[1] as string);
    for (const match of text.matchAll(/\bcode:\s*'([a-z_]+\.[a-z_]+)'/g)) codes.add(match[1] as string);
  }
  codes.add('app.internal');
  codes.add('app.no_such_route');
  return codes;
}

const documented = new Set(
  [...read('docs/errors.md').matchAll(/^\| `([a-z_]+\.[a-z_]+)` \| (\d{3}|-) \| .+ \| .+ \|$/gm)].map(
    (match) => match[1] as string,
  ),
);

test('docs/errors.md lists every code the server throws, and no other', () => {
  const codes = thrown();
  assert.deepEqual([...codes].filter((code) => !documented.has(code)).sort(), [], 'thrown but not documented');
  assert.deepEqual([...documented].filter((code) => !codes.has(code)).sort(), [], 'documented but never thrown');
});

test('every documented code has a Vietnamese and an English sentence in the interface', async () => {
  const { errors } = (await import('../web/messages/errors.ts')) as { errors: Record<string, readonly [string, string]> };
  assert.deepEqual([...documented].filter((code) => !errors[code]?.[0] || !errors[code]?.[1]).sort(), [], 'no sentence');
  // A code may also come from the web itself (`web.…`): the network is away.
  const known = (code: string) => documented.has(code) || code.startsWith('web.');
  assert.deepEqual(
    Object.keys(errors)
      .filter((code) => !known(code))
      .sort(),
    [],
    'a sentence for a code that is not documented',
  );
});

test('what leaves an entry in the audit trail has a name there', async () => {
  const { trail } = (await import('../web/messages/trail.ts')) as { trail: Record<string, readonly [string, string]> };
  const traced = Object.entries(routes).flatMap(([name, route]) => ('trace' in route && route.trace ? [name] : []));
  assert.ok(traced.length >= 30, `only ${traced.length} routes leave an entry`);
  assert.deepEqual(
    traced.filter((name) => !trail[`audit_action.${name}`]?.[0]),
    [],
  );
});

test('docs/api.md lists every route with its permission, and no other', () => {
  const lines = [...read('docs/api.md').matchAll(/^\| `([a-z_]+\.[a-z_]+)` \| ([A-Z]+) \| `([^`]+)` \| ([a-z_.]+) \|/gm)].map(
    (match) => match.slice(1, 5).join(' '),
  );
  const real = Object.entries(routes).map(([name, route]) => `${name} ${route.method} ${route.path} ${route.permission}`);
  assert.deepEqual(lines.sort(), real.sort());
});

test('the glossary and the code use the same words', () => {
  const words = [...read('docs/glossary.md').matchAll(/^\| [^|]+ \| [^|]+ \| `([a-z_]+)`/gm)].map((match) => match[1] as string);
  assert.ok(words.length >= 60, `only ${words.length} words`);
  const code = [...tree('server', /\.(ts|sql)$/), ...tree('db', /\.sql$/), ...tree('packs', /\.yaml$/)]
    .filter((name) => !name.endsWith('.test.ts'))
    .map(read)
    .join('\n');
  assert.deepEqual(
    words.filter((word) => !new RegExp(`\\b${word}`).test(code)),
    [],
    'in the glossary, not in the code',
  );
  const tables = [...code.matchAll(/create table ([a-z]+)\.([a-z_]+)(?! partition)\b/g)].map((match) => match[2] as string);
  const said = read('docs/glossary.md');
  assert.deepEqual(
    [...new Set(tables)].filter((name) => !said.includes(`\`${name}\``)).sort(),
    [],
    'a table whose word is not in the glossary',
  );
});

test('links between the documents lead somewhere', () => {
  const dead: string[] = [];
  for (const file of [
    'README.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    ...tree('docs', /\.md$/),
    ...tree('server', /README\.md$/),
    'bench/README.md',
  ]) {
    for (const match of read(file).matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)(?:#[^)]*)?\)/g)) {
      if (!fs.existsSync(path.join(ROOT, path.dirname(file), match[1] as string))) dead.push(`${file} → ${match[1]}`);
    }
  }
  assert.deepEqual(dead, []);
});
