import { checkReport } from '../check.ts';
import type { Finding } from '../finding.ts';
import { readTextString } from '../read/text.ts';
import { type Fault, type Marked, randomOf, stripMarks, twinOf } from './mutate.ts';

export type Alarm = { file: string; finding: Finding };
export type Missed = { file: string; fault: Fault; was: string; is: string; line: string };

export type Score = {
  /** Findings on clean twins: each is a false alarm. */
  alarms: Alarm[];
  clean_reports: number;
  faults: number;
  found: number;
  found_as_error: number;
  missed: Missed[];
  by_fault: Map<Fault, { faults: number; found: number; as_error: number }>;
  /** Per rule: findings on faulty twins that are of the fault, and findings that are not, with those on clean twins. */
  by_rule: Map<string, { right: number; wrong: number }>;
  /** Error-level findings on all twins, and how many of them are not of the fault. */
  errors: number;
  wrong_errors: number;
};

const FAULTS: readonly Fault[] = ['digit_swap', 'digit_typo', 'off_by_little', 'off_by_much', 'other_numeral'];

export function emptyScore(): Score {
  return {
    alarms: [],
    clean_reports: 0,
    faults: 0,
    found: 0,
    found_as_error: 0,
    missed: [],
    by_fault: new Map(FAULTS.map((fault) => [fault, { faults: 0, found: 0, as_error: 0 }])),
    by_rule: new Map(),
    errors: 0,
    wrong_errors: 0,
  };
}

/** Checks the clean twin of a marked report and `rounds` faulty twins of every mark and fault, and adds what came out. */
export function scoreMarked(score: Score, file: string, source: string, rounds: number, seed: number): void {
  const clean = stripMarks(source);
  const random = randomOf(seed);
  const told = check(file, clean.text);
  score.clean_reports += 1;
  for (const finding of told) {
    score.alarms.push({ file, finding });
    tally(score, finding, false);
  }
  const known = new Set(told.map(keyOf));
  for (const mark of clean.marks)
    for (const fault of FAULTS) for (let i = 0; i < rounds; i += 1) scoreTwin(score, file, clean, mark, fault, random, known);
}

const check = (file: string, text: string): Finding[] =>
  checkReport(readTextString(file, text, 'txt')).findings.filter(({ severity }) => severity !== 'note');
const keyOf = ({ rule, quote, message }: Finding): string => `${rule} ${quote} ${message}`;

function scoreTwin(
  score: Score,
  file: string,
  clean: Marked,
  mark: { start: number; end: number },
  fault: Fault,
  random: () => number,
  known: ReadonlySet<string>,
): void {
  const twin = twinOf(clean, mark, fault, random);
  if (!twin) return;
  const findings = check(file, twin.text).filter((finding) => !known.has(keyOf(finding)));
  const of_fault = findings.length > 0;
  const is_error = findings.some(({ severity }) => severity === 'error');
  const counted = score.by_fault.get(fault);
  score.faults += 1;
  if (counted) counted.faults += 1;
  if (of_fault) {
    score.found += 1;
    if (counted) counted.found += 1;
  } else {
    const from = twin.text.lastIndexOf('\n', twin.start) + 1;
    score.missed.push({ file, fault, was: twin.was, is: twin.is, line: twin.text.slice(from, from + 400).split('\n')[0] ?? '' });
  }
  if (is_error) {
    score.found_as_error += 1;
    if (counted) counted.as_error += 1;
  }
  for (const finding of findings) tally(score, finding, true);
}

function tally(score: Score, finding: Finding, is_right: boolean): void {
  const counted = score.by_rule.get(finding.rule) ?? { right: 0, wrong: 0 };
  score.by_rule.set(finding.rule, counted);
  if (is_right) counted.right += 1;
  else counted.wrong += 1;
  if (finding.severity !== 'error') return;
  score.errors += 1;
  if (!is_right) score.wrong_errors += 1;
}
