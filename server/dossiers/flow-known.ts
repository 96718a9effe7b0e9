// What entering a step asks of units, calendars and officers. At reception it is the same for every dossier of a desk, so there it comes from
// memory, under the stamps the request read; elsewhere it is asked each time.
import { type Calendar, calendarOn } from '#calendar';
import type { Day } from '#lib/day';
import { Remembered, type Stamps } from '#lib/revision';
import type { Db } from '#lib/sql';
import type { Unit } from '#org';
import { awayOn, type Colleague, colleagues, type UnitRule, unitOfRule } from '#processes';
import { calendarKept } from './known.ts';

type Away = NonNullable<ReturnType<Awaited<ReturnType<typeof awayOn>>['get']>>;
type Where = { receiving_unit_id: number; competent_unit_id: number; day: Day };

const MOST = 20_000;
const units = new Remembered<Unit>(['org'], MOST);
// A role given or taken away, an officer locked or away: each is a stamp of its own (migrations 0021, 0049).
const holders = new Remembered<Colleague[]>(['access', 'org', 'processes'], MOST);
const absent = new Remembered<Away | null>(['access', 'processes'], MOST);

/** The unit a step is done at. @throws processes.no_unit_for_step */
export function stepUnit(db: Db, rule: UnitRule, where: Where, stamps: Stamps | undefined): Promise<Unit> {
  if (!stamps) return unitOfRule(db, rule, where);
  const { receiving_unit_id, competent_unit_id, day } = where;
  const key = `${receiving_unit_id}/${competent_unit_id}/${day}/${JSON.stringify(rule)}`;
  return units.get(stamps, key, () => unitOfRule(db, rule, where));
}

export function stepCalendar(db: Db, unit_code: string, stamps: Stamps | undefined): Promise<Calendar> {
  return stamps ? calendarKept(db, unit_code, stamps) : calendarOn(db, unit_code);
}

/** Officers who hold a role for a unit on a day; those who are away last. */
export function roleHolders(db: Db, unit_id: number, role: string, day: Day, stamps: Stamps | undefined): Promise<Colleague[]> {
  if (!stamps) return colleagues(db, unit_id, role, day);
  return holders.get(stamps, `${unit_id}/${role}/${day}`, () => colleagues(db, unit_id, role, day));
}

/** Who stands in for an officer on a day; null: they are there. */
export async function awayFrom(db: Db, account_id: number, day: Day, stamps: Stamps | undefined): Promise<Away | null> {
  const ask = async () => (await awayOn(db, [account_id], day)).get(account_id) ?? null;
  return stamps ? absent.get(stamps, `${account_id}/${day}`, ask) : ask();
}
