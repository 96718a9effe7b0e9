// Where a dossier is received, who decides on it, and by which version of the procedure and which calendar: the same for every dossier of a day
// at a desk, so it is kept in memory as long as units, catalogue and calendar stay as they are.
import { type Calendar, calendarOn } from '#calendar';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import { Remembered, type Stamps } from '#lib/revision';
import type { Db } from '#lib/sql';
import { type Unit, unitById, unitOn } from '#org';
import { isCompetent, type Procedure, procedureOn } from '#procedures';

export type Asked = {
  procedure_code: string;
  receiving_unit: string;
  competent_unit?: string | undefined;
  helping_unit?: string | undefined;
};

export type Place = {
  /** Whose desk receives. */
  unit: Unit;
  /** Who decides. */
  competent: Unit;
  /** Where the applicant was helped to file, when that is neither of both. */
  helping: Unit | null;
  procedure: Procedure;
  /** By which the deciding unit works. */
  calendar: Calendar;
};

/**
 * Since when every desk of a province receives for the whole province, whoever decides there.
 * Source: Nghị định 118/2025/NĐ-CP (centres of province and communes receive what any body of the province decides); to be verified.
 */
const WHOLE_PROVINCE_FROM: Day = '2025-07-01';

const MOST_KEPT = 5000;
const kept = new Remembered<Place>(['org', 'procedures', 'calendar'], MOST_KEPT);

/**
 * @throws procedures.unknown, procedures.not_on_day, org.unit_unknown, org.unit_not_on_day, dossiers.unit_not_competent,
 * dossiers.competent_unit_needed, dossiers.other_territory
 */
export function placeOf(db: Db, asked: Asked, day: Day, stamps: Stamps): Promise<Place> {
  const { procedure_code, receiving_unit, competent_unit = '', helping_unit = '' } = asked;
  const key = JSON.stringify([procedure_code, receiving_unit, competent_unit, helping_unit, day]);
  return kept.get(stamps, key, () => find(db, asked, day));
}

async function find(db: Db, asked: Asked, day: Day): Promise<Place> {
  const unit = await unitOn(db, asked.receiving_unit, day);
  const procedure = await procedureOn(db, asked.procedure_code, day);
  const competent = await whoDecides(db, asked, unit, procedure, day);
  const helped = asked.helping_unit ? await unitOn(db, asked.helping_unit, day) : null;
  const helping = helped && helped.id !== unit.id && helped.id !== competent.id ? helped : null;
  return { unit, competent, helping, procedure, calendar: await calendarOn(db, competent.code) };
}

async function whoDecides(db: Db, asked: Asked, unit: Unit, procedure: Procedure, day: Day): Promise<Unit> {
  const { code, level } = procedure;
  if (!asked.competent_unit) {
    for (const above of await line(db, unit, day)) if (await isCompetent(db, procedure, above, day)) return above;
    throw new DomainError('dossiers.competent_unit_needed', 422, { unit: unit.code, procedure: code, level });
  }
  const competent = await unitOn(db, asked.competent_unit, day);
  if (!(await isCompetent(db, procedure, competent, day)))
    throw new DomainError('dossiers.unit_not_competent', 422, { unit: competent.code, procedure: code, level });
  if (!(await mayReceiveFor(db, unit, competent, procedure, day)))
    throw new DomainError('dossiers.other_territory', 422, { unit: unit.name, competent: competent.name, procedure: code });
  return competent;
}

/** The unit and those above it. */
async function line(db: Db, unit: Unit, day: Day): Promise<Unit[]> {
  const found = [unit];
  for (let last = unit; last.parent_id !== null; found.push(last)) last = await unitById(db, last.parent_id, day);
  return found;
}

/**
 * For itself, for who stands above or below it; since 2025 for everyone of its province; for anyone in the country when the procedure does not
 * depend on the territory.
 * Source: Nghị định 118/2025/NĐ-CP art. 20 (thực hiện thủ tục hành chính không phụ thuộc địa giới); before it the locality's own decision: the
 * mark of the catalogue.
 */
async function mayReceiveFor(db: Db, unit: Unit, competent: Unit, procedure: Procedure, day: Day): Promise<boolean> {
  if (procedure.is_boundary_free) return true;
  if (day >= WHOLE_PROVINCE_FROM && unit.tenant === competent.tenant) return true;
  const has = (units: readonly Unit[], id: number) => units.some((one) => one.id === id);
  return has(await line(db, unit, day), competent.id) || has(await line(db, competent, day), unit.id);
}
