// Remarks on a kept report, and why a finding of its check does not hinder the issue.
import { z } from 'zod';
import { DomainError } from '#lib/errors';
import { type Db, exec, loadSql, many, one } from '#lib/sql';
import { auditReport, type By, type Held, held, versionOf } from './stored.ts';

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
});

export function remarksOf(db: Db, report: Held): Promise<z.infer<typeof RemarkShown>[]> {
  return many(db, sql.remarks, { tenant: report.tenant, report_id: report.id, newest: report.newest }, RemarkShown);
}

/** A remark on a figure, a block or the whole, or the answer to one. @throws reports.not_found, reports.no_such_place */
export async function remark(
  db: Db,
  id: number,
  said: { place: string; words: string; answers: number | null },
  by: By,
): Promise<{ id: number }> {
  const report = await held(db, id, by.scope);
  const { version, content } = await versionOf(db, report);
  const keys = content.sections.flatMap(({ blocks }) => blocks.map(({ key }) => key));
  const known = await remarksOf(db, report);
  const is_place = said.place === 'report' || said.place in content.figures || keys.includes(said.place);
  if (!is_place || (said.answers !== null && !known.some((one) => one.id === said.answers)))
    throw new DomainError('reports.no_such_place', 422, { place: said.place });
  const key = { tenant: report.tenant, report_id: report.id, version, now: by.now, by: by.actor.user_id };
  const made = await one(db, sql.insert_remark, { ...key, ...said }, z.object({ id: z.number() }));
  await auditReport(db, report, by, 'reports.remark', { place: said.place, answers: said.answers });
  return made;
}

/** @throws reports.not_found, reports.no_such_place */
export async function closeRemark(db: Db, id: number, remark_id: number, by: By): Promise<void> {
  const report = await held(db, id, by.scope);
  const done = await exec(db, sql.close_remark, { tenant: report.tenant, report_id: report.id, id: remark_id, now: by.now });
  if (done === 0) throw new DomainError('reports.no_such_place', 404, { place: String(remark_id) });
  await auditReport(db, report, by, 'reports.close_remark', { remark: remark_id });
}

export const ExplanationShown = z.object({
  finding: z.string(),
  words: z.string(),
  at: z.date(),
  by_name: z.string().nullable(),
});

export function explanationsOf(db: Db, report: Held): Promise<z.infer<typeof ExplanationShown>[]> {
  return many(db, sql.explanations, { tenant: report.tenant, report_id: report.id }, ExplanationShown);
}

/** Why a finding does not hinder the issue, over the name of the one who says so. @throws reports.not_found, reports.no_such_finding */
export async function explain(db: Db, id: number, said: { finding: string; words: string }, by: By): Promise<void> {
  const report = await held(db, id, by.scope, true);
  const { findings } = await versionOf(db, report);
  if (!findings?.some((one) => one.id === said.finding))
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
