import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { parse } from 'yaml';
import { checkReport } from './check.ts';
import type { CheckedReport, Finding } from './finding.ts';
import { readTextString } from './read/text.ts';
import type { Report } from './report.ts';

// Three real reports and what a careful reader finds in them. They stand beside the checkout; without them there is nothing to test here.

const FOLDER = path.join(import.meta.dirname, '../../../shared/reports');
const is_there = fs.existsSync(path.join(FOLDER, 'expected.yaml'));
const KINDS = new Set(['arithmetic', 'calendar', 'structural', 'cross-reference']);

type Entry = { id: string; file: string; lines: number[]; severity: string; detect: string; quotes: string[] };
type Claim = { id: string; file: string; line: number; quote: string | null };
type Expected = { inconsistencies: Entry[]; consistent: Claim[]; false_positive_traps: Claim[] };

const read = (file: string): { report: Report; checked: CheckedReport } => {
  const report = readTextString(file, fs.readFileSync(path.join(FOLDER, file), 'utf8'), 'txt');
  return { report, checked: checkReport(report) };
};

/** Stretch of a quote in the text of the report, in the block of a line; white space is one space. */
function stretchOf(report: Report, line: number, quote: string): { start: number; end: number } | null {
  const words = quote.split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const find = new RegExp(words.join('\\s+'), 'u');
  for (const block of report.blocks) {
    if (block.place.line === undefined || block.place.line > line) continue;
    const m = find.exec(block.text);
    if (m && block.place.line >= line - 4) return { start: block.offset + m.index, end: block.offset + m.index + m[0].length };
  }
  return null;
}

const stretches = (finding: Finding): { start: number; end: number }[] =>
  [finding.location, ...finding.related.map(({ location }) => location)].map(({ offset, length }) => ({
    start: offset,
    end: offset + length,
  }));

const meets = (a: { start: number; end: number }, b: { start: number; end: number }): boolean =>
  a.start < b.end && b.start < a.end;

function isFound(entry: Entry, report: Report, findings: readonly Finding[]): boolean {
  const levels = entry.severity === 'error' ? ['error'] : ['error', 'warning'];
  return findings
    .filter(({ severity }) => levels.includes(severity))
    .some((finding) =>
      entry.quotes.some((quote) =>
        entry.lines.some((line) => {
          const stretch = stretchOf(report, line, quote);
          return stretch !== null && stretches(finding).some((other) => meets(stretch, other));
        }),
      ),
    );
}

test('real reports: every error, most warnings, no false alarm', {
  skip: is_there ? false : 'the reports are not beside the checkout',
}, () => {
  const expected: Expected = parse(fs.readFileSync(path.join(FOLDER, 'expected.yaml'), 'utf8'));
  const files = [...new Set(expected.inconsistencies.map(({ file }) => file))];
  const readings = new Map(files.map((file) => [file, read(file)]));
  const entries = expected.inconsistencies.filter(({ detect }) => KINDS.has(detect));
  const found = (entry: Entry): boolean => {
    const reading = readings.get(entry.file);
    return reading !== undefined && isFound(entry, reading.report, reading.checked.findings);
  };
  const missed = entries.filter((entry) => entry.severity === 'error' && !found(entry)).map(({ id }) => id);
  assert.deepEqual(missed, []);
  const warnings = entries.filter(({ severity }) => severity === 'warning');
  const lost = warnings.filter((entry) => !found(entry)).map(({ id }) => id);
  assert.ok(lost.length * 10 <= warnings.length * 3, `warnings not found: ${lost.join(', ')} of ${warnings.length}`);
});

test('real reports: what is consistent is left alone', {
  skip: is_there ? false : 'the reports are not beside the checkout',
}, () => {
  const expected: Expected = parse(fs.readFileSync(path.join(FOLDER, 'expected.yaml'), 'utf8'));
  const alarms: string[] = [];
  for (const claim of [...expected.consistent, ...expected.false_positive_traps]) {
    if (claim.quote === null) continue;
    const { report, checked } = read(claim.file);
    const stretch = stretchOf(report, claim.line, claim.quote);
    assert.ok(stretch, `${claim.id} is not in ${claim.file}`);
    for (const finding of checked.findings) {
      if (finding.severity === 'note') continue;
      const own = { start: finding.location.offset, end: finding.location.offset + finding.location.length };
      if (!meets(own, stretch)) continue;
      // A fault of the list is told at the same words as a sound claim.
      const is_fault = expected.inconsistencies.some(
        (entry) =>
          entry.file === claim.file &&
          entry.quotes.some((quote) =>
            entry.lines.some((line) => {
              const other = stretchOf(report, line, quote);
              return other !== null && meets(other, own);
            }),
          ),
      );
      if (!is_fault) alarms.push(`${claim.id}: ${finding.rule} “${finding.quote}”`);
    }
  }
  assert.deepEqual(alarms, []);
});
