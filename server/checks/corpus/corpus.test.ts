import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { makeReport } from './generate.ts';
import { stripMarks, twinOf } from './mutate.ts';
import { phrasings, tried } from './phrasings.ts';
import { emptyScore, scoreMade, scoreMarked } from './score.ts';

// A share of what bench/check.ts measures whole: the goals of the checker on texts whose faults are known.

const FOLDER = import.meta.dirname;

for (const folder of ['reports', 'held']) {
  test(`${folder}: four of five faults are found, and no false alarm is an error`, () => {
    const score = emptyScore();
    for (const file of fs.readdirSync(path.join(FOLDER, folder)))
      scoreMarked(score, file, fs.readFileSync(path.join(FOLDER, folder, file), 'utf8'), 1, 1, 0.3);
    assert.ok(score.faults > 100);
    assert.ok(score.found * 5 >= score.faults * 4, `${score.found} of ${score.faults}`);
    assert.deepEqual(
      score.alarms
        .filter(({ finding }) => finding.severity === 'error')
        .map(({ file, finding }) => `${file}: ${finding.rule} ${finding.quote}`),
      [],
    );
  });
}

test('made reports: four of five faults are found, and no clean twin is accused', () => {
  const score = emptyScore();
  for (let seed = 501; seed <= 512; seed += 1) scoreMade(score, seed);
  assert.ok(score.found * 5 >= score.faults * 4, `${score.found} of ${score.faults}`);
  assert.deepEqual(score.alarms, []);
});

test('single paragraphs in many wordings: nine faults of ten are found, and no sound one is accused', () => {
  const all = phrasings().map((phrasing) => ({ phrasing, ...tried(phrasing) }));
  const missed = all.filter(({ found }) => !found).map(({ phrasing }) => phrasing.line);
  assert.ok(all.length > 200);
  assert.ok(missed.length * 10 <= all.length, missed.join('\n'));
  assert.deepEqual(
    all.flatMap(({ phrasing, alarms }) => alarms.map(({ rule, quote }) => `${rule} ${quote}: ${phrasing.line}`)),
    [],
  );
});

test('a mark is stripped, and a twin differs from its clean report in the mark alone', () => {
  const clean = stripMarks('Đạt ⟦35⟧% của 20 đơn vị.');
  assert.deepEqual(clean, { text: 'Đạt 35% của 20 đơn vị.', marks: [{ start: 4, end: 6 }] });
  const twin = twinOf(clean, { start: 4, end: 6 }, 'digit_swap', () => 0);
  assert.equal(twin?.text, 'Đạt 53% của 20 đơn vị.');
});

test('a seed makes the same report every time', () => {
  assert.equal(makeReport(7).text, makeReport(7).text);
  assert.notEqual(makeReport(7).text, makeReport(8).text);
});
