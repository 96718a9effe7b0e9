// The way through the house: accepted or rejected, handed over, taken up, decided, given back.
import { z } from 'zod';
import { calendarOn } from '#calendar';
import { vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import { type Db, loadSql, maybeOne } from '#lib/sql';
import { unitById, unitOn } from '#org';
import { procedureOn, versionById } from '#procedures';
import { action, optional, reason, type Situation } from './action.ts';
import { dueOf, limitOf } from './due.ts';
import type { Due, EventData } from './event.ts';
import { lifeRuleFor } from './life-rules.ts';
import type { EventKind } from './status.ts';

const sql = loadSql(import.meta.url, ['officer']);

const HandOver = z.object({
  to_unit: z.string().max(60).optional(),
  to_account_id: z.int().positive().nullable().default(null),
  note: optional,
});
const Decision = z
  .object({
    outcome: z.enum(['granted', 'refused']),
    /** The reason, when it is refused. */
    note: optional,
    result_name: optional,
    /** National code: 0 original, 1 copy, 2 electronic. */
    result_form: z.union([z.literal(0), z.literal(1), z.literal(2)]).default(0),
  })
  // A refusal is a paper that says why (the measures count it as resolved on that ground); the article that asks for it: to be verified.
  .refine(({ outcome, note }) => outcome === 'granted' || note !== null, {
    path: ['note'],
    message: 'a refusal needs its reason',
  });

export const DESK = {
  accept: action({
    event: 'received',
    permission: 'dossiers.receive',
    data: z.object({}),
    says: (db, _, situation) => accepted(db, situation),
  }),
  reject: action({ event: 'rejected_at_intake', permission: 'dossiers.receive', data: z.object({ reason }) }),
  hand_over: action({
    event: 'handed_over',
    permission: 'dossiers.process',
    by_holder: true,
    data: HandOver,
    says: handedOver,
  }),
  take_up: action({
    event: 'taken_up',
    permission: 'dossiers.process',
    by_holder: true,
    data: z.object({}),
    says: (_db, data, { dossier, events, by }) => {
      if (dossier.step_code === null && hasTaken(dossier.holder_id, events, by.actor.user_id))
        throw new DomainError('dossiers.taken_already', 409, { id: dossier.id });
      return data;
    },
  }),
  decide: action({ event: 'decided', permission: 'dossiers.decide', by_holder: true, data: Decision, says: decided }),
  deliver: action({
    event: 'delivered',
    permission: 'dossiers.return',
    data: z.object({
      to_name: z.string().trim().min(1).max(200),
      channel: z.union([z.literal(1), z.literal(2), z.literal(3)]).default(1),
    }),
    says: delivered,
  }),
};

const GIVES_IT: readonly EventKind[] = ['handed_over', 'taken_up', 'assigned', 'step_done', 'step_returned', 'reopened'];

/** Whoever took a dossier up and still has it need not take it up again; what was handed to somebody waits for their taking it up. */
export function hasTaken(holder_id: number | null, events: readonly { kind: string }[], account_id: number | null): boolean {
  const last = events.findLast((event) => GIVES_IT.some((kind) => kind === event.kind));
  return holder_id !== null && holder_id === account_id && last?.kind === 'taken_up';
}

/** The procedure may have a new version since the filing: the one of the day of reception counts. */
async function accepted(db: Db, { dossier, at }: Situation): Promise<{ procedure_version_id: number; due: Due }> {
  const { code } = await versionById(db, dossier.procedure_version_id);
  const procedure = await procedureOn(db, code, vietnamDay(at));
  const competent = await unitById(db, dossier.competent_unit_id, vietnamDay(at));
  return { procedure_version_id: procedure.id, due: dueOf(limitOf(procedure), at, [], await calendarOn(db, competent.code)) };
}

/** @throws dossiers.other_province, dossiers.officer_not_there, org.unit_unknown, org.unit_not_on_day */
async function handedOver(
  db: Db,
  { to_unit, to_account_id, note }: z.output<typeof HandOver>,
  { dossier, tenant, at }: Situation,
): Promise<EventData['handed_over']> {
  const day = vietnamDay(at);
  const unit = to_unit ? await unitOn(db, to_unit, day) : await unitById(db, dossier.holder_unit_id, day);
  if (unit.tenant !== tenant) throw new DomainError('dossiers.other_province', 422, { unit: unit.code });
  if (to_account_id !== null) await mustBeThere(db, to_account_id, unit);
  return { to_unit_id: unit.id, to_account_id, note };
}

/** @throws dossiers.officer_not_there when the account is not one of the unit, or is locked */
export async function mustBeThere(db: Db, account_id: number, unit: { id: number; code: string }): Promise<void> {
  const officer = await maybeOne(db, sql.officer, { account_id, unit_id: unit.id }, z.object({ id: z.number() }));
  if (!officer) throw new DomainError('dossiers.officer_not_there', 422, { to_account_id: account_id, unit: unit.code });
}

/** Decided again after it was re-opened: the new result comes beside the earlier one, which stays on record. */
async function decided(db: Db, data: z.output<typeof Decision>, { dossier, known }: Situation): Promise<EventData['decided']> {
  const { result_name } = await versionById(db, dossier.procedure_version_id);
  const usual = data.outcome === 'granted' ? (result_name ?? 'Kết quả giải quyết') : 'Văn bản từ chối giải quyết';
  const ordinal = known.papers.filter((paper) => paper.kind === 'result').length + 1;
  const result = { ordinal, name: data.result_name ?? usual, form: data.result_form, sheets: 1, must_digitise: true };
  return { outcome: data.outcome, note: data.note, result };
}

/** @throws dossiers.fees_unpaid where the rule of the dossier's day refuses to give a result before it is paid for */
async function delivered(
  db: Db,
  data: Pick<EventData['delivered'], 'to_name' | 'channel'>,
  { dossier }: Situation,
): Promise<EventData['delivered']> {
  const owed_vnd = dossier.fee_due_vnd - dossier.fee_paid_vnd;
  if (owed_vnd <= 0) return data;
  const rule = await lifeRuleFor(db, dossier);
  if (rule?.return_unpaid === 'refuse') throw new DomainError('dossiers.fees_unpaid', 422, { owed_vnd });
  return { ...data, owed_vnd };
}
