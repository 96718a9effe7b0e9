import type pg from 'pg';
import { z } from 'zod';
import type { Calendar } from '#calendar';
import { type BulkCounts, type BulkDossier, bulkInsert, dossierCode } from '#dossiers';
import { addDays, type Day, daysBetween, vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import { loadSql, many, one } from '#lib/sql';
import { type KnownPlace, liveTimes, matterOn } from './make.ts';
import { makeRandom } from './random.ts';
import { atWork, eventsOf } from './story.ts';
import { matters, worldOf } from './world.ts';

const sql = loadSql(import.meta.url, ['desks', 'next_mark']);

export type SeedCounts = BulkCounts & { from: Day; to: Day };

const FROM = '2022-07-01';
const TO = '2025-06-30';
const MOST = 20_000_000;

/**
 * Adds `dossiers` made-up dossiers of three years before the change of tiers, spread over every district and commune there is; for benchmarks and trials.
 * They come through the same events, deadlines and projections as real ones.
 * @param db a connection that owns the database, in a transaction
 * @throws demo.seed_out_of_range, demo.no_desks when the demonstration's units are not loaded
 */
export async function seed(
  db: pg.ClientBase,
  options: { dossiers: number; log: (line: string) => void; seed?: string },
): Promise<SeedCounts> {
  const { dossiers, log } = options;
  if (!Number.isInteger(dossiers) || dossiers < 1 || dossiers > MOST)
    throw new DomainError('demo.seed_out_of_range', 422, { most: MOST });
  const desks = await many(
    db,
    sql.desks,
    { day: TO },
    z.object({ unit_id: z.number(), tenant: z.number(), name: z.string(), agency: z.string(), kind: z.string() }),
  );
  if (desks.length === 0) throw new DomainError('demo.no_desks', 422);
  let said = 0;
  const counts = await bulkInsert(db, madeUp(db, desks, dossiers, options.seed ?? 'seed'), {
    expected: dossiers,
    onBatch: (so_far) => {
      if (so_far.dossiers - said < 50_000 && so_far.dossiers < dossiers) return;
      said = so_far.dossiers;
      log(`${so_far.dossiers.toLocaleString('vi-VN')} / ${dossiers.toLocaleString('vi-VN')} hồ sơ`);
    },
  });
  return { ...counts, from: FROM, to: TO };
}

async function* madeUp(
  db: pg.ClientBase,
  desks: readonly KnownPlace[],
  total: number,
  words: string,
): AsyncIterable<BulkDossier> {
  const random = makeRandom(words);
  const { mark } = await one(db, sql.next_mark, {}, z.object({ mark: z.number() }));
  const known = await matters(db);
  const world = worldOf(db, known);
  const calendars = new Map<number, Calendar>();
  for (const desk of desks) calendars.set(desk.unit_id, await world.calendarOf(desk));
  const first = calendars.get((desks[0] as KnownPlace).unit_id) as Calendar;
  const days: Day[] = [];
  for (let i = 0; i <= daysBetween(FROM, TO); i += 1) if (first.isWorkingDay(addDays(FROM, i))) days.push(addDays(FROM, i));
  for (const [index, day] of days.entries()) {
    // Whole numbers that add up to the total over all days.
    const today = Math.floor((total * (index + 1)) / days.length) - Math.floor((total * index) / days.length);
    const by_kind = new Map(['district', 'commune'].map((kind) => [kind, matterOn(known, kind, day)]));
    const sequence = new Map<number, number>();
    for (let i = 0; i < today; i += 1) {
      const place = random.pick(desks);
      const matter = random.pick(by_kind.get(place.kind) as ReturnType<typeof matterOn>);
      const next = (sequence.get(place.unit_id) ?? 0) + 1;
      sequence.set(place.unit_id, next);
      const times = liveTimes(matter, atWork(day, random), calendars.get(place.unit_id) as Calendar, random);
      const channel = matter.online_level !== 'none' && random.chance(45) ? 2 : random.chance(4) ? 3 : 1;
      // The mark keeps these codes apart from those of real days and of other seedings.
      const code = dossierCode(`${place.agency}.S${mark}`, vietnamDay(times.received_at), next);
      yield {
        tenant: place.tenant,
        events: eventsOf(
          { code, place, matter, channel, times, papers: null, result: null, until: null, officer_id: null },
          random,
        ),
      };
    }
  }
}
