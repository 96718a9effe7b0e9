// What a desk sends when it receives, and what is true of it without asking anybody. Pure.
import assert from 'node:assert/strict';
import { z } from 'zod';
import type { Change } from '#audit';
import { DomainError } from '#lib/errors';
import type { Stamps } from '#lib/revision';
import type { Actor, Scope } from '#lib/route';
import type { Paper } from '#procedures';
import { ApplicantInput } from './applicant.ts';
import type { EventPaper } from './event.ts';
import type { EventKind } from './status.ts';

/** Who acts, when, where they may. `stamps`: read for this request already. */
export type By = { actor: Actor; now: Date; scope: Scope; request_id?: string | null; stamps?: Stamps };

/** What the audit says of every event of a dossier: who, when, what, of which. */
export const changeOf = (
  { kind }: { kind: EventKind },
  { tenant, id }: { tenant: number; id: number },
  { actor, now, request_id }: By,
): Change => ({
  tenant,
  at: now,
  actor,
  request_id: request_id ?? null,
  action: `dossiers.${kind}`,
  subject_kind: 'dossier',
  subject_id: id,
});

const channel = z.union([z.literal(1), z.literal(2), z.literal(3)]);

export const PaperInput = z.object({
  /** Number of the paper in the procedure's list; left out: a paper besides the list, with its name. */
  ordinal: z.int().min(1).max(200).optional(),
  name: z.string().trim().min(1).max(300).optional(),
  /** National code: 0 original, 1 copy, 2 electronic. */
  form: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  sheets: z.int().min(1).max(9999).default(1),
  /** Taken from the applicant's electronic store instead of being asked for again. */
  holding_id: z.int().positive().optional(),
});
export type PaperInput = z.output<typeof PaperInput>;

export const ReceiveInput = z.object({
  /** Given by the desk before sending: the same one sent again makes no second dossier. */
  client_id: z.string().min(8).max(64).optional(),
  procedure_code: z.string().max(60),
  /** The desk's unit. */
  receiving_unit: z.string().max(60),
  /** Who decides; left out: the desk's unit, or the first one above it that is competent. */
  competent_unit: z.string().max(60).optional(),
  /** Where the applicant was helped to file, when that is another one-stop shop. */
  helping_unit: z.string().max(60).optional(),
  channel: channel.default(1),
  return_channel: channel.default(1),
  /** Left out: now. */
  received_at: z.iso.datetime({ offset: true }).optional(),
  late_entry_reason: z.string().trim().max(500).optional(),
  matter: z
    .string()
    .trim()
    .max(1000)
    .transform((text) => text || null)
    .nullable()
    .default(null),
  applicant: ApplicantInput,
  papers: z.array(PaperInput).max(100).default([]),
  /** Filed online and not yet checked: it becomes "newly registered" and no time runs. */
  is_registration: z.boolean().default(false),
});
export type ReceiveInput = z.output<typeof ReceiveInput>;

const LATE_ENTRY_MS = 3_600_000;

/**
 * When something happened: `at`, or now.
 * @throws dossiers.in_the_future, dossiers.late_entry_without_reason when it is entered more than an hour later without saying why
 */
export function momentOf(at: string | undefined, late_entry_reason: string | undefined, now: Date): Date {
  if (at === undefined) return now;
  const moment = new Date(at);
  if (moment > now) throw new DomainError('dossiers.in_the_future', 422, { at });
  if (now.getTime() - moment.getTime() > LATE_ENTRY_MS && !late_entry_reason)
    throw new DomainError('dossiers.late_entry_without_reason', 422, { at });
  return moment;
}

/**
 * Papers handed in, named from the procedure's list.
 * @param first ordinal for papers besides the list, so that it collides with nothing that is there
 * @throws dossiers.paper_unknown
 */
export function papersOf(listed: readonly Paper[], given: readonly PaperInput[], first = 1001): EventPaper[] {
  const papers: EventPaper[] = [];
  let next = first;
  for (const { ordinal, name, form, sheets, holding_id } of given) {
    const entry = listed.find((paper) => paper.ordinal === ordinal);
    if (ordinal !== undefined && (!entry || papers.some((paper) => paper.ordinal === ordinal))) {
      throw new DomainError('dossiers.paper_unknown', 422, { ordinal });
    }
    // What comes from the store is digitised already.
    const more = { form, sheets, ...(holding_id && { holding_id, is_digitised: true }) };
    if (entry) papers.push({ ordinal: entry.ordinal, name: name ?? entry.name, ...more, must_digitise: entry.must_digitise });
    else if (name) papers.push({ ordinal: next++, name, ...more, must_digitise: false });
    else throw new DomainError('dossiers.paper_unknown', 422, { ordinal: null });
  }
  return papers;
}

/** A dossier is received when it is complete. @throws dossiers.papers_missing */
export function requireAll(listed: readonly Paper[], given: readonly { ordinal: number }[]): void {
  const missing = listed.filter((paper) => paper.is_required && !given.some((one) => one.ordinal === paper.ordinal));
  if (missing.length > 0)
    throw new DomainError('dossiers.papers_missing', 422, { missing: missing.map(({ ordinal, name }) => ({ ordinal, name })) });
  assert(new Set(given.map((paper) => paper.ordinal)).size === given.length);
}
