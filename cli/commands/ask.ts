import { isDay, vietnamDay } from '#lib/day';
import type { Db } from '#lib/sql';
import { plain } from '#lib/text';
import { sectors } from '#procedures';
import { choice, type Lang, type Parsed } from '../args.ts';

export const SCOPES = ['own', 'below', 'all'] as const;
/** The product itself asks: it sees every record. */
export const EVERYTHING = { unit_ids: null } as const;

const text = (value: string | boolean | undefined) => (typeof value === 'string' ? value : undefined);

/** Unit, days, scope and filters as the measures take them. @throws UsageError */
export function question({ values }: Parsed) {
  return {
    unit: text(values.unit) as string,
    from: text(values.from) as string,
    to: text(values.to) as string,
    scope: choice(values, 'scope', SCOPES, 'all'),
    sector: text(values.sector),
    channel: text(values.channel),
    level: text(values.level),
    procedure: text(values.procedure),
    today: vietnamDay(new Date()),
  };
}

/** The question with the code of its sector, also when the name was given, with or without diacritics. */
export async function withSector<T extends { sector?: string | undefined; to: string }>(db: Db, ask: T): Promise<T> {
  if (ask.sector === undefined || !isDay(ask.to)) return ask;
  const wanted = plain(ask.sector.trim());
  const named = (await sectors(db, ask.to)).find((sector) => plain(sector.name) === wanted);
  return named ? { ...ask, sector: named.code } : ask;
}

const SCOPE_WORDS: Record<(typeof SCOPES)[number], Record<Lang, string>> = {
  own: { vi: 'chỉ đơn vị', en: 'the unit itself' },
  below: { vi: 'chỉ cấp dưới', en: 'what is below it' },
  all: { vi: 'đơn vị và cấp dưới', en: 'the unit and what is below it' },
};

/** `Huyện Đắk Song (H16.36), 01/01/2023 - 20/09/2023, đơn vị và cấp dưới`. */
export function heading(
  of: { unit: { code: string; name: string }; from: string; to: string; scope: (typeof SCOPES)[number] },
  lang: Lang,
): string {
  const day = (text: string) => text.split('-').reverse().join('/');
  return `${of.unit.name} (${of.unit.code}), ${day(of.from)} - ${day(of.to)}, ${SCOPE_WORDS[of.scope][lang]}`;
}
