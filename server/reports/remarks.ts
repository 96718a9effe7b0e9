// Remarks on a kept report, and why a finding of its check does not hinder the issue.
import { z } from 'zod';
import { DomainError } from '#lib/errors';
import { type Db, exec, loadSql, many, one } from '#lib/sql';
import { findingsOfMoved, movedBelow } from './consolidate-moved.ts';
import type { Content } from './content.ts';
import { linesOf, type Quoted, quoted, quotePlace } from './remark-quotes.ts';
import { type State, stateAfter } from './states.ts';
import { auditReport, type By, eventsOf, type Held, held, versionOf } from './stored.ts';

const sql = loadSql(import.meta.url, ['insert_remark', 'remarks', 'close_remark', 'put_explanation', 'explanations']);

export const RemarkShown = z.object({
  id: z.number(),
  version: z.number(),
  place: z.string(),
  words: z.string(),
  at: z.date(),
  by_name: z.string().nullable(),
  answers: z.number().nullable(),
  closed_at: z.date().nullable(),
  /** The words of the block it is on, as they were printed then; null: the whole place. */
  quote: z.string().nullable(),
  /** Where these words stand in the content beside it; null where they were edited since. */
  found: z.object({ line: z.int(), from: z.int(), to: z.int() }).nullable(),
});

const RemarkRow = RemarkShown.omit({ found: true }).extend({
  quote_of: z.string().nullable(),
  quote_before: z.string().nullable(),
  quote_after: z.string().nullable(),
  occurrence: z.number().nullable(),
});

function quotedIn({ quote, quote_of, quote_before, quote_after, occurrence }: z.infer<typeof RemarkRow>): Quoted | null {
  if (quote === null || quote_of === null || quote_before === null || quote_after === null || occurrence === null) return null;
  return { quote, quote_of, quote_before, quote_after, occurrence };
}

/** @param content where the words they quote are looked for */
export async function remarksOf(db: Db, report: Held, content: Content): Promise<z.infer<typeof RemarkShown>[]> {
  const ask = { tenant: report.tenant, report_id: report.id, newest: report.newest };
  return (await many(db, sql.remarks, ask, RemarkRow)).map((row) => {
    const { quote_of: _, quote_before: __, quote_after: ___, occurrence: ____, ...shown } = row;
    const words = quotedIn(row);
    return { ...shown, found: words && quotePlace(linesOf(content, row.place) ?? [], words) };
  });
}

/** Some words of a block, and which of their places in it, from 1. */
export type QuoteAsked = { text: string; occurrence: number };
const NO_QUOTE = { quote: null, quote_of: null, quote_before: null, quote_after: null, occurrence: null };

/**
 * A remark on a figure, a block, some words of a block or the whole, or the answer to one.
 * @throws reports.not_found, reports.no_such_place, reports.quote_not_there
 */
export async function remark(
  db: Db,
  id: number,
  said: { place: string; words: string; answers: number | null; quote?: QuoteAsked | null },
  by: By,
): Promise<{ id: number }> {
  const report = await held(db, id, by.scope);
  const { version, content } = await versionOf(db, report);
  const lines = linesOf(content, said.place);
  const known = await remarksOf(db, report, content);
  const is_place = said.place === 'report' || said.place in content.figures || lines !== null;
  if (!is_place || (said.answers !== null && !known.some((one) => one.id === said.answers)))
    throw new DomainError('reports.no_such_place', 422, { place: said.place });
  const words = said.quote ? quoted(lines ?? [], said.quote.text, said.quote.occurrence) : NO_QUOTE;
  if (!words) throw new DomainError('reports.quote_not_there', 422, { quote: said.quote?.text ?? '' });
  const key = { tenant: report.tenant, report_id: report.id, version, now: by.now, by: by.actor.user_id };
  const { place, words: text, answers } = said;
  const made = await one(db, sql.insert_remark, { ...key, place, words: text, answers, ...words }, z.object({ id: z.number() }));
  await auditReport(db, report, by, 'reports.remark', { place, answers, quote: words.quote });
  return made;
}

/** @throws reports.not_found, reports.no_such_place */
export async function closeRemark(db: Db, id: number, remark_id: number, by: By): Promise<void> {
  const report = await held(db, id, by.scope);
  const done = await exec(db, sql.close_remark, { tenant: report.tenant, report_id: report.id, id: remark_id, now: by.now });
  if (done === 0) throw new DomainError('reports.no_such_place', 404, { place: String(remark_id) });
  await auditReport(db, report, by, 'reports.close_remark', { remark: remark_id });
}

const Said = z.object({ words: z.string(), at: z.date(), by_name: z.string().nullable() });
/** `before`: what was said of the same finding before it was bettered, newest first. */
export const ExplanationShown = Said.extend({ finding: z.string(), before: z.array(Said) });

/** The explanation that holds for each finding, with those it bettered. */
export async function explanationsOf(db: Db, report: Held): Promise<z.infer<typeof ExplanationShown>[]> {
  const Row = Said.extend({ finding: z.string() });
  const rows = await many(db, sql.explanations, { tenant: report.tenant, report_id: report.id }, Row);
  return [...Map.groupBy(rows, ({ finding }) => finding).values()].map(([newest, ...before]) => ({
    ...(newest as z.infer<typeof Row>),
    before: before.map(({ words, at, by_name }) => ({ words, at, by_name })),
  }));
}

/** What an approver reads stays as he read it: from there a report is returned first. */
const MAY_EXPLAIN: readonly State[] = ['draft', 'returned', 'recalled', 'submitted'];
const LEAST_WORDS = 3;
const LEAST_LETTERS = 8;

/** A reason says something: three different words at least. */
export function isReason(words: string): boolean {
  const different = new Set(words.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? []);
  return different.size >= LEAST_WORDS && [...different].join('').length >= LEAST_LETTERS;
}

/**
 * Why a finding does not hinder the report, over the name of the one who says so; said again, it betters what was said.
 * @throws reports.not_found, reports.explanation_closed, reports.explanation_says_nothing, reports.no_such_finding
 */
export async function explain(db: Db, id: number, said: { finding: string; words: string }, by: By): Promise<void> {
  const report = await held(db, id, by.scope, true);
  const last = (await eventsOf(db, report)).at(-1);
  const state = last ? stateAfter(last.kind) : 'draft';
  if (!MAY_EXPLAIN.includes(state)) throw new DomainError('reports.explanation_closed', 409, { state });
  if (!isReason(said.words)) throw new DomainError('reports.explanation_says_nothing', 422, { words: LEAST_WORDS });
  const version = await versionOf(db, report);
  const findings = [...(version.findings ?? []), ...findingsOfMoved(await movedBelow(db, report, version))];
  if (!findings.some((one) => one.id === said.finding))
    throw new DomainError('reports.no_such_finding', 404, { finding: said.finding });
  await exec(db, sql.put_explanation, {
    tenant: report.tenant,
    report_id: report.id,
    ...said,
    now: by.now,
    by: by.actor.user_id,
  });
  await auditReport(db, report, by, 'reports.explain', said);
}
