// All dossiers of the demonstration, in the order in which they came. Pure but for the catalogue, units and calendars it is handed.
import type { Calendar } from '#calendar';
import { type BulkDossier, dossierCode, dueOf } from '#dossiers';
import { addDays, type Day, daysBetween, vietnamDay } from '#lib/day';
import type { DigitisedState, Figures, Group, Window } from './plan.ts';
import { ordersOf } from './plan.ts';
import { makeRandom, type Random } from './random.ts';
import { atWork, eventsOf, type Matter, type Place, type Times, timesFor } from './story.ts';

export type DatedMatter = Matter & { level: string; valid_from: Day; valid_to: Day | null };
export type KnownPlace = Place & { kind: string };

export type World = {
  matters: readonly DatedMatter[];
  /** By code or slug, as of a day. */
  placeOn(unit: string, day: Day): Promise<KnownPlace>;
  communesOf(unit: string, day: Day): Promise<readonly KnownPlace[]>;
  calendarOf(place: Place): Promise<Calendar>;
  /** Account of the officer who handles what comes to a unit today; null where the demonstration has none. */
  officerOf(place: Place): number | null;
};

type Story = {
  place: Place;
  matter: Matter;
  channel: 1 | 2 | 3;
  times: Times;
  papers: DigitisedState | null;
  result: DigitisedState | null;
  until: Date | null;
  officer_id: number | null;
};

const CHANNEL = { counter: 1, online: 2, post: 3 } as const;
// How often people come for what, where the reports are silent.
const WEIGHTS: Record<string, number> = { 'chung-thuc': 6, 'ho-tich': 4, 'dat-dai': 3 };

/**
 * How many there are, and each with its events, made when it is asked for: together they would take much memory.
 * @param now what happens after it has not happened yet
 */
export async function makeDossiers(
  figures: Figures,
  world: World,
  now: Date,
): Promise<{ total: number; dossiers: Iterable<BulkDossier> }> {
  const stories: Story[] = [];
  for (const window of figures.windows)
    stories.push(...(await windowStories(window, world, makeRandom(`${figures.seed}/${window.id}`))));
  for (const { unit, per_day } of figures.live.units) {
    stories.push(
      ...(await liveStories(unit, per_day, figures.live.from, world, now, makeRandom(`${figures.seed}/live/${unit}`))),
    );
  }
  return { total: stories.length, dossiers: told(stories, makeRandom(`${figures.seed}/people`)) };
}

/** In order of reception, each with its code. */
function* told(stories: Story[], random: Random): Iterable<BulkDossier> {
  stories.sort(
    (a, b) => a.times.received_at.getTime() - b.times.received_at.getTime() || (a.place.agency < b.place.agency ? -1 : 1),
  );
  const sequence = new Map<string, number>();
  for (const story of stories) {
    const day = vietnamDay(story.times.received_at);
    const key = `${story.place.agency}/${day}`;
    const next = (sequence.get(key) ?? 0) + 1;
    sequence.set(key, next);
    yield {
      tenant: story.place.tenant,
      events: eventsOf({ ...story, code: dossierCode(story.place.agency, day, next) }, random),
    };
  }
}

async function windowStories(window: Window, world: World, random: Random): Promise<Story[]> {
  const stories: Story[] = [];
  const pools = new Map<string, { places: readonly KnownPlace[]; matters: readonly DatedMatter[] }>();
  for (const { group, papers, result } of ordersOf(window, random.shuffled)) {
    let pool = pools.get(group.id);
    if (!pool) {
      const places = group.unit
        ? [await world.placeOn(group.unit, window.to)]
        : await world.communesOf(group.communes_of as string, window.to);
      pool = { places, matters: weighted(matching(group, places[0]?.kind, window, world.matters)) };
      if (places.length === 0 || pool.matters.length === 0)
        throw new Error(`demonstration ${window.id}/${group.id}: no unit or no procedure fits`);
      pools.set(group.id, pool);
    }
    const place = random.pick(pool.places);
    const calendar = await world.calendarOf(place);
    stories.push({
      place,
      channel: CHANNEL[group.channel],
      papers,
      result,
      until: null,
      officer_id: null,
      ...fitting(window, group, pool.matters, calendar, random),
    });
  }
  return stories;
}

function fitting(
  window: Window,
  group: Group,
  matters: readonly DatedMatter[],
  calendar: Calendar,
  random: Random,
): { matter: Matter; times: Times } {
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const matter = random.pick(matters);
    const wish = {
      arrival: group.arrival,
      fate: group.fate,
      from: window.from,
      to: window.to,
      finished_by: window.finished_by,
      received_from: latest(group.received_from ?? window.from, matter.valid_from),
      received_to: earliest(group.received_to ?? window.to, matter.valid_to === null ? window.to : addDays(matter.valid_to, -1)),
    };
    const times = timesFor(wish, matter, calendar, random);
    if (times && isValidOn(matter, vietnamDay(times.received_at))) return { matter, times };
  }
  throw new Error(`demonstration ${window.id}/${group.id}: no days fit ${group.arrival} ${group.fate}`);
}

function matching(group: Group, kind: string | undefined, window: Window, matters: readonly DatedMatter[]): DatedMatter[] {
  return matters.filter((matter) => {
    if (matter.level !== kind) return false;
    if (matter.valid_from > window.to || (matter.valid_to !== null && matter.valid_to <= window.from)) return false;
    if (group.procedures && !group.procedures.includes(matter.code)) return false;
    // The published count of the no-writing, no-appointment day is exact: only the groups that name those procedures make them from that day on.
    if (!group.procedures && matters.some((other) => other.code === matter.code && other.is_no_writing)) return false;
    if (group.procedures && !matter.is_no_writing) return false;
    if (group.sectors && !group.sectors.includes(matter.sector_code)) return false;
    if (group.except_sectors?.includes(matter.sector_code)) return false;
    if (
      group.online_level
        ? matter.online_level !== group.online_level
        : group.channel === 'online' && matter.online_level === 'none'
    )
      return false;
    // What is done within the day is never pending at its end nor carried over.
    const is_short = matter.limit_unit === 'hour' || (matter.limit_amount ?? 0) < 2;
    return !(is_short && (group.arrival === 'carried' || group.fate.startsWith('pending')));
  });
}

function weighted(matters: readonly DatedMatter[]): DatedMatter[] {
  return matters.flatMap((matter) => Array.from({ length: WEIGHTS[matter.sector_code] ?? 1 }, () => matter));
}

async function liveStories(unit: string, per_day: number, from: Day, world: World, now: Date, random: Random): Promise<Story[]> {
  const today = vietnamDay(now);
  const stories: Story[] = [];
  const place = await world.placeOn(unit, today);
  const calendar = await world.calendarOf(place);
  const officer_id = world.officerOf(place);
  for (let day = from; day <= today; day = addDays(day, 1)) {
    if (!calendar.isWorkingDay(day)) continue;
    const matters = matterOn(world.matters, place.kind, day);
    for (let i = random.from(per_day - 1, per_day + 1); i > 0; i -= 1) {
      const matter = random.pick(matters);
      const received_at = atWork(day, random);
      if (received_at > now) continue;
      const channel = matter.online_level !== 'none' && random.chance(55) ? 2 : random.chance(5) ? 3 : 1;
      stories.push({
        place,
        matter,
        channel,
        times: liveTimes(matter, received_at, calendar, random),
        papers: null,
        result: null,
        until: now,
        officer_id,
      });
    }
  }
  return stories;
}

/** Mostly early, some on the day, few late; now and then a supplement, which stops the clock. */
export function liveTimes(matter: Matter, received_at: Date, calendar: Calendar, random: Random): Times {
  let due = dueOf(matter, received_at, [], calendar, { with_trace: false });
  const received_on = vietnamDay(received_at);
  let supplement: Times['supplement'] = null;
  let earliest_on = received_on;
  if (due.due_on !== null && daysBetween(received_on, due.due_on) >= 5 && random.chance(8)) {
    const from_at = atWork(workingDayAfter(received_on, random.from(1, 2), calendar), random);
    const to_at = atWork(workingDayAfter(vietnamDay(from_at), random.from(2, 8), calendar), random);
    const after = dueOf(matter, received_at, [{ from_at, to_at, reason: 'supplement' }], calendar, { with_trace: false });
    supplement = { from_at, to_at, due: after };
    earliest_on = vietnamDay(to_at);
    due = { ...due };
    return {
      received_at,
      due,
      supplement,
      decided_at: decidedLive(earliest_on, to_at, after.due_on ?? earliest_on, calendar, random),
    };
  }
  return {
    received_at,
    due,
    supplement,
    decided_at: decidedLive(earliest_on, received_at, due.due_on ?? earliest_on, calendar, random),
  };
}

function decidedLive(from: Day, not_before: Date, due_on: Day, calendar: Calendar, random: Random): Date {
  const luck = random.below(100);
  const span = Math.max(daysBetween(from, due_on), 0);
  let day = luck < 76 ? addDays(from, random.below(Math.max(span, 1))) : luck < 95 ? due_on : addDays(due_on, random.from(1, 9));
  while (!calendar.isWorkingDay(day)) day = addDays(day, luck < 95 && day > from ? -1 : 1);
  if (day <= vietnamDay(not_before)) return new Date(not_before.getTime() + random.from(10, 50) * 60_000);
  return atWork(day, random);
}

function workingDayAfter(day: Day, steps: number, calendar: Calendar): Day {
  let found = day;
  for (let left = steps; left > 0; ) {
    found = addDays(found, 1);
    if (calendar.isWorkingDay(found)) left -= 1;
  }
  return found;
}

/** What people of a unit of this kind may come for on a day, the frequent ones more often. */
export function matterOn(matters: readonly DatedMatter[], kind: string, day: Day): readonly DatedMatter[] {
  return weighted(matters.filter((matter) => matter.level === kind && isValidOn(matter, day)));
}

function isValidOn(matter: DatedMatter, day: Day): boolean {
  return matter.valid_from <= day && (matter.valid_to === null || day < matter.valid_to);
}

function latest(a: Day, b: Day): Day {
  return a > b ? a : b;
}

function earliest(a: Day, b: Day): Day {
  return a < b ? a : b;
}
