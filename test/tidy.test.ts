import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { parseSql } from '../server/lib/sql.ts';
import { ORDER } from './order.ts';

// House rules that no type checker holds: the order of the modules in imports and in SQL, doors, SQL habits, dead files, sizes.

const ROOT = path.join(import.meta.dirname, '..');

/**
 * Exceptions that stand for now, each with its reason. The test fails when one is no longer needed, so the list only shrinks.
 * Key: `<rule> <file>`.
 */
const ALLOWED: Record<string, string> = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, 'tidy-allowed.json'), 'utf8'));

const used = new Set<string>();
const problems: string[] = [];

function fault(rule: string, file: string, detail: string): void {
  const key = `${rule} ${file}`;
  if (key in ALLOWED) used.add(key);
  else problems.push(`${rule} ${file}: ${detail}`);
}

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && fs.existsSync(path.join(ROOT, file)));
const read = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8');
const sources = files.filter((file) => /\.(ts|tsx)$/.test(file));

function moduleOf(file: string): (typeof ORDER)[number] | null {
  const found = /^server\/(?:([a-z]+)\/)?/.exec(file);
  if (!found) return null;
  const name = found[1] ?? 'app';
  assert.ok((ORDER as readonly string[]).includes(name), `${file}: module ${name} has no place in the order`);
  return name as (typeof ORDER)[number];
}

const place = (module: string) => (ORDER as readonly string[]).indexOf(module);

/** Every imported name of a file, with whether it is a type-only import. Strings and comments that only look like imports are not taken. */
function importsOf(file: string): { from: string; types_only: boolean }[] {
  const text = read(file)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '');
  const found: { from: string; types_only: boolean }[] = [];
  for (const match of text.matchAll(/^\s*(?:import|export)\s+(type\s+)?[^'";]*?from\s+['"]([^'"]+)['"]/gm))
    found.push({ from: match[2] as string, types_only: match[1] !== undefined });
  for (const match of text.matchAll(/^\s*import\s+['"]([^'"]+)['"]/gm))
    found.push({ from: match[1] as string, types_only: false });
  for (const match of text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g))
    found.push({ from: match[1] as string, types_only: false });
  return found;
}

test('modules import only what is lower, and only through its face', () => {
  problems.length = 0;
  for (const file of sources.filter((name) => name.startsWith('server/') && !name.endsWith('.test.ts'))) {
    const module = moduleOf(file) as string;
    for (const { from, types_only } of importsOf(file)) {
      if (from.startsWith('../') && moduleOf(path.posix.join(path.posix.dirname(file), from)) !== module)
        fault('deep-import', file, `${from} leaves the module; import its face #name`);
      if (from.startsWith('./') && module === 'app') continue;
      const face = /^#([a-z]+)(\/.*)?$/.exec(from);
      if (!face) continue;
      const lower = face[1] as string;
      if (lower !== 'lib' && face[2]) fault('face', file, `${from} goes around the face #${lower}`);
      if (place(lower) < 0) fault('order', file, `${from} has no place in the order`);
      else if (place(lower) > place(module) || lower === module)
        fault('order', file, `${module} imports ${from}${types_only ? ' (types)' : ''}`);
    }
  }
  assert.deepEqual(problems, []);
});

test('the web takes only types from the server', () => {
  problems.length = 0;
  for (const file of sources.filter((name) => name.startsWith('web/') && !name.endsWith('.test.ts'))) {
    for (const { from, types_only } of importsOf(file))
      if (/server\//.test(from) && !types_only) fault('web-import', file, `${from} is not a type import`);
  }
  assert.deepEqual(problems, []);
});

test('SQL writes its own schema and reads only lower ones', () => {
  problems.length = 0;
  const schemas = ORDER.filter((name) => name !== 'app');
  for (const file of files.filter((name) => /^server\/.*\.sql$/.test(name))) {
    const module = moduleOf(file) as string;
    const text = read(file)
      .replace(/--[^\n]*/g, '')
      .replace(/'(?:[^']|'')*'/g, "''");
    for (const match of text.matchAll(/\b(insert\s+into|update|delete\s+from|truncate)\s+([a-z_]+)\.[a-z_]+/gi)) {
      if (match[2] !== module) fault('foreign-write', file, match[0]);
    }
    for (const match of text.matchAll(/\b(?:from|join|using|into|update)\s+(?:only\s+)?([a-z_]+)\.[a-z_]+/gi)) {
      const schema = match[1] as string;
      if ((schemas as string[]).includes(schema) && place(schema) > place(module)) fault('upward-read', file, match[0]);
    }
    // Faces of calls such as access.in_scope(…) count too.
    for (const match of text.matchAll(/\b([a-z_]+)\.[a-z_]+\s*\(/g)) {
      const schema = match[1] as string;
      if ((schemas as string[]).includes(schema) && place(schema) > place(module)) fault('upward-read', file, match[0]);
    }
  }
  assert.deepEqual(problems, []);
});

test('SQL habits: names, no select *, no between, an order to the last tie', () => {
  problems.length = 0;
  for (const file of files.filter((name) => /^(server|db)\/.*\.sql$/.test(name))) {
    const text = read(file)
      .replace(/--[^\n]*/g, '')
      .replace(/'(?:[^']|'')*'/g, "''");
    if (/\bselect\s+(?:[a-z_]+\.)?\*/i.test(text)) fault('select-star', file, 'select *');
    if (/\bbetween\b/i.test(text)) fault('between', file, 'between');
    if (file.startsWith('server/')) {
      for (const query of parseSql(read(file), file).values()) {
        if (/\blimit\b/i.test(query.text) && !/\border\s+by\b/i.test(query.text)) fault('unordered-limit', file, query.name);
      }
    }
  }
  assert.deepEqual(problems, []);
});

test('SQL stands in .sql files', () => {
  problems.length = 0;
  for (const file of sources.filter((name) => /^(server|cli)\//.test(name) && !name.endsWith('.test.ts'))) {
    const text = read(file)
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/^\s*\/\/.*$/gm, '');
    if (/['"`]\s*(select|insert into|update [a-z]+\.|delete from|with [a-z_]+ as)\b/i.test(text))
      fault('inline-sql', file, 'a statement in TypeScript');
  }
  assert.deepEqual(problems, []);
});

test('no file is dead', () => {
  problems.length = 0;
  const entries = new Set(['server/main.ts', 'cli/main.ts', 'web/main.tsx', 'vite.config.ts', 'test/run.ts']);
  const faces = JSON.parse(read('package.json')).imports as Record<string, string>;
  const reached = new Set<string>();
  const visit = (file: string): void => {
    if (reached.has(file) || !files.includes(file)) return;
    reached.add(file);
    for (const { from } of importsOf(file)) {
      if (from.startsWith('#lib/')) visit(`server/lib/${from.slice(5)}.ts`);
      else if (from.startsWith('#')) visit((faces[from] ?? '').replace('./', ''));
      else if (from.startsWith('.')) visit(path.posix.join(path.posix.dirname(file), from));
    }
    // `new Worker(new URL('./x.ts', import.meta.url))` and spawned scripts.
    for (const match of read(file).matchAll(/['"](\.{0,2}\/?[\w/.-]+\.ts)['"]/g)) {
      visit(path.posix.join(path.posix.dirname(file), match[1] as string));
      visit((match[1] as string).replace(/^\.?\//, ''));
    }
  };
  for (const file of sources) if (entries.has(file) || /\.test\.ts$|^(bench|bin)\//.test(file)) visit(file);
  for (const file of sources) if (!reached.has(file) && !file.endsWith('.d.ts')) fault('dead-file', file, 'nothing imports it');
  for (const file of files.filter((name) => /^server\/.*\.sql$/.test(name))) {
    if (!files.includes(file.replace(/\.sql$/, '.ts'))) fault('dead-file', file, 'no .ts of this name');
  }
  assert.deepEqual(problems, []);
});

test('files stay small enough to read', () => {
  problems.length = 0;
  for (const file of files.filter(
    (name) => /^(server|web|cli|bin|bench)\/.*\.(ts|tsx|sql)$/.test(name) && !/\.test\.ts$/.test(name),
  )) {
    const lines = read(file).split('\n').length;
    if (lines > 400) fault('large-file', file, `${lines} lines: split it, or say in tidy-allowed.json why it stays whole`);
  }
  assert.deepEqual(problems, []);
});

test('every module has a README, and default exports are only where a tool wants them', () => {
  problems.length = 0;
  for (const module of ORDER.filter((name) => name !== 'app' && name !== 'lib')) {
    if (!files.includes(`server/${module}/README.md`)) fault('no-readme', `server/${module}`, 'README.md is missing');
  }
  for (const file of sources.filter((name) => /^(server|cli|web)\//.test(name))) {
    if (/^export default\b/m.test(read(file))) fault('default-export', file, 'use a named export');
    if (/\benum\s+[A-Z]/.test(read(file).replace(/['"`][^'"`\n]*['"`]/g, ''))) fault('enum', file, 'use a union of literals');
  }
  assert.deepEqual(problems, []);
});

test('nothing in the repository is made of secrets or leftovers', () => {
  problems.length = 0;
  for (const file of files.filter(
    (name) => /\.(ts|tsx|mjs|sql|md|yaml|json|css)$/.test(name) && name !== 'package-lock.json' && name !== 'test/tidy.test.ts',
  )) {
    const text = read(file);
    if (/-----BEGIN [A-Z ]*PRIVATE KEY-----|AKIA[0-9A-Z]{16}/.test(text)) fault('secret', file, 'a key');
    if (/\b(?:TODO|FIXME|XXX|HACK)\b/.test(text)) fault('leftover', file, 'finish it or write it down where it will be found');
    if (/\b(?:test|it|describe)\.only\(|debugger;/.test(text)) fault('leftover', file, 'only/debugger');
  }
  assert.deepEqual(problems, []);
});

test('no exception stands longer than it is needed', () => {
  assert.deepEqual(
    Object.keys(ALLOWED).filter((key) => !used.has(key)),
    [],
  );
});
