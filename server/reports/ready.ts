// What hinders a report from going further: the same for handing in, approving and issuing.
import { z } from 'zod';
import { type Day, vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Db } from '#lib/sql';
import { findingsOfMoved, movedBelow, refuseMovedBelow } from './consolidate-moved.ts';
import { explanationsOf, remarksOf } from './remarks.ts';
import type { Held, Version } from './stored.ts';
import { type Place, placesIn } from './to-write.ts';

export const Readiness = z.object({
  /** Places nobody wrote in yet. */
  places: z.array(z.object({ block: z.string(), heading: z.string(), text: z.string() })),
  /** Last day whose records count, while the figures were taken on that day or before. */
  early_until: z.string().nullable(),
  /** Errors of the check nobody explained, and reports below that changed since they were consolidated. */
  errors: z.number(),
  /** Remarks nobody closed: they hinder nothing, and are told. */
  remarks: z.number(),
});
export type Readiness = z.output<typeof Readiness> & { places: Place[] };

export async function readinessOf(db: Db, report: Held, version: Version): Promise<Readiness> {
  const explained = new Set((await explanationsOf(db, report)).map(({ finding }) => finding));
  const findings = [...findingsOfMoved(await movedBelow(db, report, version)), ...(version.findings ?? [])];
  const open = (await remarksOf(db, report, version.content)).filter(
    ({ answers, closed_at }) => answers === null && closed_at === null,
  );
  return {
    places: placesIn(version.content),
    early_until: isEarly(version) ? version.content.to : null,
    errors: findings.filter((one) => one.severity === 'error' && !explained.has(one.id)).length,
    remarks: open.length,
  };
}

/** Figures of a day are known when it is over. */
const isEarly = ({ known_at, content }: Version) => vietnamDay(known_at) <= content.to;

/** @throws reports.figures_early, reports.places_unfilled, reports.below_moved, reports.errors_unexplained */
export async function refuseUnready(db: Db, report: Held, version: Version): Promise<Readiness> {
  const ready = await readinessOf(db, report, version);
  if (ready.early_until !== null) throw earlyError(version.known_at, ready.early_until);
  if (ready.places.length > 0)
    throw new DomainError('reports.places_unfilled', 409, {
      count: ready.places.length,
      places: ready.places
        .slice(0, 5)
        .map(({ heading, text }) => [heading, text].filter(Boolean).join(': '))
        .join('; '),
    });
  await refuseMovedBelow(db, report, version, await explanationsOf(db, report));
  if (ready.errors > 0) throw new DomainError('reports.errors_unexplained', 409, { errors: ready.errors });
  return ready;
}

const earlyError = (known_at: Date, until: Day) =>
  new DomainError('reports.figures_early', 409, { known_on: vietnamDay(known_at), until });
