import assert from 'node:assert/strict';
import test from 'node:test';
import { compile, parseSql } from './sql.ts';

test('a name that stands twice is one parameter, in order of appearance', () => {
  const query = compile('q', 'select :b::int, :a, :b');
  assert.equal(query.text, 'select $1::int, $2, $1');
  assert.deepEqual(query.params, ['b', 'a']);
});

test('casts, quoted text, quoted names and comments hold no parameters', () => {
  const query = compile('q', `select '12:30'::time, ":odd", x -- :not_me\nfrom t where t.a = :a`);
  assert.deepEqual(query.params, ['a']);
  assert.match(query.text, /'12:30'::time, ":odd"/);
});

test('a file is split at its names, and a name stands once', () => {
  const queries = parseSql('-- about\n-- name: first\n-- why\nselect 1;\n\n-- name: second\nselect :x;\n', 'x.sql');
  assert.deepEqual([...queries.keys()], ['first', 'second']);
  assert.equal(queries.get('first')?.text, 'select 1');
  assert.throws(() => parseSql('-- name: a\nselect 1\n-- name: a\nselect 2', 'x.sql'), /stands twice/);
});
