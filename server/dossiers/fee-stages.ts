// What a dossier owes at each stage: the fees the catalogue lists for it, what was asked for besides, what was paid, let off and given back.
// Every amount in đồng.
import { z } from 'zod';
import { type Db, loadSql, many, one } from '#lib/sql';
import { FEE_STAGES } from './event.ts';

const sql = loadSql(import.meta.url, ['listed_fees', 'account_of', 'moved']);

const Stage = z.enum(FEE_STAGES);

const ListedFee = z.object({
  name: z.string(),
  kind: z.enum(['fee', 'charge']),
  stage: Stage,
  /** Null: no one number; `amount_text` says how it is reckoned. */
  amount_vnd: z.number().nullable(),
  amount_text: z.string().nullable(),
  exempt: z.string().nullable(),
});
type ListedFee = z.output<typeof ListedFee>;

const Moved = z.object({ stage: Stage, kind: z.enum(['collected', 'waived', 'refunded']), amount_vnd: z.coerce.number() });
type Moved = z.output<typeof Moved>;

const StageShown = z.object({
  stage: Stage,
  /** By the catalogue, or asked for besides (at the stage of supplements). */
  owed_vnd: z.number(),
  /** Collected, less what was given back. */
  paid_vnd: z.number(),
  waived_vnd: z.number(),
  /** Still to be paid at this stage; what was paid too early at another one counts. */
  left_vnd: z.number(),
});
export const FeeStages = z.object({ items: z.array(ListedFee), stages: z.array(StageShown), left_vnd: z.number() });
export type FeeStages = z.output<typeof FeeStages>;

/** Fees of a dossier by stage, with the lines of the catalogue of its day. */
export async function feeStages(db: Db, tenant: number, dossier_id: number): Promise<FeeStages> {
  const Account = z.object({ procedure_version_id: z.number(), fee_due_vnd: z.number(), fee_vnd: z.number() });
  const account = await one(db, sql.account_of, { tenant, dossier_id }, Account);
  const items = await listedFees(db, account.procedure_version_id);
  const moved = await many(db, sql.moved, { tenant, dossier_id }, Moved);
  return { items, ...stagesOf(items, account, moved) };
}

export function listedFees(db: Db, version_id: number): Promise<ListedFee[]> {
  return many(db, sql.listed_fees, { version_id }, ListedFee);
}

/**
 * What is owed, paid and left at each stage. The lefts add up to what is left in all.
 * @param account.fee_vnd the procedure's fee in all; it is owed at reception where the catalogue lists no single fees
 * @param account.fee_due_vnd what the applicant owes in all, without what was waived
 */
export function stagesOf(
  items: readonly Pick<ListedFee, 'stage' | 'amount_vnd'>[],
  { fee_vnd, fee_due_vnd }: { fee_vnd: number; fee_due_vnd: number },
  moved: readonly Moved[],
): Pick<FeeStages, 'stages' | 'left_vnd'> {
  const sum = (rows: readonly { amount_vnd: number | null }[]) => rows.reduce((total, row) => total + (row.amount_vnd ?? 0), 0);
  const waived_in_all = sum(moved.filter((row) => row.kind === 'waived'));
  const listed = new Map(FEE_STAGES.map((stage) => [stage, sum(items.filter((item) => item.stage === stage))]));
  if (items.length === 0) listed.set('reception', fee_vnd);
  const listed_in_all = [...listed.values()].reduce((total, amount) => total + amount, 0);
  const besides = Math.max(0, fee_due_vnd + waived_in_all - listed_in_all);
  listed.set('supplement', (listed.get('supplement') ?? 0) + besides);
  const rows = FEE_STAGES.map((stage) => {
    const of = (kind: Moved['kind']) => sum(moved.filter((row) => row.stage === stage && row.kind === kind));
    const owed_vnd = listed.get(stage) ?? 0;
    const covered = of('collected') - of('refunded') + of('waived');
    return { stage, owed_vnd, paid_vnd: of('collected') - of('refunded'), waived_vnd: of('waived'), open: owed_vnd - covered };
  });
  // Paid too early, or given back at another stage than it was paid at: the stages settle among each other, the first first.
  let surplus = rows.reduce((total, row) => total + Math.max(0, -row.open), 0);
  const stages = rows.map(({ open, ...row }) => {
    const taken = Math.min(surplus, Math.max(0, open));
    surplus -= taken;
    return { ...row, left_vnd: Math.max(0, open) - taken };
  });
  return { stages, left_vnd: stages.reduce((total, row) => total + row.left_vnd, 0) };
}
