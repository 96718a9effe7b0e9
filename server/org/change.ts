// Changes of the organisation. Nothing is overwritten: a change ends what was on the day before and begins what is from that day on.
import { z } from 'zod';
import { record } from '#audit';
import type { Day } from '#lib/day';
import { DomainError, translating } from '#lib/errors';
import type { Actor, Scope } from '#lib/route';
import { type Db, exec, loadSql, many, one } from '#lib/sql';
import { rebuild } from './rebuild.ts';
import { type Unit, unitOn } from './units.ts';

const sql = loadSql(import.meta.url, [
  'insert_unit',
  'insert_name',
  'insert_edge',
  'insert_succession',
  'end_unit',
  'end_name',
  'end_parents',
  'end_parent',
  'end_guests',
  'later_facts',
  'answering_on',
]);

/** Who changes the organisation, when, and within which units. */
export type By = { actor: Actor; now: Date; scope: Scope; request_id?: string | null };

export type NewUnit = {
  code: string;
  slug?: string | undefined;
  area_code?: string | undefined;
  kind: Unit['kind'];
  name: string;
  short_name: string;
};

/** The document that orders the change; without a number it is quoted by its source alone. */
export type Order = { day: Day; document_no?: string | null | undefined; source: string };

const Id = z.object({ id: z.int() });

/** Runs a change, stores the trees that follow from it, and writes who did it: all or nothing. */
async function changing(db: Db, by: By, action: string, work: () => Promise<{ unit: Unit; after: unknown }>): Promise<void> {
  const { unit, after } = await translating(
    {
      edge_one_parent: { code: 'org.parent_overlaps' },
      unit_code_once: { code: 'org.code_taken' },
      unit_slug_once: { code: 'org.slug_taken' },
      succession_pk: { code: 'org.later_change' },
    },
    work,
  );
  await rebuild(db);
  await record(db, {
    tenant: unit.tenant,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id ?? null,
    action,
    subject_kind: 'unit',
    subject_id: unit.id,
    unit_id: unit.id,
    before: unit,
    after,
  });
}

/** The unit on that day, if the actor may change it: else it looks like one that is not there. */
async function mine(db: Db, by: By, code: string, day: Day): Promise<Unit> {
  const unit = await unitOn(db, code, day);
  if (by.scope.unit_ids !== null && !by.scope.unit_ids.includes(unit.id))
    throw new DomainError('org.unit_unknown', 404, { code });
  return unit;
}

/** A unit that may end or change on `day`: it is older, and nothing is written down about it from then on. @throws org.later_change */
async function changeable(db: Db, by: By, code: string, day: Day): Promise<Unit> {
  const unit = await mine(db, by, code, day);
  const { count } = await one(db, sql.later_facts, { unit_id: unit.id, day }, z.object({ count: z.int() }));
  if (unit.died !== null || unit.born >= day || count > 0)
    throw new DomainError('org.later_change', 409, { code: unit.code, day });
  return unit;
}

async function begin(db: Db, fresh: NewUnit, tenant: number, parent: number, order: Order): Promise<number> {
  const { id } = await one(
    db,
    sql.insert_unit,
    {
      code: fresh.code,
      slug: fresh.slug,
      area_code: fresh.area_code,
      kind: fresh.kind,
      tenant,
      born: order.day,
      source: order.source,
    },
    Id,
  );
  await exec(db, sql.insert_name, { unit_id: id, name: fresh.name, short_name: fresh.short_name, from: order.day });
  await exec(db, sql.insert_edge, { child: id, parent, from: order.day });
  return id;
}

async function end(db: Db, unit: Unit, day: Day): Promise<void> {
  await exec(db, sql.end_name, { unit_id: unit.id, day });
  await exec(db, sql.end_parents, { unit_id: unit.id, day });
  await exec(db, sql.end_guests, { unit_id: unit.id, day });
  await exec(db, sql.end_unit, { id: unit.id, day });
}

/** From `day` on everything that answers to `from` answers to `to`. @throws org.parent_overlaps */
async function handOver(db: Db, from: number, to: number, day: Day, except: readonly number[]): Promise<void> {
  const answering = await many(db, sql.answering_on, { unit_id: from, day }, z.object({ unit_id: z.int() }));
  for (const { unit_id } of answering) {
    if (except.includes(unit_id)) continue;
    await exec(db, sql.end_parent, { unit_id, day });
    await exec(db, sql.insert_edge, { child: unit_id, parent: to, from: day });
  }
}

async function follow(db: Db, pred: number, succ: number, kind: string, is_exact: boolean, order: Order): Promise<void> {
  await exec(db, sql.insert_succession, {
    effective: order.day,
    pred,
    succ,
    kind,
    is_exact,
    document_no: order.document_no,
    source: order.source,
  });
}

/**
 * Founds a unit under `parent`. @returns its id
 * @throws org.unit_unknown, org.unit_not_on_day (of the parent), org.code_taken, org.slug_taken
 */
export async function createUnit(db: Db, by: By, change: { unit: NewUnit; parent: string } & Order): Promise<number> {
  let id = 0;
  await changing(db, by, 'org.create_unit', async () => {
    const parent = await mine(db, by, change.parent, change.day);
    id = await begin(db, change.unit, parent.tenant, parent.id, change);
    return { unit: parent, after: { created: { id, ...change.unit }, day: change.day, source: change.source } };
  });
  return id;
}

/** From `day` on the unit is called otherwise; it stays the same unit. @throws org.unit_unknown, org.unit_not_on_day, org.later_change */
export async function rename(db: Db, by: By, change: { code: string; name: string; short_name: string } & Order): Promise<void> {
  await changing(db, by, 'org.rename', async () => {
    const unit = await mine(db, by, change.code, change.day);
    const ended = await exec(db, sql.end_name, { unit_id: unit.id, day: change.day });
    if (ended !== 1 || unit.died !== null) throw new DomainError('org.later_change', 409, { code: unit.code, day: change.day });
    await translating({ unit_name_once: { code: 'org.later_change', data: { code: unit.code, day: change.day } } }, () =>
      exec(db, sql.insert_name, { unit_id: unit.id, name: change.name, short_name: change.short_name, from: change.day }),
    );
    return {
      unit,
      after: {
        name: change.name,
        short_name: change.short_name,
        day: change.day,
        document_no: change.document_no,
        source: change.source,
      },
    };
  });
}

/** From `day` on the unit answers to `parent`. @throws org.unit_unknown, org.unit_not_on_day, org.parent_overlaps, org.cycle */
export async function move(db: Db, by: By, change: { code: string; parent: string } & Order): Promise<void> {
  await changing(db, by, 'org.move', async () => {
    const unit = await mine(db, by, change.code, change.day);
    const parent = await mine(db, by, change.parent, change.day);
    if (parent.id === unit.id) throw new DomainError('org.cycle', 422, { unit_ids: [unit.id] });
    await exec(db, sql.end_parent, { unit_id: unit.id, day: change.day });
    await exec(db, sql.insert_edge, { child: unit.id, parent: parent.id, from: change.day });
    return { unit, after: { parent: parent.code, day: change.day, document_no: change.document_no, source: change.source } };
  });
}

/**
 * From `day` on `codes` are one unit: a new one, or (a code) one of the day that takes them in. What answered to them answers to it, and
 * their figures count there, exactly. @returns the unit's id
 * @throws org.unit_unknown, org.unit_not_on_day, org.later_change, org.nothing_to_merge, org.code_taken, org.slug_taken, org.parent_overlaps
 */
export async function merge(
  db: Db,
  by: By,
  change: { codes: readonly string[]; into: NewUnit | string; parent?: string | undefined } & Order,
): Promise<number> {
  let id = 0;
  await changing(db, by, 'org.merge', async () => {
    const units: Unit[] = [];
    for (const code of new Set(change.codes)) units.push(await changeable(db, by, code, change.day));
    const [first] = units;
    const absorbs = typeof change.into === 'string';
    if (!first || units.length < (absorbs ? 1 : 2)) throw new DomainError('org.nothing_to_merge', 422, { codes: change.codes });
    if (typeof change.into === 'string') id = (await mine(db, by, change.into, change.day)).id;
    else {
      const parent = change.parent ? (await mine(db, by, change.parent, change.day)).id : first.parent_id;
      if (parent === null) throw new DomainError('org.nothing_to_merge', 422, { codes: change.codes });
      id = await begin(db, change.into, first.tenant, parent, change);
    }
    if (units.some((unit) => unit.id === id)) throw new DomainError('org.nothing_to_merge', 422, { codes: change.codes });
    const ids = units.map((unit) => unit.id);
    for (const unit of units) {
      await handOver(db, unit.id, id, change.day, [...ids, id]);
      await end(db, unit, change.day);
      await follow(db, unit.id, id, absorbs ? 'absorb' : 'merge', true, change);
    }
    return {
      unit: first,
      after: {
        merged: units.map((unit) => unit.code),
        into: id,
        day: change.day,
        document_no: change.document_no,
        source: change.source,
      },
    };
  });
  return id;
}

/**
 * From `day` on the unit is several new ones under its parent; its figures count at their nearest common superior, not exactly.
 * @returns the new units' ids
 * @throws org.unit_unknown, org.unit_not_on_day, org.later_change, org.has_units_below, org.code_taken, org.slug_taken
 */
export async function split(
  db: Db,
  by: By,
  change: { code: string; into: readonly [NewUnit, NewUnit, ...NewUnit[]] } & Order,
): Promise<number[]> {
  const ids: number[] = [];
  await changing(db, by, 'org.split', async () => {
    const unit = await changeable(db, by, change.code, change.day);
    const below = await many(db, sql.answering_on, { unit_id: unit.id, day: change.day }, z.object({ unit_id: z.int() }));
    if (below.length > 0 || unit.parent_id === null)
      throw new DomainError('org.has_units_below', 409, { code: unit.code, count: below.length });
    for (const fresh of change.into) ids.push(await begin(db, fresh, unit.tenant, unit.parent_id, change));
    await end(db, unit, change.day);
    for (const id of ids) await follow(db, unit.id, id, 'split', false, change);
    return { unit, after: { split_into: ids, day: change.day, document_no: change.document_no, source: change.source } };
  });
  return ids;
}

/**
 * From `day` on the unit is no more; what answered to it answers to `into` (left out: to its own parent), where its figures count, not exactly.
 * @throws org.unit_unknown, org.unit_not_on_day, org.later_change, org.parent_overlaps, org.nothing_above
 */
export async function dissolve(db: Db, by: By, change: { code: string; into?: string | undefined } & Order): Promise<void> {
  await changing(db, by, 'org.dissolve', async () => {
    const unit = await changeable(db, by, change.code, change.day);
    const into = change.into ? (await mine(db, by, change.into, change.day)).id : unit.parent_id;
    if (into === null || into === unit.id) throw new DomainError('org.nothing_above', 422, { code: unit.code });
    await handOver(db, unit.id, into, change.day, [into]);
    await end(db, unit, change.day);
    await follow(db, unit.id, into, 'dissolve', false, change);
    return { unit, after: { dissolved_into: into, day: change.day, document_no: change.document_no, source: change.source } };
  });
}
