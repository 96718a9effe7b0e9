import { z } from 'zod';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many, maybeOne, one } from '#lib/sql';
import type { CheckedReport, Claims } from './finding.ts';
import { ledgers } from './jobs.ts';
import { VERDICTS } from './judge.ts';
import { severityAfter } from './ledger.ts';
import { UNREADABLE, type UnreadableReason } from './read/unreadable.ts';
import type { Report } from './report.ts';
import { RULES } from './rules.ts';

const sql = loadSql(import.meta.url, ['document_in_reach', 'drafts_of', 'draft_text', 'findings_of']);

export const Draft = z.object({
  id: z.number(),
  seq: z.number(),
  file_name: z.string(),
  size_bytes: z.number(),
  state: z.enum(['waiting', 'checked', 'unreadable']),
  /** Vietnamese: why it could not be read, and what to do. */
  unreadable: z.string().nullable(),
  uploaded_at: z.date(),
  uploaded_by_name: z.string(),
  checked_at: z.date().nullable(),
  errors: z.number(),
  warnings: z.number(),
  notes: z.number(),
  open_findings: z.number(),
  job: z
    .object({
      id: z.number(),
      state: z.string(),
      steps_done: z.number(),
      steps_total: z.number().nullable(),
      message: z.string().nullable(),
      is_own: z.boolean(),
    })
    .nullable(),
});

const DraftRow = Draft.omit({ unreadable: true, job: true }).extend({
  unreadable_reason: z.string().nullable(),
  job_id: z.number().nullable(),
  job_state: z.string().nullable(),
  steps_done: z.number().nullable(),
  steps_total: z.number().nullable(),
  job_message: z.string().nullable(),
  job_owner: z.number().nullable(),
});

const Place = z.object({
  offset: z.number(),
  length: z.number(),
  line: z.number().optional(),
  paragraph: z.number().optional(),
  page: z.number().optional(),
  sheet: z.string().optional(),
  table: z.number().optional(),
  row: z.number().optional(),
  column: z.number().optional(),
});
const Numbers = z.array(z.object({ text: z.string(), value: z.string(), unit: z.string().optional() }));
const RelatedPlaces = z.array(z.object({ location: Place, quote: z.string(), message: z.string().optional() }));

export const Finding = z.object({
  id: z.number(),
  ordinal: z.number(),
  rule: z.string(),
  rule_version: z.number(),
  severity: z.enum(['error', 'warning', 'note']),
  message: z.string(),
  quote: z.string(),
  place: Place,
  numbers: Numbers,
  expected: z.string().nullable(),
  related: RelatedPlaces,
  earlier_id: z.number().nullable(),
  verdict: z.enum(VERDICTS).nullable(),
  verdict_note: z.string().nullable(),
  verdict_at: z.date().nullable(),
  verdict_by: z.string().nullable(),
  is_carried: z.boolean(),
});

// ---- the text, as blocks

const BlockCell = z.object({
  row: z.number(),
  column: z.number(),
  row_span: z.number(),
  column_span: z.number(),
  text: z.string(),
  offset: z.number(),
  is_header: z.boolean(),
  is_hidden: z.boolean().optional(),
});
const BlockPlace = z.object({
  line: z.number().optional(),
  paragraph: z.number().optional(),
  page: z.number().optional(),
  sheet: z.string().optional(),
});
export const TextBlock = z.object({
  kind: z.enum(['paragraph', 'heading', 'list_item', 'footnote', 'table']),
  text: z.string(),
  offset: z.number(),
  place: BlockPlace,
  numbering: z.object({ label: z.string(), level: z.number() }).optional(),
  level: z.number().optional(),
  /** Printed number of a footnote. */
  label: z.string().optional(),
  index: z.number().optional(),
  header_rows: z.number().optional(),
  cells: z.array(BlockCell).optional(),
});

const Claim: z.ZodType<Claims> = z.object({ seen: z.number(), bound: z.number(), checked: z.number() });

export const Document = z.object({
  id: z.number(),
  title: z.string(),
  unit_code: z.string(),
  unit_name: z.string(),
  created_at: z.date(),
  created_by_name: z.string(),
  /** The newest first. */
  drafts: z.array(Draft),
  /** The draft that is shown. */
  draft: Draft,
  text: z.object({ format: z.enum(['docx', 'pdf', 'xlsx', 'md', 'txt']), blocks: z.array(TextBlock) }).nullable(),
  claims: Claim.nullable(),
  unchecked: z.array(z.object({ rule: z.string(), reason: z.string(), location: Place, quote: z.string() })),
  findings: z.array(Finding),
  /** Title of each rule that found something. */
  rules: z.record(z.string(), z.string()),
  /** Of those, the ones that officers' verdicts have lowered since: the level each had as it is written. */
  lowered: z.record(z.string(), z.enum(['error', 'warning', 'note'])),
});

const DocumentRow = Document.pick({
  id: true,
  title: true,
  unit_code: true,
  unit_name: true,
  created_at: true,
  created_by_name: true,
}).extend({
  tenant: z.number(),
  unit_id: z.number(),
});
const TextRow = z.object({
  id: z.number(),
  report: z.custom<Report>().nullable(),
  result: z.custom<Pick<CheckedReport, 'claims' | 'unchecked' | 'rules'>>().nullable(),
});

/** @throws checks.not_found, also when it lies outside `scope` */
export async function documentInReach(db: Db, id: number, scope: Scope): Promise<z.infer<typeof DocumentRow>> {
  const row = await maybeOne(db, sql.document_in_reach, { id, scope: scope.unit_ids }, DocumentRow);
  if (!row) throw new DomainError('checks.not_found', 404, { id });
  return row;
}

/**
 * A document with its drafts, and one of them (the newest unless told) with its text and findings.
 * @throws checks.not_found
 */
export async function documentById(
  db: Db,
  asked: { id: number; seq?: number | undefined },
  by: { scope: Scope; account_id: number | null },
): Promise<z.infer<typeof Document>> {
  const { tenant: _tenant, unit_id: _unit_id, ...row } = await documentInReach(db, asked.id, by.scope);
  const drafts = await draftsOf(db, asked.id, by.account_id);
  const draft = asked.seq === undefined ? drafts[0] : drafts.find(({ seq }) => seq === asked.seq);
  if (!draft) throw new DomainError('checks.not_found', 404, { id: asked.id, seq: asked.seq ?? null });
  const { report, result } = await one(db, sql.draft_text, { id: draft.id, document_id: asked.id }, TextRow);
  const findings = await many(db, sql.findings_of, { draft_id: draft.id }, Finding);
  const found = new Set(findings.map(({ rule }) => rule));
  const rules = Object.fromEntries(RULES.filter(({ id }) => found.has(id)).map(({ id, title }) => [id, title]));
  const known = await ledgers(db);
  const lowered = Object.fromEntries(
    RULES.filter(({ id, severity }) => found.has(id) && severityAfter(severity, known[id]) !== severity).map(
      ({ id, severity }) => [id, severity],
    ),
  );
  const text = report && { format: report.format, blocks: z.array(TextBlock).parse(report.blocks) };
  const { claims = null, unchecked = [] } = result ?? {};
  return { ...row, drafts, draft, text, claims, unchecked, findings, rules, lowered };
}

async function draftsOf(db: Db, document_id: number, account_id: number | null): Promise<z.infer<typeof Draft>[]> {
  const rows = await many(db, sql.drafts_of, { document_id }, DraftRow);
  return rows.map(({ unreadable_reason, job_id, job_state, steps_done, steps_total, job_message, job_owner, ...draft }) => ({
    ...draft,
    unreadable: unreadable_reason === null ? null : (UNREADABLE[unreadable_reason as UnreadableReason] ?? UNREADABLE.not_text),
    job:
      job_id === null || job_state === null
        ? null
        : {
            id: job_id,
            state: job_state,
            steps_done: steps_done ?? 0,
            steps_total,
            message: job_message,
            is_own: account_id !== null && job_owner === account_id,
          },
  }));
}

export const Comparison = z.object({
  from: Draft,
  to: Draft,
  /** In the earlier draft, gone in the later one. */
  mended: z.array(Finding),
  remaining: z.array(Finding),
  added: z.array(Finding),
});

/**
 * What was mended between two drafts, what is still there and what came anew. The later draft may be any number of drafts after the earlier.
 * @throws checks.not_found
 */
export async function compare(
  db: Db,
  asked: { id: number; from: number; to: number },
  by: { scope: Scope; account_id: number | null },
): Promise<z.infer<typeof Comparison>> {
  const { drafts } = await documentById(db, { id: asked.id }, by);
  const [from, to] = [asked.from, asked.to].sort((a, b) => a - b).map((seq) => drafts.find((draft) => draft.seq === seq));
  if (!from || !to) throw new DomainError('checks.not_found', 404, { id: asked.id });
  const between = drafts
    .filter(({ seq, state }) => seq >= from.seq && seq <= to.seq && state === 'checked')
    .sort((a, b) => a.seq - b.seq);
  const lists = await findingsOf(
    db,
    between.map(({ id }) => id),
  );
  const before = lists[0] ?? [];
  const after = between.length > 1 ? (lists.at(-1) ?? []) : before;
  // Followed back from draft to draft to the earliest of them.
  const by_id = new Map(lists.flat().map((finding) => [finding.id, finding]));
  const first_of = (finding: z.infer<typeof Finding>): number => {
    let at = finding;
    for (let next = by_id.get(at.earlier_id ?? -1); next; next = by_id.get(at.earlier_id ?? -1)) at = next;
    return at.id;
  };
  const old = new Set(before.map(({ id }) => id));
  const still = new Map(after.map((finding) => [first_of(finding), finding]));
  return {
    from,
    to,
    mended: before.filter(({ id }) => !still.has(id)),
    remaining: after.filter((finding) => old.has(first_of(finding))),
    added: after.filter((finding) => !old.has(first_of(finding))),
  };
}

async function findingsOf(db: Db, draft_ids: readonly number[]): Promise<z.infer<typeof Finding>[][]> {
  const lists: z.infer<typeof Finding>[][] = [];
  for (const draft_id of draft_ids) lists.push(await many(db, sql.findings_of, { draft_id }, Finding));
  return lists;
}

/**
 * What was kept of a draft, as the checker said it; what officers called a false alarm is left out.
 * @throws checks.not_checked
 */
export async function keptFindings(
  db: Db,
  draft: { id: number; document_id: number; file_name: string },
): Promise<CheckedReport> {
  const { result } = await one(db, sql.draft_text, { id: draft.id, document_id: draft.document_id }, TextRow);
  if (result === null) throw new DomainError('checks.not_checked', 409, { id: draft.id });
  const rows = await many(db, sql.findings_of, { draft_id: draft.id }, Finding);
  const findings = rows
    .filter(({ verdict }) => verdict !== 'false_alarm')
    .map(({ rule, severity, message, place, quote, numbers, expected, related }) => ({
      rule,
      severity,
      message,
      file: draft.file_name,
      location: place,
      quote,
      numbers,
      ...(expected !== null && { expected }),
      related,
    }));
  return {
    file: draft.file_name,
    claims: result.claims,
    rules: result.rules,
    unchecked: result.unchecked,
    findings: findings as CheckedReport['findings'],
  };
}
