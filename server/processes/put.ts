// Processes that come with packs, the demonstration or the command line, without a draft.
import { z } from 'zod';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import { type Db, exec, loadSql, maybeOne, one } from '#lib/sql';
import { unitOn } from '#org';
import { nationalCode } from '#procedures';
import { Definition } from './definition.ts';

const sql = loadSql(import.meta.url, [
  'model',
  'model_of',
  'update_model',
  'nation',
  'put_procedure_id',
  'put_same_process',
  'put_process',
  'put_version',
]);

const Level = z.enum(['province', 'district', 'commune']);
const Id = z.object({ id: z.number() });

/**
 * A process of a pack. A model is renewed by a newer pack; one put in force for an authority is made once and left alone afterwards.
 * @returns false when it was there already
 */
export async function putFromPack(
  db: Db,
  entry: {
    name_vi: string;
    name_en: string;
    procedure_code: string | null;
    level: z.infer<typeof Level> | null;
    definition: Definition;
    source: string;
    status: 'approved' | 'to_be_verified';
    in_force: { unit: string; from: Day; decision_no: string } | null;
  },
  now: Date,
): Promise<boolean> {
  const procedure_id = entry.procedure_code === null ? null : await procedureId(db, entry.procedure_code);
  const { name_vi, name_en, level, source, status, in_force } = entry;
  const definition = JSON.stringify(entry.definition);
  const stamp = { decided_on: null, source, status, actor_id: null, now, definition };
  if (in_force === null) {
    const known = await maybeOne(db, sql.model, { name_vi, procedure_id }, z.object({ id: z.number(), version_id: z.number() }));
    if (known) {
      await exec(db, sql.update_model, { id: known.version_id, definition, source, status, now });
      return false;
    }
    const nation = await one(db, sql.nation, {}, z.object({ id: z.number(), tenant: z.number() }));
    const process = { tenant: nation.tenant, unit_id: nation.id, procedure_id, level, is_model: true, name_vi, name_en };
    const { id } = await one(db, sql.put_process, { ...process, actor_id: null, now }, Id);
    await one(db, sql.put_version, { ...stamp, process_id: id, state: 'model', from: null, until: null, decision_no: null }, Id);
    return true;
  }
  const unit = await unitOn(db, in_force.unit, in_force.from);
  if (await maybeOne(db, sql.put_same_process, { unit_id: unit.id, procedure_id, level }, Id)) return false;
  const process = { tenant: unit.tenant, unit_id: unit.id, procedure_id, level, is_model: false, name_vi, name_en };
  const { id } = await one(db, sql.put_process, { ...process, actor_id: null, now }, Id);
  const { from, decision_no } = in_force;
  await one(db, sql.put_version, { ...stamp, process_id: id, state: 'in_force', from, until: null, decision_no }, Id);
  return true;
}

/**
 * Puts a process in force without a draft, once: for the demonstration, and for set-up by the command line.
 * @param input.definition left out: that of the model of the procedure
 * @returns false when the authority has one already
 * @throws processes.not_found without a model, org.unit_unknown, org.unit_not_on_day, procedures.unknown
 */
export async function putInForce(
  db: Db,
  input: { unit: string; procedure_code: string | null; from: Day; decision_no: string; definition?: Definition | undefined },
  now = new Date(),
): Promise<boolean> {
  const { unit, from, decision_no, procedure_code } = input;
  const procedure_id = procedure_code === null ? null : await procedureId(db, procedure_code);
  const model = await maybeOne(db, sql.model_of, { procedure_id }, Model);
  const definition = input.definition ?? model?.definition;
  if (!definition) throw new DomainError('processes.not_found', 404, { procedure_code });
  const { name_vi, name_en } = model ?? { name_vi: 'Quy trình nội bộ', name_en: 'Internal process' };
  const put = { name_vi, name_en, procedure_code, level: null, definition, source: decision_no };
  return putFromPack(db, { ...put, status: 'to_be_verified', in_force: { unit, from, decision_no } }, now);
}

const Model = z.object({ name_vi: z.string(), name_en: z.string(), definition: Definition });

async function procedureId(db: Db, code: string): Promise<number> {
  const found = await maybeOne(db, sql.put_procedure_id, { code: nationalCode(code) }, Id);
  if (!found) throw new DomainError('procedures.unknown', 404, { code: nationalCode(code) });
  return found.id;
}
