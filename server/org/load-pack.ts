import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { PACKS, type PackProblem, packLine, readPackFile, refuseIfBroken } from '#lib/pack';
import { type Db, exec, loadSql, many } from '#lib/sql';
import { type Fault, faultsOf, OrgPack, type PlainSuccession, type PlainUnit, spellOut } from './pack.ts';
import { rebuild } from './rebuild.ts';

const sql = loadSql(import.meta.url, [
  'known_units',
  'add_tenants',
  'known_tenants',
  'add_units',
  'add_names',
  'add_edges',
  'add_successions',
]);

const Known = z.object({ id: z.int(), code: z.string(), born: z.string(), died: z.string().nullable() });

/**
 * Adds the units, names, parents and successions of every `org*.yaml` in `dir` that are not there yet, and rebuilds the trees. Units that
 * are there keep their days, names and parents: from then on they change by `merge`, `rename` and the like, not by a pack.
 * @throws packs.broken with every fault's file and line; nothing is stored then
 */
export async function loadPack(db: Db, dir = path.join(PACKS, 'org')): Promise<void> {
  const files = fs
    .readdirSync(dir)
    .filter((name) => /^org.*\.yaml$/.test(name))
    .sort()
    .map((name) => path.join(dir, name));
  for (const file of files) await loadFile(db, file);
  await rebuild(db);
}

async function loadFile(db: Db, file: string): Promise<void> {
  const { value: pack, problems } = readPackFile(file, OrgPack);
  refuseIfBroken(problems);
  if (!pack) return;
  const { units, successions, faults } = spellOut(pack);
  const known = new Map((await many(db, sql.known_units, {}, Known)).map((unit) => [unit.code, unit]));
  const tenants = new Set((await many(db, sql.known_tenants, {}, z.object({ id: z.int() }))).map((row) => row.id));
  for (const tenant of pack.tenants) tenants.add(tenant.id);
  refuseIfBroken([...faults, ...faultsOf(units, successions, known, tenants)].map((fault) => problemOf(file, fault)));
  await exec(db, sql.add_tenants, {
    ids: pack.tenants.map((tenant) => tenant.id),
    codes: pack.tenants.map((tenant) => tenant.code),
    names: pack.tenants.map((tenant) => tenant.name),
  });
  await addUnits(
    db,
    units,
    units.filter((unit) => !known.has(unit.code)),
  );
  await addSuccessions(db, successions);
}

function problemOf(file: string, fault: Fault): PackProblem {
  return {
    file: path.relative(path.join(PACKS, '..'), file),
    line: packLine(file, fault.keys),
    path: fault.keys.join('.'),
    message: fault.message,
  };
}

async function addUnits(db: Db, units: readonly PlainUnit[], fresh: readonly PlainUnit[]): Promise<void> {
  await exec(db, sql.add_units, {
    codes: units.map((unit) => unit.code),
    slugs: units.map((unit) => unit.slug),
    area_codes: units.map((unit) => unit.area_code),
    kinds: units.map((unit) => unit.kind),
    tenants: units.map((unit) => unit.tenant),
    born: units.map((unit) => unit.born),
    died: units.map((unit) => unit.died),
    sources: units.map((unit) => unit.source),
    statuses: units.map((unit) => unit.status),
  });
  const names = fresh.flatMap((unit) => unit.names.map((name) => ({ code: unit.code, ...name })));
  await exec(db, sql.add_names, {
    codes: names.map((name) => name.code),
    names: names.map((name) => name.name),
    short_names: names.map((name) => name.short_name),
    from: names.map((name) => name.from),
    to: names.map((name) => name.to),
  });
  const edges = fresh.flatMap((unit) => unit.parents.map((edge) => ({ child: unit.code, ...edge })));
  await exec(db, sql.add_edges, {
    children: edges.map((edge) => edge.child),
    parents: edges.map((edge) => edge.parent),
    rels: edges.map((edge) => edge.rel),
    from: edges.map((edge) => edge.from),
    to: edges.map((edge) => edge.to),
  });
}

async function addSuccessions(db: Db, successions: readonly PlainSuccession[]): Promise<void> {
  await exec(db, sql.add_successions, {
    effective: successions.map((row) => row.effective),
    preds: successions.map((row) => row.pred),
    succs: successions.map((row) => row.succ),
    kinds: successions.map((row) => row.kind),
    is_exact: successions.map((row) => row.is_exact),
    documents: successions.map((row) => row.document_no),
    sources: successions.map((row) => row.source),
    statuses: successions.map((row) => row.status),
  });
}
