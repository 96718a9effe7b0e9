import { checkReport } from '../check.ts';
import type { Finding } from '../finding.ts';
import { readTextString } from '../read/text.ts';
import { makeReport } from './generate.ts';
import { type Fault, type Marked, randomOf, stripMarks, twinOf } from './mutate.ts';

export type Alarm = { file: string; finding: Finding };
export type Missed = { file: string; fault: string; was: string; is: string; line: string };

export type Score = {
  /** Findings on clean twins: each is a false alarm. */
  alarms: Alarm[];
  clean_reports: number;
  faults: number;
  found: number;
  found_as_error: number;
  missed: Missed[];
  by_fault: Map<string, { faults: number; found: number; as_error: number }>;
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
    by_fault: new Map(),
    by_rule: new Map(),
    errors: 0,
    wrong_errors: 0,
  };
}

/**
 * Checks the clean twin of a marked report and `rounds` faulty twins of every mark and fault, and adds what came out.
 * @param share of the twins that are checked, 0 to 1
 */
export function scoreMarked(score: Score, file: string, source: string, rounds: number, seed: number, share = 1): void {
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
    for (const fault of FAULTS)
      for (let i = 0; i < rounds; i += 1) if (random() <= share) scoreTwin(score, file, clean, mark, fault, random, known);
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
  const from = twin.text.lastIndexOf('\n', twin.start) + 1;
  const line = twin.text.slice(from, from + 400).split('\n')[0] ?? '';
  count(score, file, twin.text, known, { file, fault, was: twin.was, is: twin.is, line });
}

/** One faulty text: whatever it finds more than its clean twin is of the fault. */
function count(score: Score, file: string, text: string, known: ReadonlySet<string>, missed: Missed): void {
  const findings = check(file, text).filter((finding) => !known.has(keyOf(finding)));
  const counted = score.by_fault.get(missed.fault) ?? { faults: 0, found: 0, as_error: 0 };
  score.by_fault.set(missed.fault, counted);
  score.faults += 1;
  counted.faults += 1;
  if (findings.length > 0) {
    score.found += 1;
    counted.found += 1;
  } else score.missed.push(missed);
  if (findings.some(({ severity }) => severity === 'error')) {
    score.found_as_error += 1;
    counted.as_error += 1;
  }
  for (const finding of findings) tally(score, finding, true);
}

/** A made report: a random share of its figures changed, and each of its broken paragraphs. */
export function scoreMade(score: Score, seed: number): void {
  const made = makeReport(seed);
  const file = `made-${seed}`;
  const clean = stripMarks(made.text);
  const random = randomOf(seed + 1);
  const told = check(file, clean.text);
  score.clean_reports += 1;
  for (const finding of told) {
    score.alarms.push({ file, finding });
    tally(score, finding, false);
  }
  const known = new Set(told.map(keyOf));
  for (const mark of clean.marks) {
    if (random() > 0.3) continue;
    scoreTwin(score, file, clean, mark, FAULTS[Math.floor(random() * 4)] as Fault, random, known);
  }
  for (const { kind, text } of made.broken) count(score, file, text, known, { file, fault: kind, was: '', is: '', line: '' });
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
