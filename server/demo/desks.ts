// Desks of the demonstration, opened through the module's own functions, as an officer would.
import path from 'node:path';
import { z } from 'zod';
import * as desk from '#desk';
import type { Day } from '#lib/day';
import { PACKS, readPackFile, refuseIfBroken } from '#lib/pack';
import { type Db, loadSql, many } from '#lib/sql';

const sql = loadSql(import.meta.url, ['accounts_by_name']);
const clock = z.string().regex(/^\d{2}:\d{2}$/);

const Desks = z.strictObject({
  desks: z.array(
    z.strictObject({
      unit: z.string(),
      name: z.string(),
      address: z.string(),
      valid_from: z.iso.date(),
      valid_until: z.iso.date().optional(),
      staff: z.array(
        z.strictObject({
          name: z.string(),
          duty: z.enum(['head', 'deputy', 'officer', 'support']),
          title: z.string(),
          agency: z.string().optional(),
          account: z.string().optional(),
        }),
      ),
      equipment: z.array(
        z.strictObject({
          kind: z.string(),
          name: z.string(),
          amount: z.int(),
          amount_working: z.int(),
          amount_needed: z.int().optional(),
        }),
      ),
      hours: z.array(z.strictObject({ weekday: z.int(), spans: z.array(z.tuple([clock, clock])) })),
      services: z.array(z.strictObject({ letter: z.string(), name: z.string(), name_en: z.string() })).default([]),
      counters: z.array(z.strictObject({ number: z.int(), name: z.string(), letters: z.array(z.string()) })).default([]),
    }),
  ),
});

/** @throws packs.broken */
export async function loadDesks(db: Db, by: { actor: { user_id: null; name: string }; now: Date; today: Day }): Promise<number> {
  const { value, problems } = readPackFile(path.join(PACKS, 'demo', 'desks.yaml'), Desks);
  refuseIfBroken(problems);
  const desks = value?.desks ?? [];
  const names = desks.flatMap((one) => one.staff.flatMap((person) => person.account ?? []));
  const accounts = new Map(
    (await many(db, sql.accounts_by_name, { names }, z.object({ id: z.number(), username: z.string() }))).map((row) => [
      row.username,
      row.id,
    ]),
  );
  for (const one of desks) {
    const { valid_from } = one;
    // Recorded as of the day the desk opened: equipment and hours hold from then on.
    const then: desk.By = { ...by, today: valid_from, scope: { unit_ids: null }, request_id: 'demo' };
    const common = { phone: null, decision_no: null, note: null, has_own_room: true };
    const opened = { ...common, name: one.name, address: one.address, valid_from, valid_until: one.valid_until ?? null };
    const id = await desk.openDesk(db, one.unit, opened, then);
    for (const { account, agency, ...person } of one.staff) {
      const dated = { valid_from, valid_until: one.valid_until ?? null, decision_no: null, agency: agency ?? null };
      await desk.addStaff(db, id, { ...person, ...dated, account_id: account ? (accounts.get(account) ?? null) : null }, then);
    }
    for (const { amount_needed, ...piece } of one.equipment) {
      const more = { amount_needed: amount_needed ?? null, since: valid_from, source: null, note: null };
      await desk.keepEquipment(db, id, null, { ...piece, ...more }, then);
    }
    const hours = one.hours.flatMap(({ weekday, spans }) => spans.map(([opens, closes]) => ({ weekday, opens, closes })));
    await desk.setHours(db, id, { from: valid_from, hours }, then);
    const letters = new Map<string, number>();
    for (const service of one.services)
      letters.set(service.letter, await desk.keepService(db, id, { ...service, is_open: true }, then));
    for (const { letters: served, ...counter } of one.counters) {
      const services = served.map((letter) => letters.get(letter) as number);
      await desk.keepCounter(db, id, { ...counter, services, is_open: true }, then);
    }
  }
  return desks.length;
}
