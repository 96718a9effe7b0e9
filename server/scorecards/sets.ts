// Criteria sets as they are kept: those that come with the product, a province's own, their versions and drafts.
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { record } from '#audit';
import type { Day } from '#lib/day';
import { DomainError, translating } from '#lib/errors';
import { PACKS, type PackProblem, packLine, readPackFile, refuseIfBroken } from '#lib/pack';
import type { Actor, Scope } from '#lib/route';
import { type Db, exec, loadSql, many, maybeOne, one } from '#lib/sql';
import { definitionsOn } from '#measures';
import { PLAN_MEASURES } from './plan-measures.ts';
import { points, printPoints } from './points.ts';
import { CriteriaSet, type Fault, faultsOf, flat, isLeaf, KINDS, LEVELS } from './tree.ts';

const sql = loadSql(import.meta.url, [
  'sets',
  'set_by_id',
  'set_on',
  'version_of',
  'last_version',
  'insert_set',
  'change_draft',
  'end_earlier',
  'approve',
  'insert_criteria',
  'tenants_of_units',
]);

export type By = { actor: Actor; now: Date; today: Day; scope: Scope; request_id?: string | null };

const Head = z.object({
  id: z.number(),
  tenant: z.number().nullable(),
  code: z.string(),
  version: z.number(),
  kind: z.enum(KINDS),
  level: z.enum(LEVELS),
  name_vi: z.string(),
  name_en: z.string(),
  valid_from: z.string(),
  valid_to: z.string().nullable(),
  state: z.enum(['draft', 'approved']),
  is_official: z.boolean(),
  max_points: z.string().transform((text) => printPoints(points(text))),
  source: z.string(),
  reason: z.string().nullable(),
  made_at: z.date(),
  made_by: z.string(),
  approved_at: z.date().nullable(),
});
export const SetRow = Head.extend({ criteria: z.number(), rounds: z.number() });
export type SetRow = z.output<typeof SetRow>;

const Stored = Head.extend({ tree: z.unknown() });
export type KnownSet = z.output<typeof Head> & { set: CriteriaSet };

/** Approved sets never change: each is parsed once. */
const parsed = new Map<number, CriteriaSet>();
const MOST_PARSED = 200;

function setOf(row: z.output<typeof Stored>): CriteriaSet {
  const known = row.state === 'approved' ? parsed.get(row.id) : undefined;
  if (known) return known;
  const set = CriteriaSet.parse(row.tree);
  if (row.state === 'approved') {
    if (parsed.size >= MOST_PARSED) parsed.clear();
    parsed.set(row.id, set);
  }
  return set;
}

/** Provinces whose own sets an account may see. Null: all of them, the product itself. */
async function tenantsOf(db: Db, scope: Scope): Promise<number[] | null> {
  if (scope.unit_ids === null) return null;
  const rows = await many(db, sql.tenants_of_units, { scope: scope.unit_ids }, z.object({ tenant: z.number() }));
  return rows.map((row) => row.tenant);
}

const seenBy = async (db: Db, scope: Scope) => {
  const tenants = await tenantsOf(db, scope);
  return { tenants: tenants ?? [], all_tenants: tenants === null };
};

/** Every version a reader may see, the newest of each code first. */
export async function setList(db: Db, ask: { code?: string | undefined }, scope: Scope): Promise<SetRow[]> {
  return many(db, sql.sets, { ...(await seenBy(db, scope)), scope: scope.unit_ids, code: ask.code ?? null }, SetRow);
}

/** @throws scorecards.set_not_found */
export async function setById(db: Db, id: number, scope: Scope): Promise<KnownSet> {
  const row = await maybeOne(db, sql.set_by_id, { ...(await seenBy(db, scope)), id }, Stored);
  if (!row) throw new DomainError('scorecards.set_not_found', 404, { id });
  const { tree: _, ...head } = row;
  return { ...head, set: setOf(row) };
}

/** The set of a code on a day, a province's own before the shipped one. @throws scorecards.no_set_on_day */
export async function setOn(db: Db, code: string, day: Day, tenant: number): Promise<KnownSet> {
  const row = await maybeOne(db, sql.set_on, { code, day, tenant }, z.object({ id: z.number() }));
  if (!row) throw new DomainError('scorecards.no_set_on_day', 404, { code, day });
  return setById(db, row.id, { unit_ids: null });
}

/** Names a rule may use on a day: measures and counts of the plan. */
export async function measureNames(db: Db, day: Day): Promise<ReadonlySet<string>> {
  const { all } = await definitionsOn(db, day);
  return new Set([...all.map((one) => one.definition.name), ...PLAN_MEASURES]);
}

/** Faults of a set as it would be used: sums, codes, expressions, measures of the day it begins. */
export async function judge(db: Db, set: CriteriaSet, today: Day): Promise<Fault[]> {
  return faultsOf(set, await measureNames(db, set.valid_from > today ? set.valid_from : today));
}

function paramsOf(set: CriteriaSet) {
  const { kind, level, name_vi, name_en, valid_from, valid_to, is_official, max_points, source } = set;
  return { kind, level, name_vi, name_en, valid_from, valid_to, is_official, max_points, source, tree: JSON.stringify(set) };
}

async function insertCriteria(db: Db, set_id: number, set: CriteriaSet): Promise<void> {
  const criteria = flat(set).map(({ node, parent_code }, place) => ({
    code: node.code,
    parent_code,
    place,
    is_leaf: isLeaf(node),
    max_points: node.max_points,
    min_points: isLeaf(node) ? node.min_points : '0',
    is_bonus: isLeaf(node) && node.is_bonus,
  }));
  await exec(db, sql.insert_criteria, { set_id, criteria: JSON.stringify(criteria) });
}

function refuseFaults(faults: readonly Fault[]): void {
  if (faults.length === 0) return;
  const first = faults[0] as Fault;
  throw new DomainError('scorecards.set_broken', 422, {
    count: faults.length,
    criterion: first.code,
    fault: first.fault,
    faults: faults.map(({ code, key, fault, data }) => ({ code, key, fault, data })),
  });
}

async function insertDraft(db: Db, set: CriteriaSet, tenant: number | null, made: object): Promise<number> {
  const params = { ...paramsOf(set), ...made, tenant, code: set.code, version: set.version, state: 'draft' };
  return (await one(db, sql.insert_set, params, z.object({ id: z.number() }))).id;
}

/**
 * Keeps a set as a draft: a new version of its code, or the draft it was read from. A draft may have faults; approving one refuses them.
 * @throws scorecards.set_is_approved, scorecards.set_not_found
 */
export async function keepDraft(
  db: Db,
  input: { set: CriteriaSet; tenant: number | null; id?: number | undefined; reason: string },
  by: By,
): Promise<{ id: number; version: number }> {
  const { tenant, reason } = input;
  const made = { reason, at: by.now, made_by: by.actor.name };
  const before = input.id === undefined ? null : await setById(db, input.id, { unit_ids: null });
  if (before && before.state !== 'draft')
    throw new DomainError('scorecards.set_is_approved', 409, { code: before.code, version: before.version });
  const version =
    before?.version ??
    (await one(db, sql.last_version, { tenant, code: input.set.code }, z.object({ version: z.number() }))).version + 1;
  const set = { ...input.set, code: before?.code ?? input.set.code, version };
  const id = before?.id ?? (await insertDraft(db, set, tenant, made));
  if (before) await exec(db, sql.change_draft, { ...paramsOf(set), ...made, id });
  await record(db, {
    tenant: tenant ?? 0,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id ?? null,
    action: before ? 'scorecards.change_set' : 'scorecards.draft_set',
    subject_kind: 'criteria_set',
    subject_id: id,
    ...(before && { before: before.set }),
    after: set,
    reason,
  });
  return { id, version };
}

/**
 * Makes a draft hold from its first day; the version before it ends there.
 * @throws scorecards.set_not_found, scorecards.set_is_approved, scorecards.set_broken, scorecards.set_overlaps
 */
export async function approveSet(db: Db, id: number, reason: string, by: By): Promise<void> {
  const known = await setById(db, id, { unit_ids: null });
  const { set, tenant, code, version } = known;
  if (known.state !== 'draft') throw new DomainError('scorecards.set_is_approved', 409, { code, version });
  refuseFaults(await judge(db, set, by.today));
  await translating(
    { criteria_set_one_a_day: { code: 'scorecards.set_overlaps', data: { code, valid_from: set.valid_from } } },
    async () => {
      await exec(db, sql.end_earlier, { tenant, code, id, valid_from: set.valid_from });
      await exec(db, sql.approve, { id, at: by.now });
    },
  );
  await insertCriteria(db, id, set);
  await record(db, {
    tenant: tenant ?? 0,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id ?? null,
    action: 'scorecards.approve_set',
    subject_kind: 'criteria_set',
    subject_id: id,
    after: { code, version, valid_from: set.valid_from },
    reason,
  });
}

const FOLDER = path.join(PACKS, 'scorecards');

/** Sets that come with the product, approved as they are. A version that was loaded is not changed: raise it. @throws packs.broken */
export async function loadPack(db: Db, dir = FOLDER): Promise<void> {
  const problems: PackProblem[] = [];
  const sets: { file: string; set: CriteriaSet }[] = [];
  for (const name of fs
    .readdirSync(dir)
    .filter((one) => one.endsWith('.yaml'))
    .sort()) {
    const file = path.join(dir, name);
    const read = readPackFile(file, CriteriaSet);
    problems.push(...read.problems);
    if (read.value) sets.push({ file, set: read.value });
  }
  for (const { file, set } of sets) {
    const fault = (keys: readonly PropertyKey[], message: string) =>
      problems.push({
        file: path.relative(path.join(PACKS, '..'), file),
        line: packLine(file, keys),
        path: keys.join('.'),
        message,
      });
    for (const one of faultsOf(set, await measureNames(db, set.valid_from > FIRST_MEASURES ? set.valid_from : FIRST_MEASURES)))
      fault(one.path, `${one.code} ${one.fault} ${JSON.stringify(one.data)}`);
    const there = await maybeOne(db, sql.version_of, { tenant: null, code: set.code, version: set.version }, Version);
    if (there && JSON.stringify(CriteriaSet.parse(there.tree)) !== JSON.stringify(set))
      fault(['version'], `version ${set.version} of ${set.code} is loaded with other content: raise the version`);
    if (!there && problems.length === 0) await insertShipped(db, set);
  }
  refuseIfBroken(problems);
}

// Measures of the product hold from before any set; those that begin later are known from here on.
const FIRST_MEASURES = '2026-01-01';
const Version = z.object({ id: z.number(), version: z.number(), state: z.string(), tree: z.unknown() });

async function insertShipped(db: Db, set: CriteriaSet): Promise<void> {
  await exec(db, sql.end_earlier, { tenant: null, code: set.code, id: 0, valid_from: set.valid_from });
  const made = {
    reason: null,
    at: new Date(),
    made_by: 'Một Cửa',
    tenant: null,
    code: set.code,
    version: set.version,
    state: 'approved',
  };
  const { id } = await one(db, sql.insert_set, { ...paramsOf(set), ...made }, z.object({ id: z.number() }));
  await insertCriteria(db, id, set);
}
