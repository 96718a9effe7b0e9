import { z } from 'zod';
import { open, store } from '#files';
import { type TaskContext, task } from '#jobs';
import { transaction } from '#lib/db';
import { type Db, exec, loadSql, many, maybeOne, one } from '#lib/sql';
import type { CheckedReport, Finding, Location } from './finding.ts';
import { checkInThread } from './in-thread.ts';
import type { Ledger } from './ledger.ts';
import { around, matchFindings } from './match.ts';
import type { Report } from './report.ts';

const sql = loadSql(import.meta.url, [
  'draft_to_check',
  'lock_draft',
  'keep_checked',
  'keep_unreadable',
  'draft_before',
  'findings_before',
  'insert_findings',
  'carry_verdicts',
  'ledgers',
]);

const ToCheck = z.object({
  id: z.number(),
  document_id: z.number(),
  seq: z.number(),
  file_id: z.number().nullable(),
  raw: z.instanceof(Buffer).nullable(),
  file_name: z.string(),
  state: z.string(),
});

export const LedgerRow = z.object({ rule: z.string(), confirmed: z.number(), explained: z.number(), false_alarms: z.number() });

/** What officers said of each rule's findings, in the whole product. */
export async function ledgers(db: Db): Promise<Record<string, Ledger>> {
  const rows = await many(db, sql.ledgers, {}, LedgerRow);
  return Object.fromEntries(rows.map(({ rule, ...ledger }) => [rule, ledger]));
}

/** Reads and checks one draft and keeps what was found; run again after a stop it does nothing that is done. */
export const checkTask = task({
  kind: 'checks.check',
  title: 'Kiểm tra báo cáo',
  input: z.object({ draft_id: z.number() }),
  max_attempts: 2,
  run: async (context, { draft_id }) => {
    const draft = await transaction(context.pool, 'read', (db) => one(db, sql.draft_to_check, { id: draft_id }, ToCheck));
    if (draft.state !== 'waiting') return { draft_id };
    await context.progress(0, 3, 'Đang mở tệp');
    const { bytes, known } = await transaction(context.pool, 'read', async (db) => ({
      bytes: draft.raw ?? (await open(db, store(), draft.file_id as number, { unit_ids: null })).bytes,
      known: await ledgers(db),
    }));
    await context.progress(1, 3, 'Đang đọc và rà soát');
    const answer = await withStop(context, (signal) => checkInThread({ file: draft.file_name, bytes, ledgers: known }, signal));
    await context.progress(2, 3, 'Đang ghi kết quả');
    await transaction(context.pool, 'write', async (db) => {
      const locked = await one(db, sql.lock_draft, { id: draft_id }, z.object({ state: z.string() }));
      if (locked.state !== 'waiting') return;
      if ('reason' in answer) await exec(db, sql.keep_unreadable, { id: draft_id, reason: answer.reason, now: context.now() });
      else await keepChecked(db, draft, answer.report, answer.checked, context.now());
    });
    await context.progress(3, 3);
    return { draft_id };
  },
});

// While the thread works nothing else asks whether somebody wants it to stop.
async function withStop<T>(context: TaskContext, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const timer = setInterval(() => context.progress(1, 3, 'Đang đọc và rà soát').catch((error) => stop.abort(error)), 1000);
  try {
    return await work(AbortSignal.any([context.signal, stop.signal]));
  } finally {
    clearInterval(timer);
  }
}

type DraftToCheck = z.infer<typeof ToCheck>;

async function keepChecked(db: Db, draft: DraftToCheck, report: Report, checked: CheckedReport, now: Date): Promise<void> {
  const { findings, claims, rules, unchecked } = checked;
  await exec(db, sql.keep_checked, { id: draft.id, report: json(report), result: json({ claims, rules, unchecked }), now });
  const earlier = await earlierOf(db, draft, report, findings);
  const rows = findings.map((finding, ordinal) => ({
    ordinal,
    rule: finding.rule,
    rule_version: rules[finding.rule]?.version ?? 1,
    severity: finding.severity,
    message: finding.message,
    quote: finding.quote,
    place: finding.location,
    numbers: finding.numbers,
    expected: finding.expected ?? null,
    related: finding.related,
    earlier_id: earlier[ordinal] ?? null,
  }));
  await exec(db, sql.insert_findings, { draft_id: draft.id, findings: json(rows) });
  await exec(db, sql.carry_verdicts, { draft_id: draft.id });
}

const Before = z.object({ id: z.number(), report: z.object({ text: z.string() }) });
const FindingBefore = z.object({ id: z.number(), rule: z.string(), quote: z.string(), place: z.custom<Location>() });

/** For each finding, the same one in the draft before, if there is one. */
async function earlierOf(db: Db, draft: DraftToCheck, report: Report, findings: readonly Finding[]): Promise<(number | null)[]> {
  const before = await maybeOne(db, sql.draft_before, { document_id: draft.document_id, seq: draft.seq }, Before);
  if (!before) return [];
  const old = await many(db, sql.findings_before, { draft_id: before.id }, FindingBefore);
  const known = (text: string, rule: string, quote: string, { offset, length }: Location) => ({
    rule,
    quote,
    around: around(text, offset, length),
  });
  const matches = matchFindings(
    old.map(({ rule, quote, place }) => known(before.report.text, rule, quote, place)),
    findings.map(({ rule, quote, location }) => known(report.text, rule, quote, location)),
  );
  return matches.map((index) => (index === null ? null : (old[index]?.id ?? null)));
}

// PostgreSQL keeps no NUL and no half of an emoji.
function json(value: unknown): string {
  return JSON.stringify(value, (_key, one) => (typeof one === 'string' ? one.toWellFormed().replaceAll('\u0000', '') : one));
}
