// Who issues a slip: the head of the paper, what the desk is called, who signs.
import { z } from 'zod';
import { record } from '#audit';
import { type Day, vietnamDay } from '#lib/day';
import { DomainError, translating } from '#lib/errors';
import type { Actor, Scope } from '#lib/route';
import { type Db, exec, loadSql, many, maybeOne } from '#lib/sql';
import { bodyName, issuerOf, placeAndDate, type Unit, unitById, unitNear } from '#org';
import { slipPack } from './kinds.ts';

const sql = loadSql(import.meta.url, ['letterhead_on', 'letterheads', 'insert_letterhead']);

export type By = { actor: Actor; now: Date; scope: Scope; request_id?: string | null };

const text = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .transform((value) => value || null)
    .nullable()
    .default(null);

export const LetterheadInput = z.object({
  unit: z.string().max(60),
  /** Slips of this day and later carry it. */
  from_on: z.iso.date(),
  /** As in a sentence: `Trung tâm Phục vụ hành chính công xã Bờ Y`. */
  desk_name: z.string().trim().min(3).max(200),
  place: text(100),
  phone: text(50),
  address: text(300),
});

const Letterhead = z.object({
  desk_name: z.string(),
  place: z.string().nullable(),
  phone: z.string().nullable(),
  address: z.string().nullable(),
});
export const LetterheadRow = Letterhead.extend({ unit_id: z.number(), from_on: z.string(), at: z.date() });

/** What a unit prints about itself, in tags. */
export type Head = {
  unit: Unit;
  /** Symbol of the body after the letters of the kind: `UBND`. */
  symbol: string;
  fields: Record<
    | 'superior'
    | 'issuer'
    | 'place_date'
    | 'desk_name'
    | 'desk_address'
    | 'contact_phone'
    | 'agency_name'
    | 'authority'
    | 'form_note',
    string
  >;
};

/** Lower case at the beginning of what is a name of a territory: `Xã Bờ Y` → `xã Bờ Y`; other bodies keep theirs. */
function inSentence(unit: Unit): string {
  const territorial = ['province', 'district', 'commune'].includes(unit.kind);
  const name = unit.name.replace(/^(ủy ban nhân dân|uỷ ban nhân dân|ubnd)\s+/i, '');
  return territorial ? `${name[0]?.toLowerCase() ?? ''}${name.slice(1)}` : unit.name;
}

/** What a unit's desk is called on a day, and how to reach it. */
export async function deskOf(db: Db, unit: Unit, day: Day): Promise<z.infer<typeof Letterhead>> {
  const own = await maybeOne(db, sql.letterhead_on, { tenant: unit.tenant, unit_id: unit.id, day }, Letterhead);
  if (own) return own;
  const known = slipPack().desks.findLast((desk) => desk.unit_kinds.includes(unit.kind) && (desk.from ?? '') <= day);
  return { desk_name: `${known?.name ?? 'Bộ phận Một cửa'} ${inSentence(unit)}`, place: null, phone: null, address: null };
}

/** The desk's name in the head, without the territory that the line above it already names. */
function inHead(desk_name: string, unit: Unit): string {
  const of_unit = inSentence(unit);
  const bare = desk_name.endsWith(` ${of_unit}`) ? desk_name.slice(0, -of_unit.length - 1) : desk_name;
  return bare.toUpperCase();
}

/**
 * The head of a slip.
 * @param issued_by `desk`: the one-stop desk of the receiving unit under its body; `competent`: the deciding body itself
 * @param names day whose names of units count; `dated` the day the slip carries
 */
export async function headOf(
  db: Db,
  units: { receiving: number; competent: number },
  issued_by: 'desk' | 'competent',
  days: { names: Day; dated: Day },
): Promise<Head> {
  const receiving = await unitById(db, units.receiving, days.names);
  const competent = await unitById(db, units.competent, days.names);
  const unit = issued_by === 'desk' ? receiving : competent;
  const parent = unit.parent_id === null ? null : await unitById(db, unit.parent_id, days.names);
  const issuer = issuerOf(unit, parent);
  // A unit that has ended since is called what it was called then, and so is its desk.
  const desk = await deskOf(db, receiving, receiving.died !== null && receiving.died <= days.dated ? days.names : days.dated);
  const place = (issued_by === 'desk' ? desk.place : null) ?? issuer.place;
  return {
    unit,
    symbol: issuer.symbol,
    fields: {
      superior: issued_by === 'desk' ? issuer.issuer.join(' ') : issuer.superior.join('\n'),
      issuer: issued_by === 'desk' ? inHead(desk.desk_name, receiving) : issuer.issuer.join('\n'),
      place_date: placeAndDate(place, days.dated),
      desk_name: desk.desk_name,
      desk_address: desk.address ?? '',
      contact_phone: desk.phone ?? '……………………',
      agency_name: bodyName(competent),
      authority: issuer.authority.join('\n'),
      form_note: '',
    },
  };
}

/** Every letterhead a unit has given itself, newest first, and what holds today. @throws org.unit_unknown, slips.unit_not_permitted */
export async function letterheadsOf(db: Db, code: string, day: Day, scope: Scope) {
  const unit = await within(db, code, day, scope);
  const rows = await many(db, sql.letterheads, { tenant: unit.tenant, unit_id: unit.id }, LetterheadRow);
  return { unit_code: unit.code, unit_name: unit.name, now: await deskOf(db, unit, day), rows };
}

/** Says what a unit's desk is called from a day on. @throws slips.unit_not_permitted, slips.letterhead_exists, org.unit_unknown */
export async function setLetterhead(db: Db, input: z.output<typeof LetterheadInput>, by: By): Promise<void> {
  const unit = await within(db, input.unit, input.from_on, by.scope);
  const { unit: _, ...row } = input;
  await translating({ letterhead_pk: { code: 'slips.letterhead_exists', data: { from_on: input.from_on } } }, () =>
    exec(db, sql.insert_letterhead, { ...row, tenant: unit.tenant, unit_id: unit.id, at: by.now, by: by.actor.user_id }),
  );
  await record(db, {
    tenant: unit.tenant,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id ?? null,
    action: 'slips.set_letterhead',
    subject_kind: 'letterhead',
    subject_id: unit.id,
    unit_id: unit.id,
    after: row,
  });
}

/** A unit the scope covers; one out of reach is refused like one that does not exist. @throws org.unit_unknown */
export async function within(db: Db, code: string, day: Day, scope: Scope): Promise<Unit> {
  const unit = await unitNear(db, code, day);
  if (scope.unit_ids !== null && !scope.unit_ids.includes(unit.id)) throw new DomainError('org.unit_unknown', 404, { code });
  return unit;
}

/** Day in Vietnam of a moment, or of now. */
export function dayOr(moment: Date | null, now: Date): Day {
  return vietnamDay(moment ?? now);
}
