// Lots of whole reports written by others who had not read the rules: each with a sound twin and what was made wrong in it.
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { checkReport } from '../check.ts';
import type { Finding } from '../finding.ts';
import { readTextString } from '../read/text.ts';

const FOLDER = path.join(import.meta.dirname, 'lots');

const Wrong = z.object({
  id: z.string(),
  kind: z.string(),
  /** The wrong place as it is printed, once in the text. */
  quote: z.string(),
  /** Other places that the contradiction is about. */
  also: z.array(z.string()).default([]),
  why: z.string().default(''),
});
export type Wrong = z.output<typeof Wrong>;

export type LotScore = {
  lot: string;
  reports: number;
  faults: number;
  found: number;
  found_as_error: number;
  /** Of what was found nothing: its name and what is wrong. */
  missed: { report: string; wrong: Wrong }[];
  errors: number;
  /** Errors in the faulty texts at no wrong place; some follow from one (a total whose row was changed). */
  errors_elsewhere: Finding[];
  clean_errors: Finding[];
  clean_warnings: Finding[];
};

type Span = { start: number; end: number };

/** Names of the lots that are kept. */
export function lots(): string[] {
  return fs.readdirSync(FOLDER).sort();
}

/** What the checker finds of a lot: a fault is found where a finding, or a place that it names, lies on it. */
export function scoreLot(lot: string, folder = path.join(FOLDER, lot)): LotScore {
  const score: LotScore = {
    ...{ lot, reports: 0, faults: 0, found: 0, found_as_error: 0, missed: [] },
    ...{ errors: 0, errors_elsewhere: [], clean_errors: [], clean_warnings: [] },
  };
  const names = fs.readdirSync(folder).filter((name) => name.endsWith('.faults.json'));
  for (const name of names.sort()) scoreReport(score, path.join(folder, name.slice(0, -'.faults.json'.length)));
  return score;
}

function scoreReport(score: LotScore, stem: string): void {
  const clean = told(`${stem}.clean.md`).findings;
  score.reports += 1;
  score.clean_errors.push(...clean.filter(({ severity }) => severity === 'error'));
  score.clean_warnings.push(...clean.filter(({ severity }) => severity === 'warning'));
  const { text, findings } = told(`${stem}.faulty.md`);
  const known = new Set(clean.map(keyOf));
  const hit = new Set<Finding>();
  for (const wrong of z.array(Wrong).parse(JSON.parse(fs.readFileSync(`${stem}.faults.json`, 'utf8')))) {
    const hits = findings.filter((finding) => !known.has(keyOf(finding)) && isOf(text, wrong, finding));
    for (const one of hits) hit.add(one);
    score.faults += 1;
    if (hits.length > 0) score.found += 1;
    else score.missed.push({ report: `${score.lot}${path.basename(stem)}`, wrong });
    if (hits.some(({ severity }) => severity === 'error')) score.found_as_error += 1;
  }
  const errors = findings.filter(({ severity }) => severity === 'error');
  score.errors += errors.length;
  score.errors_elsewhere.push(...errors.filter((finding) => !hit.has(finding)));
}

function told(file: string): { text: string; findings: Finding[] } {
  const report = readTextString(path.basename(file), fs.readFileSync(file, 'utf8'), 'md');
  return { text: report.text, findings: checkReport(report).findings.filter(({ severity }) => severity !== 'note') };
}

const keyOf = ({ rule, quote, message }: Finding): string => `${rule} ${quote} ${message}`;

/** It stands on the wrong place; or on another place of the contradiction and names the wrong one. */
function isOf(text: string, { quote, also }: Wrong, { location, related }: Finding): boolean {
  const own = spanOf(text, quote);
  if (!own) return false;
  const lies = ({ offset, length }: { offset: number; length: number }, span: Span | null): boolean =>
    span !== null && offset < span.end && offset + length > span.start;
  if (lies(location, own)) return true;
  return related.some((place) => lies(place.location, own)) && also.some((other) => lies(location, spanOf(text, other)));
}

/** Where a quotation of the file stands in the text that was read of it: without marks, rows of a table cell by cell. */
function spanOf(text: string, quote: string): Span | null {
  const plain = quote.replace(/\*\*|[*_`]/g, '').replace(/^\s*\|\s*|\s*\|\s*$/g, '');
  for (const wanted of [quote, plain]) {
    const start = text.indexOf(wanted);
    if (start >= 0) return { start, end: start + wanted.length };
  }
  const cells = plain
    .split('|')
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '');
  return cells.length > 1 ? cellsFrom(text, cells) : null;
}

// Cells of a row stand behind each other with little between them.
const BETWEEN = 60;

function cellsFrom(text: string, [first = '', ...others]: readonly string[]): Span | null {
  for (let start = text.indexOf(first); start >= 0; start = text.indexOf(first, start + 1)) {
    let end = start + first.length;
    const is_row = others.every((cell) => {
      const at = text.indexOf(cell, end);
      if (at < 0 || at - end > BETWEEN) return false;
      end = at + cell.length;
      return true;
    });
    if (is_row) return { start, end };
  }
  return null;
}
