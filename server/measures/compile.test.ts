import assert from 'node:assert/strict';
import test from 'node:test';
import { compileCells, compileRecordDigest } from './compile.ts';
import { Condition, type Count } from './definition.ts';
import { digestOf, joined, NOTHING } from './digest.ts';
import { codeOf, nameOf } from './facts.ts';

const BOUNDS = { s: '2023-01-01', e: '2023-02-01', as_of: '2023-01-20' };

function whereOf(where: Condition | undefined, time: Count['time'] = 'on_hand'): string {
  const count = { name: 'x', kind: 'count', unit: 'dossier', time, ...(where ? { where } : {}) } as Count;
  const { text } = compileRecordDigest(count, BOUNDS, { unit_ids: [7] });
  return (text.split('\nwhere ')[1] as string).split('\n  and v.received_on < ')[0] as string;
}

for (const [where, expected, why] of [
  [{ op: 'is', field: 'channel', value: 'online' }, 'v.channel = 2', 'a named value is its code'],
  [{ op: 'is', field: 'is_no_writing', value: false }, 'not v.is_no_writing', 'a flag that is not set'],
  [
    { op: 'in', field: 'timeliness', values: ['on_time', 'early'] },
    '(v.timeliness >= 1 and v.timeliness <= 2)',
    'neighbouring codes are a range',
  ],
  [
    { op: 'in', field: 'outcome', values: ['withdrawn', 'stopped'] },
    '(v.outcome >= 2)',
    'a range up to the last code has no upper end',
  ],
  [
    { op: 'in', field: 'channel', values: ['direct', 'post'] },
    '(v.channel = 1 or v.channel = 3)',
    'codes apart are told one by one',
  ],
  [
    { op: 'not', of: { op: 'compare', left: 'due_on', than: '<', right: 'as_of' } },
    'not (v.due_on < $1::date) is true',
    'a missing day makes a comparison false, and its opposite true',
  ],
  [
    {
      op: 'all',
      of: [
        { op: 'is', field: 'outcome', value: 'resolved' },
        {
          op: 'any',
          of: [
            { op: 'is', field: 'level', value: 'commune' },
            { op: 'is', field: 'is_interlinked', value: true },
          ],
        },
      ],
    },
    'v.outcome = 1 and (v.level = 3 or v.is_interlinked)',
    'alternatives stand in brackets',
  ],
] as const satisfies readonly (readonly [Condition, string, string])[]) {
  test(`condition to SQL: ${why}`, () => assert.equal(whereOf(Condition.parse(where)), expected));
}

for (const [time, expected] of [
  ['received_in', 'v.received_on >= $1::date'],
  ['closed_in', 'v.open_until < $1::date'],
  ['open_at_start', 'v.received_on < $1::date'],
  ['open_at_end', 'v.open_until >= $1::date'],
] as const) {
  test(`time to SQL: ${time}`, () => assert.equal(whereOf(undefined, time), expected));
}

test('more facts than a key can hold are counted straight', () => {
  const compare = (
    left: 'due_on' | 'closed_on' | 'paused_on',
    than: '<' | '<=' | '>' | '>=',
    right: 'received_on' | 'period_start' | 'period_end' | 'as_of' | 'due_on' | 'closed_on',
  ) => ({ op: 'compare', left, than, right }) as const;
  const of = (['due_on', 'closed_on', 'paused_on'] as const).flatMap((left) =>
    (['<', '<=', '>', '>='] as const).flatMap((than) =>
      (['received_on', 'period_start', 'period_end', 'as_of', 'due_on', 'closed_on'] as const).map((right) =>
        compare(left, than, right),
      ),
    ),
  );
  const ask = (where: Condition) =>
    compileCells(
      { counts: [{ time: 'on_hand', where } as Count], periods: [BOUNDS], group_by: [], where: { unit_ids: null } },
      'folded',
    ).text;
  assert.ok(!ask({ op: 'all', of }).includes(' as k'));
  assert.ok(ask({ op: 'all', of: of.slice(0, 40) }).includes('::int8'));
  assert.ok(!ask({ op: 'all', of: of.slice(0, 10) }).includes('::int8'));
});

test('values are never written into the statement', () => {
  const count = { time: 'received_in' } as Count;
  const { text, values } = compileRecordDigest(count, BOUNDS, { unit_ids: [7], sector_id: 5, known_at: new Date(0) });
  assert.deepEqual(values, ['2023-01-01', '2023-02-01', new Date(0), 5, [7]]);
  assert.ok(text.endsWith('access.in_scope(v.competent_unit_id, $5::int[])'));
  assert.ok(!text.includes('2023'));
});

for (const [condition, why] of [
  [{ op: 'is', field: 'channel', value: 'fax' }, 'a value the field does not have'],
  [{ op: 'is', field: 'password', value: 'x' }, 'a field that is not a fact'],
  [{ op: 'compare', left: 'due_on', than: '; drop', right: 'as_of' }, 'a comparison that is none'],
  [{ op: 'all', of: [] }, 'nothing to hold'],
  [{ op: 'sql', text: 'true' }, 'an operation that is not there'],
  [{ op: 'is', field: 'channel', value: 'toString' }, 'a name every object has'],
] as const) {
  test(`a condition is refused: ${why}`, () => assert.equal(Condition.safeParse(condition).success, false));
}

test('digests of parts join to that of the whole and tell a repeated record', () => {
  assert.equal(joined('1:5:-7', '2:-3:10'), '3:-8:3');
  assert.equal(joined(NOTHING, '1:5:7'), '1:5:7');
  assert.equal(joined('1:5:7', '1:5:7'), '2:0:14');
  assert.equal(digestOf(0, null, null), NOTHING);
  assert.equal(joined('1:-9223372036854775808:0', '1:9223372036854775807:0'), '2:-1:0');
});

test('codes and names of facts lead to each other', () => {
  assert.equal(codeOf('timeliness', 'undated'), 4);
  assert.equal(nameOf('timeliness', 4), 'undated');
  assert.throws(() => nameOf('channel', 9), RangeError);
});
