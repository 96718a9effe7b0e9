// Reports below that changed between the consolidation and the issue: the superior consolidates anew, or says over a name why its report goes out.
import { createHash } from 'node:crypto';
import { DomainError } from '#lib/errors';
import { type Db, loadSql, many } from '#lib/sql';
import { consolidationOf, type Included, includedIn } from './consolidate.ts';
import type { UnitReport } from './consolidate-units.ts';
import { submittedTo } from './pull.ts';
import { type FindingShown, Held, type Version } from './stored.ts';

const sql = loadSql(import.meta.url, ['hold_below']);

const WHAT = {
  sent_back: 'không còn hiệu lực (bị trả lại hoặc đang sửa lại)',
  recalled: 'đã bị thu hồi',
  issued_anew: 'đã ban hành lại',
  arrived: 'mới được gửi',
} as const;
type What = keyof typeof WHAT;
const WHAT_EN: Record<What, string> = {
  sent_back: 'no longer holds (sent back, or being written anew)',
  recalled: 'was recalled',
  issued_anew: 'was issued anew',
  arrived: 'has just arrived',
};

export type MovedBelow = { unit: string; report_id: number; what: What; finding: string };

const RULE = 'TH';

function whatOf({ issue, state }: UnitReport, taken: Included | undefined): What | null {
  if (!taken) return issue ? 'arrived' : null;
  if (issue) return issue.version === taken.of_version ? null : 'issued_anew';
  return state === 'recalled' ? 'recalled' : 'sent_back';
}

/** Of the reports below those that are others than the ones that were consolidated. Pure. */
export function movedAmong(reports: readonly UnitReport[], included: readonly Included[]): MovedBelow[] {
  const taken = new Map(included.map((one) => [one.of_report_id, one]));
  return reports.flatMap((one) => {
    const what = one.report && whatOf(one, taken.get(one.report.id));
    if (!one.report || !what) return [];
    const version = one.issue?.version ?? taken.get(one.report.id)?.of_version ?? 0;
    const key = `moved|${one.report.id}|${what}|${version}`;
    const finding = createHash('sha256').update(key).digest('hex').slice(0, 24);
    return [{ unit: one.unit.name, report_id: one.report.id, what, finding }];
  });
}

/** What changed below since this version was consolidated; nothing of a report that consolidates none. */
export async function movedBelow(db: Db, report: Held, { version, made_at }: Version): Promise<MovedBelow[]> {
  if (!(await consolidationOf(db, report))) return [];
  return movedAmong(await submittedTo(db, report, { now: made_at }), await includedIn(db, report, version));
}

/** The same as findings: errors, mended by consolidating anew, or explained. */
export function findingsOfMoved(moved: readonly MovedBelow[]): FindingShown[] {
  return moved.map(({ unit, what, finding }) => ({
    id: finding,
    rule: RULE,
    severity: 'error',
    message: `Báo cáo của ${unit} ${WHAT[what]} sau khi tổng hợp: tổng hợp lại, hoặc giải trình.`,
    message_en: `The report of ${unit} ${WHAT_EN[what]} after the consolidation: consolidate anew, or explain.`,
    quote: '',
  }));
}

type Explanation = { finding: string; words: string; by_name: string | null };

/** @throws reports.below_moved with the units whose change nobody explained */
export async function refuseMovedBelow(
  db: Db,
  report: Held,
  version: Version,
  explanations: readonly Explanation[],
): Promise<MovedBelow[]> {
  const moved = await movedBelow(db, report, version);
  const said = new Set(explanations.map(({ finding }) => finding));
  const open = moved.filter(({ finding }) => !said.has(finding));
  if (open.length > 0)
    throw new DomainError('reports.below_moved', 409, { count: open.length, units: open.map(({ unit }) => unit).join(', ') });
  return moved;
}

/**
 * The same at issue, with the reports that were taken held still until the transaction is over.
 * @returns what was explained instead of consolidated anew, for the history; null: nothing changed
 * @throws reports.below_moved
 */
export async function holdBelow(
  db: Db,
  report: Held,
  version: Version,
  explanations: readonly Explanation[],
): Promise<string | null> {
  const included = await includedIn(db, report, version.version);
  if (included.length === 0) return null;
  const ask = { tenants: included.map(({ of_tenant }) => of_tenant), reports: included.map(({ of_report_id }) => of_report_id) };
  await many(db, sql.hold_below, ask, Held.pick({ id: true }));
  const moved = await refuseMovedBelow(db, report, version, explanations);
  if (moved.length === 0) return null;
  const said = new Map(explanations.map((one) => [one.finding, one]));
  const lines = moved.map(({ unit, what, finding }) => {
    const { words, by_name } = said.get(finding) as Explanation;
    return `Báo cáo của ${unit} ${WHAT[what]} sau khi tổng hợp. Giải trình${by_name ? ` của ${by_name}` : ''}: ${words}`;
  });
  return lines.join('\n');
}
