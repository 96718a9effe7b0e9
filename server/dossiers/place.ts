// Where a dossier is received, who decides on it, and by which version of the procedure and which calendar: the same for every dossier of a day
// at a desk, so it is kept in memory as long as units, catalogue and calendar stay as they are.
import { type Calendar, calendarOn } from '#calendar';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import { Remembered, type Stamps } from '#lib/revision';
import type { Db } from '#lib/sql';
import { type Unit, unitById, unitOn } from '#org';
import { isCompetentAmong, namedUnits, type Procedure, procedureOn } from '#procedures';

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

const MOST_KEPT = 20_000;
// Whole answers for what comes again and again, and their parts: a desk and a procedure that meet for the first time are known already.
const places = new Remembered<Place>(['org', 'procedures', 'calendar'], MOST_KEPT);
const units = new Remembered<Unit>(['org'], MOST_KEPT);
const lines = new Remembered<readonly Unit[]>(['org'], MOST_KEPT);
/** With the units named for it. */
type Named = Procedure & { named: readonly number[] };
const procedures = new Remembered<Named>(['org', 'procedures'], MOST_KEPT);
const calendars = new Remembered<Calendar>(['calendar'], MOST_KEPT);

type Ask = { db: Db; day: Day; stamps: Stamps };

/**
 * @throws procedures.unknown, procedures.not_on_day, org.unit_unknown, org.unit_not_on_day, dossiers.unit_not_competent,
 * dossiers.competent_unit_needed, dossiers.other_territory
 */
export function placeOf(db: Db, asked: Asked, day: Day, stamps: Stamps): Promise<Place> {
  const { procedure_code, receiving_unit, competent_unit = '', helping_unit = '' } = asked;
  const key = `${procedure_code}|${receiving_unit}|${competent_unit}|${helping_unit}|${day}`;
  return places.get(stamps, key, () => find({ db, day, stamps }, asked));
}

async function find(ask: Ask, asked: Asked): Promise<Place> {
  const unit = await unitOf(ask, asked.receiving_unit);
  const procedure = await procedureOf(ask, asked.procedure_code);
  const competent = await whoDecides(ask, asked, unit, procedure);
  const helped = asked.helping_unit ? await unitOf(ask, asked.helping_unit) : null;
  const helping = helped && helped.id !== unit.id && helped.id !== competent.id ? helped : null;
  const calendar = await calendars.get(ask.stamps, competent.code, () => calendarOn(ask.db, competent.code));
  return { unit, competent, helping, procedure, calendar };
}

function unitOf({ db, day, stamps }: Ask, code: string): Promise<Unit> {
  return units.get(stamps, `${code}|${day}`, () => unitOn(db, code, day));
}

function procedureOf({ db, day, stamps }: Ask, code: string): Promise<Named> {
  return procedures.get(stamps, `${code}|${day}`, async () => {
    const procedure = await procedureOn(db, code, day);
    return { ...procedure, named: await namedUnits(db, procedure.procedure_id, day) };
  });
}

async function whoDecides(ask: Ask, asked: Asked, unit: Unit, procedure: Named): Promise<Unit> {
  const { code, level, named } = procedure;
  if (!asked.competent_unit) {
    const above = (await lineOf(ask, unit)).find((one) => isCompetentAmong(procedure, one, named));
    if (above) return above;
    throw new DomainError('dossiers.competent_unit_needed', 422, { unit: unit.code, procedure: code, level });
  }
  const competent = await unitOf(ask, asked.competent_unit);
  if (!isCompetentAmong(procedure, competent, named))
    throw new DomainError('dossiers.unit_not_competent', 422, { unit: competent.code, procedure: code, level });
  if (!(await mayReceiveFor(ask, unit, competent, procedure)))
    throw new DomainError('dossiers.other_territory', 422, { unit: unit.name, competent: competent.name, procedure: code });
  return competent;
}

/** The unit and those above it. */
function lineOf({ db, day, stamps }: Ask, unit: Unit): Promise<readonly Unit[]> {
  return lines.get(stamps, `${unit.id}|${day}`, async () => {
    const found = [unit];
    for (let last = unit; last.parent_id !== null; found.push(last)) last = await unitById(db, last.parent_id, day);
    return found;
  });
}

/**
 * For itself, for who stands above or below it; since 2025 for everyone of its province; for anyone in the country when the procedure does not
 * depend on the territory.
 * Source: Nghị định 118/2025/NĐ-CP art. 20 (thực hiện thủ tục hành chính không phụ thuộc địa giới); before it the locality's own decision: the
 * mark of the catalogue.
 */
async function mayReceiveFor(ask: Ask, unit: Unit, competent: Unit, procedure: Procedure): Promise<boolean> {
  if (procedure.is_boundary_free) return true;
  if (ask.day >= WHOLE_PROVINCE_FROM && unit.tenant === competent.tenant) return true;
  const has = (units: readonly Unit[], id: number) => units.some((one) => one.id === id);
  return has(await lineOf(ask, unit), competent.id) || has(await lineOf(ask, competent), unit.id);
}
