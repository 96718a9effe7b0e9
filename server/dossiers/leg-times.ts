// How the legs of interlinked dossiers kept their time, and the dossiers behind each figure.
import { z } from 'zod';
import { inOrder } from '#calendar';
import { addDays, type Day, vietnamDay, vietnamMoment } from '#lib/day';
import { ratio } from '#lib/decimal';
import { type Db, loadSql, many } from '#lib/sql';
import { interlinking, type ProcessVersion, processVersion } from '#processes';
import type { Viewer } from './step-view.ts';
import { unitsIn } from './step-work.ts';

const sql = loadSql(import.meta.url, ['leg_times', 'leg_dossiers']);

/** Of 100 dated commune legs of interlinked dossiers as many are to be in time. Source: PY 15.3d. */
export const COMMUNE_TARGET = '95';

export const LEG_LEVELS = ['commune', 'district', 'province', 'central'] as const;
const LegLevel = z.enum(LEG_LEVELS);

const Counts = z.object({
  /** Ended in the days asked for; `in_time` + `late` + `undated`. */
  done: z.number(),
  in_time: z.number(),
  late: z.number(),
  undated: z.number(),
});
const StoredLeg = Counts.extend({
  leg: z.string(),
  process_version_id: z.number(),
  unit_id: z.number(),
  unit_code: z.string(),
  unit_name: z.string(),
  mean_hours: z.string().nullable(),
});
const Rated = {
  /** Of 100 dated ones in time, two decimals; null: none was dated. */
  rate: z.string().nullable(),
  /** False: dated ones of a commune stay under the target. Null: no target holds, or none was dated. */
  is_enough: z.boolean().nullable(),
};
export const LegTime = StoredLeg.extend({
  ...Rated,
  process_vi: z.string(),
  process_en: z.string(),
  leg_vi: z.string(),
  leg_en: z.string(),
  level: LegLevel,
  interlinking: z.enum(['none', 'same_level', 'two_levels', 'three_levels']),
});
export type LegTime = z.infer<typeof LegTime>;
export const LegTimes = z.object({
  legs: z.array(LegTime),
  /** All legs done at a level together. */
  levels: z.array(Counts.extend({ level: LegLevel, ...Rated })),
  /** Of 100, for communes. */
  target: z.string(),
});

export type LegsAsked = { unit?: string | undefined; from: Day; to: Day };

/**
 * How the legs of interlinked dossiers kept their time, by the unit that did them: a leg counts in the days in which its last step was left.
 * @throws calendar.reversed_dates
 * Source: PY 15.3d measures the commune's leg of interlinked dossiers on its own.
 */
export async function legTimes(db: Db, asked: LegsAsked, viewer: Viewer): Promise<z.infer<typeof LegTimes>> {
  const legs: LegTime[] = [];
  for (const row of await many(db, sql.leg_times, await window(db, asked, viewer), StoredLeg)) {
    const { definition, name_vi, name_en } = (await processVersion(db, row.process_version_id)) as ProcessVersion;
    const leg = definition.legs.find((one) => one.code === row.leg) as (typeof definition.legs)[number];
    legs.push({
      ...row,
      ...rated(row, leg.level),
      process_vi: name_vi,
      process_en: name_en,
      leg_vi: leg.name_vi,
      leg_en: leg.name_en,
      level: leg.level,
      interlinking: interlinking(definition),
    });
  }
  const levels = LEG_LEVELS.flatMap((level) => {
    const own = legs.filter((leg) => leg.level === level);
    if (own.length === 0) return [];
    const sum = (of: keyof z.infer<typeof Counts>) => own.reduce((so_far, leg) => so_far + leg[of], 0);
    const counts = { done: sum('done'), in_time: sum('in_time'), late: sum('late'), undated: sum('undated') };
    return [{ level, ...counts, ...rated(counts, level) }];
  });
  return { legs, levels, target: COMMUNE_TARGET };
}

function rated({ in_time, late }: { in_time: number; late: number }, level: string) {
  const dated = in_time + late;
  const has_target = level === 'commune' && dated > 0;
  return {
    rate: ratio(in_time, dated),
    is_enough: has_target ? in_time * 100 >= Number(COMMUNE_TARGET) * dated : null,
  };
}

export const LEG_WAS = ['all', 'dated', 'in_time', 'late', 'undated'] as const;
export const LegDossier = z.object({
  id: z.number(),
  code: z.string(),
  procedure_name: z.string(),
  status: z.number(),
  unit_name: z.string(),
  leg: z.string(),
  leg_vi: z.string(),
  leg_en: z.string(),
  from_at: z.date(),
  to_at: z.date(),
  due_at: z.date().nullable(),
  was: z.enum(['in_time', 'late', 'undated']),
});
const StoredLegDossier = LegDossier.omit({ leg_vi: true, leg_en: true }).extend({
  process_version_id: z.number(),
});

export type LegDossiersAsked = LegsAsked & {
  /** Only legs of this level. */
  level?: (typeof LEG_LEVELS)[number] | undefined;
  /** Only this leg of this version of a process. */
  leg?: string | undefined;
  process_version_id?: number | undefined;
  /** Only what this very unit did, nothing below it. */
  unit_id?: number | undefined;
  was: (typeof LEG_WAS)[number];
  page: number;
  page_size: number;
};

/** The legs that a figure of `legTimes` counts, the latest ended first. */
export async function legDossiers(
  db: Db,
  asked: LegDossiersAsked,
  viewer: Viewer,
): Promise<{ rows: z.infer<typeof LegDossier>[]; total: number }> {
  const { level, leg, process_version_id, unit_id, was, page, page_size } = asked;
  const fits = (row: LegTime) =>
    (level === undefined || row.level === level) &&
    (leg === undefined || row.leg === leg) &&
    (process_version_id === undefined || row.process_version_id === process_version_id) &&
    (unit_id === undefined || row.unit_id === unit_id);
  const counted = (await legTimes(db, asked, viewer)).legs.filter(fits);
  const of = new Map(counted.map((row) => [`${row.process_version_id} ${row.leg}`, row]));
  const params = await window(db, asked, viewer);
  const rows = await many(
    db,
    sql.leg_dossiers,
    {
      ...params,
      unit_ids: unit_id === undefined ? params.unit_ids : (params.unit_ids ?? [unit_id]).filter((one) => one === unit_id),
      legs: [...of.keys()],
      was,
      limit: page_size,
      offset: (page - 1) * page_size,
    },
    StoredLegDossier,
  );
  const total = counted.reduce((so_far, row) => so_far + countOf(row, was), 0);
  return {
    total,
    rows: rows.map(({ process_version_id: version, ...row }) => {
      const { leg_vi, leg_en } = of.get(`${version} ${row.leg}`) as LegTime;
      return { ...row, leg_vi, leg_en };
    }),
  };
}

function countOf({ done, in_time, late, undated }: LegTime, was: (typeof LEG_WAS)[number]): number {
  return was === 'all' ? done : was === 'dated' ? in_time + late : { in_time, late, undated }[was];
}

async function window(db: Db, { unit, from, to }: LegsAsked, { scope, now }: Viewer) {
  inOrder(from, to);
  return {
    from_at: vietnamMoment(from),
    to_at: vietnamMoment(addDays(to, 1)),
    to_day: to,
    scope: scope.unit_ids,
    unit_ids: await unitsIn(db, unit, vietnamDay(now)),
  };
}
