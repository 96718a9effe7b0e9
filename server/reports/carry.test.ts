import assert from 'node:assert/strict';
import test from 'node:test';
import { carriedOver, daysFor } from './carry.ts';
import { Content, type Figure } from './content.ts';

const Q3 = { from: '2026-06-15', to: '2026-09-14' };
const Q4 = { from: '2026-09-15', to: '2026-12-14' };

test('days that play a part in a report have their counterpart in the next one; others stay', () => {
  for (const [days, expected] of [
    [Q3, Q4],
    [
      { from: '2025-06-15', to: '2025-09-14' },
      { from: '2025-09-15', to: '2025-12-14' },
    ],
    // Since the year of the report began, by its own calendar or by that of the year.
    [
      { from: '2025-12-15', to: '2026-09-14' },
      { from: '2025-12-15', to: '2026-12-14' },
    ],
    [
      { from: '2026-01-01', to: '2026-09-14' },
      { from: '2026-01-01', to: '2026-12-14' },
    ],
    [
      { from: '2024-12-15', to: '2025-09-14' },
      { from: '2024-12-15', to: '2025-12-14' },
    ],
    [
      { from: '2026-03-01', to: '2026-03-31' },
      { from: '2026-03-01', to: '2026-03-31' },
    ],
  ] as const)
    assert.deepEqual(daysFor(days, Q3, Q4), expected, days.from);
  // A new year begins between the two.
  const next = { from: '2026-12-15', to: '2027-03-14' };
  assert.deepEqual(daysFor({ from: '2025-12-15', to: '2026-12-14' }, Q4, next), next);
  assert.deepEqual(daysFor({ from: '2026-01-01', to: '2026-12-14' }, Q4, next), { from: '2027-01-01', to: '2027-03-14' });
});

const figure = (n: number, measure: string, days: { from: string; to: string }, printed: string): Figure => ({
  ...{
    anchor: `f${String(n).padStart(12, '0')}`,
    measure,
    label: measure,
    unit: 'H48.108',
    ...days,
    filter: { scope: 'all' },
    printed,
  },
  ...{ value: printed, numerator: null, denominator: null, decimals: 0, n: null, digest: null },
});

function content(days: { from: string; to: string }, figures: Figure[], used: Figure[], origin: 'typed' | 'drafted'): Content {
  const text = {
    title: 'Báo cáo',
    superior: [],
    issuer: [],
    number: '',
    place_and_date: '',
    type: '',
    subject: [],
    unit_name: '',
  };
  const rest = { period_name: '', ...days, bases: [], annexes: [], recipients: [], authority: [], signer: '' };
  const paragraphs = used.map(({ anchor }) => [{ text: 'Có ' }, { figure: anchor, bold: true }]);
  const block = { kind: 'narrative' as const, key: 's1.own', origin, from: null, paragraphs };
  const sections = [{ key: 's1', level: 1, heading: 'I. KẾT QUẢ', blocks: [block] }];
  return Content.parse({ ...text, ...rest, sections, figures: Object.fromEntries(figures.map((one) => [one.anchor, one])) });
}

test('chips of the report before are chips of the new one: its own figure, the one counted anew, else the words they were', () => {
  const was = [figure(1, 'received', Q3, '12'), figure(2, 'pending', Q3, '5'), figure(3, 'gone', Q3, '7')];
  const before = { title: 'Quý III', content: content(Q3, was, was, 'typed') };
  const own = figure(11, 'received', Q4, '20');
  const anew = figure(12, 'pending', Q4, '8');
  const made = carriedOver(content(Q4, [own], [], 'drafted'), before, new Map([[was[1]?.anchor as string, anew]]));
  const block = made.sections[0]?.blocks[0];
  assert.ok(block?.kind === 'narrative');
  assert.deepEqual([block.origin, block.from], ['carried', 'Quý III']);
  assert.deepEqual(
    block.paragraphs.map(([, piece]) => piece),
    [{ figure: own.anchor, bold: true }, { figure: anew.anchor, bold: true }, { text: '7' }],
  );
  assert.equal(made.figures[anew.anchor]?.printed, '8');
});
