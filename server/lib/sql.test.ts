import assert from 'node:assert/strict';
import test from 'node:test';
import { compile, isoMoment, parseSql } from './sql.ts';

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

test('a moment as PostgreSQL writes it is the text JSON has of it', () => {
  const same = (text: string) =>
    assert.equal(isoMoment(text), new Date(text.replace(/([+-]\d\d)$/, '$1:00')).toISOString(), text);
  for (const text of [
    '2026-11-21 13:36:18.134+00',
    '2026-11-21 13:36:18+00',
    '2026-11-21 13:36:18.1+00',
    '2026-11-21 13:36:18.12+00',
  ])
    same(text);
  assert.equal(isoMoment('2026-11-21 13:36:18.5+00'), '2026-11-21T13:36:18.500Z');
  assert.equal(isoMoment('2026-11-21 13:36:18.123456+00'), '2026-11-21T13:36:18.123Z');
  assert.equal(isoMoment('2026-11-21 20:36:18.134+07'), '2026-11-21T13:36:18.134Z');
  assert.equal(isoMoment('1979-12-31 23:59:59+00'), '1979-12-31T23:59:59.000Z');
});
