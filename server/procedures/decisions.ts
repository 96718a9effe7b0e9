// Decisions that announce, amend, replace and abolish procedures: one document, many procedures, each from its day.
import { z } from 'zod';
import { record } from '#audit';
import type { Day } from '#lib/day';
import { DomainError, translating } from '#lib/errors';
import type { Actor } from '#lib/route';
import { type Db, exec, loadSql, many, maybeOne, one } from '#lib/sql';
import { plain } from '#lib/text';
import { Content } from './pack.ts';
import { insertVersion, nationalCode, procedureOn } from './procedures.ts';

const sql = loadSql(import.meta.url, [
  'insert_decision',
  'insert_item',
  'decisions',
  'count_decisions',
  'decision',
  'items',
  'decisions_of_procedure',
  'end_on',
  'later_versions',
]);

export const DECISION_KINDS = ['announce', 'amend', 'replace', 'abolish'] as const;

const code = z.string().trim().max(60);
const Item = z.object({
  kind: z.enum(DECISION_KINDS),
  code,
  /** The procedure that ends where this one begins. */
  replaced_code: code.nullable().default(null),
  effective_on: z.iso.date(),
  /** What the catalogue says from then on; an abolished procedure has none. */
  content: Content.nullable().default(null),
  /** Needed when it is entered after its day. */
  reason: z.string().trim().max(500).nullable().default(null),
});
export const DecisionInput = z.object({
  number: z.string().trim().min(1).max(100),
  signed_on: z.iso.date(),
  issuer: z.string().trim().min(1).max(200),
  title: z.string().trim().min(1).max(1000),
  status: z.enum(['approved', 'to_be_verified']).default('to_be_verified'),
  items: z.array(Item).min(1).max(200),
});
export type DecisionInput = z.output<typeof DecisionInput>;

export type By = { actor: Actor; now: Date; today: Day; request_id?: string };

/**
 * Enters a decision with everything it does, whole or not at all. Dossiers keep the version of their day, also when the decision is entered late.
 * @throws procedures.bad_code, procedures.reason_needed, procedures.content_needed, procedures.already_there, procedures.later_version,
 * procedures.version_exists, procedures.sector_unknown, procedures.decision_exists, procedures.unknown, procedures.not_on_day,
 * procedures.signed_in_the_future
 * Source: Nghị định 63/2010/NĐ-CP on procedure control, amended by 92/2017/NĐ-CP: announcement by decision (to be verified).
 */
export async function enterDecision(
  db: Db,
  input: DecisionInput,
  by: By,
  onItem: (done: number) => Promise<void> = async () => {},
): Promise<number> {
  if (input.signed_on > by.today) throw new DomainError('procedures.signed_in_the_future', 422, { signed_on: input.signed_on });
  const { items, ...document } = input;
  const { id } = await translating(
    { decision_once: { code: 'procedures.decision_exists', data: { number: input.number, issuer: input.issuer } } },
    () =>
      one(
        db,
        sql.insert_decision,
        { ...document, entered_by: by.actor.user_id, entered_at: by.now },
        z.object({ id: z.number() }),
      ),
  );
  for (const [at, item] of items.entries()) {
    const done = await enterItem(db, item, input, by);
    await exec(db, sql.insert_item, {
      decision_id: id,
      ordinal: at + 1,
      kind: item.kind,
      effective_on: item.effective_on,
      reason: item.reason,
      ...done,
    });
    await onItem(at + 1);
  }
  await record(db, {
    at: by.now,
    actor: by.actor,
    request_id: by.request_id ?? null,
    action: 'procedures.enter_decision',
    subject_kind: 'procedures.decision',
    subject_id: id,
    after: {
      ...document,
      items: items.map(({ kind, code, replaced_code, effective_on }) => ({ kind, code, replaced_code, effective_on })),
    },
    reason: items.map((item) => item.reason).find(Boolean) ?? null,
  });
  return id;
}

type Done = { procedure_id: number; replaced_id: number | null; version_id: number | null };

async function enterItem(db: Db, item: DecisionInput['items'][number], document: DecisionInput, by: By): Promise<Done> {
  const { kind, effective_on } = item;
  const national = nationalCode(item.code);
  if (!/^\d\.\d{6}$/.test(national)) throw new DomainError('procedures.bad_code', 422, { code: item.code });
  if (effective_on < by.today && !item.reason)
    throw new DomainError('procedures.reason_needed', 422, { code: national, effective_on, today: by.today });
  if (kind === 'abolish') {
    const ended = await procedureOn(db, national, effective_on);
    await end(db, ended.procedure_id, national, effective_on);
    return { procedure_id: ended.procedure_id, replaced_id: null, version_id: null };
  }
  if (!item.content) throw new DomainError('procedures.content_needed', 422, { code: national, kind });
  const there = await there_on(db, national, effective_on);
  if (kind === 'amend') await procedureOn(db, national, effective_on);
  else if (there) throw new DomainError('procedures.already_there', 409, { code: national, day: effective_on });
  let replaced_id: number | null = null;
  if (kind === 'replace') {
    if (!item.replaced_code) throw new DomainError('procedures.content_needed', 422, { code: national, kind });
    const replaced = await procedureOn(db, item.replaced_code, effective_on);
    await end(db, replaced.procedure_id, replaced.code, effective_on);
    replaced_id = replaced.procedure_id;
  }
  const content = { ...item.content, decision_no: item.content.decision_no ?? document.number };
  if (!(await insertVersion(db, national, effective_on, null, content)))
    throw new DomainError('procedures.version_exists', 409, { code: national, from: effective_on });
  const after = await procedureOn(db, national, effective_on);
  return { procedure_id: after.procedure_id, replaced_id, version_id: after.id };
}

async function there_on(db: Db, national: string, day: Day): Promise<boolean> {
  try {
    await procedureOn(db, national, day);
    return true;
  } catch (error) {
    if (error instanceof DomainError && ['procedures.unknown', 'procedures.not_on_day'].includes(error.code)) return false;
    throw error;
  }
}

async function end(db: Db, procedure_id: number, national: string, on: Day): Promise<void> {
  const { later } = await one(db, sql.later_versions, { procedure_id, on }, z.object({ later: z.number() }));
  if (later > 0) throw new DomainError('procedures.later_version', 409, { code: national, day: on });
  await exec(db, sql.end_on, { procedure_id, on });
}

export const DecisionRow = z.object({
  id: z.number(),
  number: z.string(),
  signed_on: z.string(),
  issuer: z.string(),
  title: z.string(),
  status: z.string(),
  entered_at: z.date(),
  entered_by_name: z.string().nullable(),
  items: z.number(),
  first_effective_on: z.string().nullable(),
});

/** Decisions by number, title or issuer, newest first. */
export async function decisions(
  db: Db,
  { q, page, page_size }: { q?: string | undefined; page: number; page_size: number },
): Promise<{ rows: z.infer<typeof DecisionRow>[]; total: number }> {
  const words = q
    ? plain(q)
        .replace(/[%_\\]/g, ' ')
        .trim()
    : null;
  const { total } = await one(db, sql.count_decisions, { q: words }, z.object({ total: z.number() }));
  return { rows: await many(db, sql.decisions, { q: words, page_size, skipped: (page - 1) * page_size }, DecisionRow), total };
}

export const DecisionItem = z.object({
  ordinal: z.number(),
  kind: z.enum(DECISION_KINDS),
  code: z.string(),
  replaced_code: z.string().nullable(),
  effective_on: z.string(),
  version_id: z.number().nullable(),
  reason: z.string().nullable(),
  name: z.string(),
});
export const DecisionShown = DecisionRow.omit({ items: true, first_effective_on: true }).extend({ items: z.array(DecisionItem) });

/** @throws procedures.decision_not_found */
export async function decisionById(db: Db, id: number): Promise<z.infer<typeof DecisionShown>> {
  const found = await maybeOne(db, sql.decision, { id }, DecisionRow.omit({ items: true, first_effective_on: true }));
  if (!found) throw new DomainError('procedures.decision_not_found', 404, { id });
  return { ...found, items: await many(db, sql.items, { id }, DecisionItem) };
}

export const DecisionOfProcedure = z.object({
  id: z.number(),
  number: z.string(),
  signed_on: z.string(),
  issuer: z.string(),
  title: z.string(),
  kind: z.enum(DECISION_KINDS),
  effective_on: z.string(),
  code: z.string(),
  replaced_code: z.string().nullable(),
});

/** What decisions did to a procedure, also when it was replaced by another. */
export function decisionsOf(db: Db, procedure_id: number): Promise<z.infer<typeof DecisionOfProcedure>[]> {
  return many(db, sql.decisions_of_procedure, { procedure_id }, DecisionOfProcedure);
}
