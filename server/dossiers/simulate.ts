// What a process would promise for a moment of reception: nothing is received.
import { type Calendar, calendarOn, type Pause, type TraceStep, type Warning } from '#calendar';
import { vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import { stampsIn } from '#lib/revision';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import type { Unit } from '#org';
import { type ProcessVersion, processOn, processVersion, type Step, simulate, unitOfRule } from '#processes';
import { dueOf, limitOf } from './due.ts';
import type { Due } from './event.ts';
import { type Asked, placeOf } from './place.ts';

export const PAUSE_REASONS = ['supplement', 'payment', 'other'] as const;

export type SimulateAsked = Asked & {
  version_id?: number | undefined;
  received_at: string;
  pauses: readonly { from_at: string; to_at: string; reason: (typeof PAUSE_REASONS)[number] }[];
  choices: Readonly<Record<string, readonly string[]>>;
};

export type Simulated = {
  process: { id: number; process_id: number; name_vi: string; name_en: string } | null;
  competent_unit_name: string;
  due: Due;
  ends_at: Date | null;
  steps: {
    step: string;
    name_vi: string;
    name_en: string;
    leg: string | null;
    unit_name: string | null;
    entered_at: Date;
    due_at: Date | null;
    due_on: string | null;
    trace: TraceStep[];
    warnings: Warning[];
  }[];
  legs: { leg: string; name_vi: string; name_en: string; from: Date; to: Date | null; due_at: Date | null }[];
};

/**
 * The due date of a dossier received at a moment, and the dates of every step when everybody takes all their time.
 * @throws processes.not_found, and as `receive` for units and procedure
 */
export async function simulateFor(db: Db, asked: SimulateAsked, scope: Scope): Promise<Simulated> {
  const received_at = new Date(asked.received_at);
  const day = vietnamDay(received_at);
  const stamps = await stampsIn(db);
  const { unit, competent, procedure, calendar } = await placeOf(db, asked, day, stamps);
  const pauses: Pause[] = asked.pauses.map(({ from_at, to_at, reason }) => ({
    from_at: new Date(from_at),
    to_at: new Date(to_at),
    reason,
  }));
  const due = dueOf(limitOf(procedure), received_at, pauses, calendar);
  const place = { procedure_id: procedure.procedure_id, competent_unit_id: competent.id, level: procedure.level, day };
  const version = asked.version_id ? await versionOf(db, asked.version_id, scope) : await processOn(db, place, stamps);
  const answer = { competent_unit_name: competent.name, due };
  if (!version) return { ...answer, process: null, ends_at: null, steps: [], legs: [] };
  const { definition, id, process_id, name_vi, name_en } = version;
  const places = new Map<string, { unit: Unit | null; calendar: Calendar }>();
  for (const step of definition.steps) {
    const done_by = await unitOf(db, step, { receiving_unit_id: unit.id, competent_unit_id: competent.id, day });
    places.set(step.code, { unit: done_by, calendar: done_by ? await calendarOn(db, done_by.code) : calendar });
  }
  const { limit_unit, limit_amount } = procedure;
  const limit = limit_unit === null || limit_amount === null ? null : { unit: limit_unit, amount: limit_amount };
  const calendarOf = (step: Step) => places.get(step.code)?.calendar ?? calendar;
  const { steps, legs, ends_at } = simulate({
    definition,
    limit,
    entered_at: received_at,
    pauses,
    calendarOf,
    choices: asked.choices,
  });
  const named = (code: string) => definition.steps.find((step) => step.code === code) as Step;
  return {
    ...answer,
    process: { id, process_id, name_vi, name_en },
    ends_at,
    steps: steps.map(({ precision: _, ...step }) => ({
      ...step,
      name_vi: named(step.step).name_vi,
      name_en: named(step.step).name_en,
      unit_name: places.get(step.step)?.unit?.name ?? null,
    })),
    legs: legs.map((leg) => {
      const { name_vi, name_en } = definition.legs.find((one) => one.code === leg.leg) ?? { name_vi: leg.leg, name_en: leg.leg };
      return { ...leg, name_vi, name_en };
    }),
  };
}

/** A version the reader may see: a model, or one of a unit in reach. @throws processes.not_found */
async function versionOf(db: Db, id: number, scope: Scope): Promise<ProcessVersion> {
  const version = await processVersion(db, id);
  const is_seen = version && (version.tenant === 0 || scope.unit_ids === null || scope.unit_ids.includes(version.unit_id));
  if (!version || !is_seen) throw new DomainError('processes.not_found', 404, { version_id: id });
  return version;
}

async function unitOf(db: Db, step: Step, where: Parameters<typeof unitOfRule>[2]): Promise<Unit | null> {
  try {
    return await unitOfRule(db, step.unit, where);
  } catch (error) {
    // A step whose unit is not there yet is counted by the deciding unit's working time; the page says that it has none.
    if (error instanceof DomainError) return null;
    throw error;
  }
}
