// What a list of dossiers is asked with, and what of it the one predicate of find.sql is given.
import { z } from 'zod';
import { inOrder } from '#calendar';
import { addDays, type Day, isDay, vietnamDay, vietnamMoment } from '#lib/day';
import { Remembered, type Stamps } from '#lib/revision';
import { type Db, loadSql, many } from '#lib/sql';
import { unitNear, unitsFor } from '#org';
import { nationalCode } from '#procedures';
import { type Reader, STANDINGS } from './listed.ts';
import { wordsOf } from './words.ts';

const sql = loadSql(import.meta.url, ['versions_matching', 'version_words']);

const day = z.iso.date();
const list = (schema: z.ZodType<number, unknown>) =>
  z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : String(value).split(',')),
    z.array(schema).optional(),
  );

/** `true`, `1`, `false`, `0` as they stand in an address. */
export const flag = z.preprocess(
  (value) => (value === 'true' || value === '1' ? true : value === 'false' || value === '0' ? false : value),
  z.boolean(),
);

/** What a list, its count and its export are asked with. */
export const Filter = z.object({
  /**
   * The beginning of a code, or its day and number (`261120-0007`); a number of six digits or more: the beginning of identity or phone (where the reader may see them); else whole
   * words, the last from its beginning, with or without diacritics, of applicant, submitter, matter or procedure, or the end of a code.
   */
  q: z.string().trim().max(200).optional(),
  status: list(z.coerce.number().int().min(1).max(10)),
  standing: z.enum(STANDINGS).optional(),
  /** Unit, with everything below it today and what it took over, that receives or decides. */
  unit: z.string().max(60).optional(),
  /** The same for the unit on whose desk it lies now. */
  holder_unit: z.string().max(60).optional(),
  /** Account that has it now; `mine`: the one that asks. */
  holder: z.coerce.number().int().positive().optional(),
  mine: flag.optional(),
  /** Code of the step of its process it is at. */
  step: z.string().max(60).optional(),
  /** A step it is at should have been done by now. */
  step_late: flag.optional(),
  /** An opinion of others is asked and not yet given. */
  waiting: flag.optional(),
  /** Of what is to be paid: all paid, or something left. Dossiers without fees are neither. */
  fee: z.enum(['paid', 'unpaid']).optional(),
  procedure: z.string().max(60).optional(),
  sector: z.string().max(60).optional(),
  level: z.enum(['province', 'district', 'commune']).optional(),
  channel: z.coerce.number().int().min(1).max(3).optional(),
  received_from: day.optional(),
  /** Included. */
  received_to: day.optional(),
  due_from: day.optional(),
  due_to: day.optional(),
  closed_from: day.optional(),
  closed_to: day.optional(),
});
export type Filter = z.output<typeof Filter>;

/**
 * The filter as parameters of the predicate in find.sql. `account_id`: who asks, for `mine`.
 * @throws calendar.reversed_dates
 */
export async function asked(
  db: Db,
  filter: Filter,
  { scope, personal, now, account_id, stamps }: Reader,
): Promise<Record<string, unknown>> {
  for (const what of ['received', 'due', 'closed'] as const) inOrder(filter[`${what}_from`], filter[`${what}_to`]);
  const today = vietnamDay(now);
  return {
    scope: scope.unit_ids,
    personal: personal.unit_ids,
    at: now,
    ...(await sought(db, filter.q ?? '', stamps)),
    status: filter.status ?? null,
    standing: filter.standing ?? null,
    units: filter.unit ? await unitsUnder(db, filter.unit, today) : null,
    holder_units: filter.holder_unit ? await unitsUnder(db, filter.holder_unit, today) : null,
    // Nobody's account has number -1: who has none holds nothing.
    holder_id: filter.mine ? (account_id ?? -1) : (filter.holder ?? null),
    step: filter.step ?? null,
    is_step_late: filter.step_late ?? null,
    is_waiting: filter.waiting ?? null,
    fee: filter.fee ?? null,
    version_ids: await versionsFor(db, filter),
    channel: filter.channel ?? null,
    received_from: startOf(filter.received_from),
    received_before: startOf(filter.received_to, 1),
    due_from: filter.due_from ?? null,
    due_before: filter.due_to ? addDays(filter.due_to, 1) : null,
    closed_from: startOf(filter.closed_from),
    closed_before: startOf(filter.closed_to, 1),
  };
}

const NOTHING = {
  ...{ words: null, named: null, mixed_words: null, mixed_named: null },
  ...{ code_like: null, filed_from: null, filed_before: null, number_like: null },
};
const MOST_WORDS = 12;
const VersionId = z.object({ id: z.number() });

/** What somebody types: a number, the beginning of a code (`H34.19-24…`), else words. */
async function sought(db: Db, q: string, stamps: Stamps | undefined): Promise<Record<keyof typeof NOTHING, unknown>> {
  const compact = q.replace(/[\s.-]/g, '').toUpperCase();
  const ending = endOfCode(q);
  if (ending) return { ...NOTHING, ...ending };
  const is_code = /^[A-Z]\d{2}([.-]|$)/i.test(q.trim());
  if (/^(\d{6,}|[A-Z]{1,2}\d{6,8})$/.test(compact) && !is_code) return { ...NOTHING, number_like: `${compact}%` };
  // +84… and 0… are the same phone.
  if (/^\+84\d{4,}$/.test(compact)) return { ...NOTHING, number_like: `0${compact.slice(3)}%` };
  if (is_code)
    return {
      ...NOTHING,
      code_like: `${q
        .trim()
        .toUpperCase()
        .replace(/[%_\\]/g, '')}%`,
    };
  const words = wordsOf(q).slice(0, MOST_WORDS);
  if (words.length === 0) return NOTHING;
  const names = await versionNames(db, stamps);
  const named = versionsNamed(names, words);
  const mixed = named.length > 0 ? null : split(names, words);
  return {
    ...NOTHING,
    words: tsquery(words),
    named: named.length > 0 ? named : null,
    mixed_words: mixed && tsquery(mixed.words),
    mixed_named: mixed?.named ?? null,
  };
}

/**
 * Day and number of a code without what stands before them, or with that written otherwise: `261120-0007`, `108 261120 0007`. Phone numbers begin
 * with 0 and are none. The day is where to look: it leads to few dossiers.
 */
function endOfCode(q: string): { code_like: string; filed_from: Date; filed_before: Date } | null {
  const found = /^(?:[A-Z]?\d[A-Z\d.]*[\s-]+)?([1-9]\d)(\d\d)(\d\d)[\s-]+(\d{4,6})$/i.exec(q.trim());
  const [, year, month, date, number] = found ?? [];
  const day = `20${year}-${month}-${date}`;
  // As it stands it is the beginning of a code, which is found faster.
  if (!found || !isDay(day) || /^[A-Z]\d{2}[.-]\S*$/i.test(q.trim())) return null;
  return {
    code_like: `%-${year}${month}${date}-${number}%`,
    filed_from: vietnamMoment(day),
    filed_before: vietnamMoment(addDays(day, 1)),
  };
}

/**
 * Whole words, the last from its beginning: it may still be being typed. Only letters and digits come here, so nothing has to be escaped.
 * Beginnings are dear: every dossier of every word that begins so is collected before the words are brought together.
 */
function tsquery(words: readonly string[]): string {
  return words.map((word, place) => (place === words.length - 1 ? `'${word}':*` : `'${word}'`)).join(' & ');
}

type VersionName = z.infer<typeof VersionName>;
const VersionName = z.object({ id: z.number(), words: z.array(z.string()) });
const kept = new Remembered<VersionName[]>(['procedures'], 1);

function versionNames(db: Db, stamps: Stamps | undefined): Promise<VersionName[]> {
  const ask = () => many(db, sql.version_words, {}, VersionName);
  return stamps ? kept.get(stamps, 'all', ask) : ask();
}

/** Versions of procedures whose name has every one of these words, from their beginning. */
function versionsNamed(names: readonly VersionName[], words: readonly string[]): number[] {
  const has = (name: VersionName) => words.every((word) => name.words.some((one) => one.startsWith(word)));
  return names.filter(has).map((name) => name.id);
}

/** "nguyễn văn an khai sinh": a person and a procedure, in this order or the other; the most words that name a procedure do. */
function split(names: readonly VersionName[], words: readonly string[]): { words: string[]; named: number[] } | null {
  // One word alone names half the catalogue.
  for (let of_procedure = words.length - 1; of_procedure >= 2; of_procedure -= 1) {
    for (const cut of [words.length - of_procedure, of_procedure]) {
      const [first, last] = [words.slice(0, cut), words.slice(cut)];
      const [rest, name] = first.length === of_procedure ? [last, first] : [first, last];
      const named = versionsNamed(names, name);
      if (named.length > 0) return { words: rest, named };
    }
  }
  return null;
}

function startOf(on: Day | undefined, days = 0): Date | null {
  return on === undefined ? null : vietnamMoment(addDays(on, days));
}

/** Ids of a unit, everything below it today and what it took over; of one that has ended, as on its last day. */
export async function unitsUnder(db: Db, code: string, today: Day): Promise<number[]> {
  const unit = await unitNear(db, code, today);
  return unitsFor(db, {
    unit_id: unit.id,
    day: unit.died !== null && unit.died <= today ? addDays(unit.died, -1) : today,
    scope: 'all',
  });
}

async function versionsFor(db: Db, { procedure, sector, level }: Filter): Promise<number[] | null> {
  if (!procedure && !sector && !level) return null;
  const code = procedure ? nationalCode(procedure) : null;
  const asked = { code, sector: sector ?? null, level: level ?? null };
  return (await many(db, sql.versions_matching, asked, VersionId)).map((row) => row.id);
}
