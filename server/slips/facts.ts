// What is known about a dossier or a visit, as far as slips speak of it. Read whole, once; the pages of fields.ts are written from it.
import { z } from 'zod';
import { tenantOf } from '#dossiers';
import { vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many, maybeOne, one } from '#lib/sql';
import { unitById } from '#org';
import { type Version, versionById } from '#procedures';

const sql = loadSql(import.meta.url, ['dossier', 'events', 'steps', 'consulted', 'accounts', 'visit']);

const Dossier = z.object({
  id: z.number(),
  code: z.string(),
  receiving_unit_id: z.number(),
  competent_unit_id: z.number(),
  holder_unit_id: z.number(),
  procedure_version_id: z.number(),
  status: z.number(),
  filed_at: z.date(),
  received_at: z.date().nullable(),
  due_on: z.string().nullable(),
  due_at: z.date().nullable(),
  due_precision: z.enum(['day', 'hour']).nullable(),
  decided_at: z.date().nullable(),
  closed_at: z.date().nullable(),
  fee_paid_vnd: z.number(),
  may_read_personal: z.boolean(),
});

/** An event as stored: its shape was checked when it was written (dossiers/event.ts). */
export type Happened = {
  seq: number;
  kind: string;
  at: Date;
  recorded_at: Date;
  unit_id: number;
  actor_name: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: data of any kind of event; the writers name what they take
  data: Record<string, any>;
};
const Event = z.object({
  seq: z.number(),
  kind: z.string(),
  at: z.date(),
  recorded_at: z.date(),
  unit_id: z.number(),
  actor_name: z.string().nullable(),
  data: z.record(z.string(), z.any()),
});

export type DossierFacts = {
  tenant: number;
  dossier: z.infer<typeof Dossier>;
  events: Happened[];
  /** Version of the catalogue it was received under. */
  version: Version;
  /** How each step of a configured process was left, by the event that entered it and its code (`3 xac_minh`): 1 early, 2 on time, 3 overdue. */
  steps: ReadonlyMap<string, number>;
  /** Names of units, as on the day of the last event. */
  unit_names: ReadonlyMap<number, string>;
  account_names: ReadonlyMap<number, string>;
  /** Units whose opinion was asked. */
  consulted: string[];
};

export type Reader = { scope: Scope; personal: Scope };

/** @throws dossiers.not_found, slips.personal_needed for a reader who may not see whom the slip is for */
export async function dossierFacts(db: Db, id: number, reader: Reader): Promise<DossierFacts> {
  const tenant = await tenantOf(db, id, reader.scope.unit_ids);
  const key = { tenant, id };
  const dossier = await one(db, sql.dossier, { ...key, personal: reader.personal.unit_ids }, Dossier);
  if (!dossier.may_read_personal) throw new DomainError('slips.personal_needed', 403, { code: dossier.code });
  const events: Happened[] = await many(db, sql.events, key, Event);
  const Step = z.object({ seq: z.number(), step_code: z.string(), timeliness: z.number() });
  const steps = await many(db, sql.steps, key, Step);
  const consulted = await many(db, sql.consulted, key, z.object({ unit_id: z.number() }));
  const last_on = vietnamDay((events.at(-1) as Happened).at);
  const unit_names = new Map<number, string>();
  for (const unit_id of new Set([...events.flatMap(unitsIn), ...consulted.map((row) => row.unit_id), dossier.competent_unit_id]))
    unit_names.set(unit_id, (await unitById(db, unit_id, last_on)).name);
  const ids = events.flatMap(accountsIn);
  const Account = z.object({ id: z.number(), display_name: z.string() });
  return {
    tenant,
    dossier,
    events,
    version: await versionById(db, dossier.procedure_version_id),
    steps: new Map(steps.map((row) => [`${row.seq} ${row.step_code}`, row.timeliness])),
    unit_names,
    account_names: new Map((await many(db, sql.accounts, { ids }, Account)).map((row) => [row.id, row.display_name])),
    consulted: [...new Set(consulted.map((row) => unit_names.get(row.unit_id) ?? ''))],
  };
}

/** Who gets the dossier by an event; `step` when it follows a process. Ways that begin together are several. */
export function entriesOf({ kind, data }: Happened): { unit_id: number; account_id: number | null; step?: string }[] {
  if (kind === 'handed_over') return [{ unit_id: data.to_unit_id, account_id: data.to_account_id ?? null }];
  // Where a step leads was decided when it was left, and stands in the flow; `data.to` is the code of a step.
  if (kind === 'step_returned' || kind === 'step_done') return data.flow?.entered ?? [];
  if (kind === 'assigned') return [{ unit_id: data.unit_id, account_id: data.account_id ?? null }];
  return [];
}

function unitsIn(event: Happened): number[] {
  return [event.unit_id, ...entriesOf(event).map((entry) => entry.unit_id)];
}

function accountsIn(event: Happened): number[] {
  return [...entriesOf(event).map((entry) => entry.account_id), event.data.officer_id ?? null].filter((id) => id !== null);
}

const Visit = z.object({
  tenant: z.number(),
  id: z.number(),
  unit_id: z.number(),
  at: z.date(),
  procedure_version_id: z.number(),
  kind: z.enum(['guidance', 'refusal']),
  applicant: z.record(z.string(), z.unknown()),
  matter: z.string().nullable(),
  missing: z.array(z.object({ name: z.string(), note: z.string().nullish() })),
  reason: z.string().nullable(),
  legal_ground: z.string().nullable(),
  officer_name: z.string(),
  may_read_personal: z.boolean(),
});
export type VisitFacts = z.infer<typeof Visit> & { version: Version };

/** @throws slips.visit_not_found, also out of scope; slips.personal_needed */
export async function visitFacts(db: Db, id: number, reader: Reader): Promise<VisitFacts> {
  const params = { id, scope: reader.scope.unit_ids, personal: reader.personal.unit_ids };
  const visit = await maybeOne(db, sql.visit, params, Visit);
  if (!visit) throw new DomainError('slips.visit_not_found', 404, { id });
  if (!visit.may_read_personal) throw new DomainError('slips.personal_needed', 403, { code: String(id) });
  return { ...visit, version: await versionById(db, visit.procedure_version_id) };
}
