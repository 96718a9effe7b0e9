// A report under headings of one's own: what was asked ad hoc. Nothing is written under them yet.
import { fromTo, letter } from '#forms';
import { addDays, type Day } from '#lib/day';
import type { OfficialDocument } from '#lib/document';
import type { Db } from '#lib/sql';
import { lowerFirst } from '#lib/text';
import { bodyName, unitById, unitForPeriod } from '#org';
import type { RegimeOn } from './regimes.ts';

const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X'] as const;

export async function freeReport(
  db: Db,
  regime: RegimeOn,
  ask: { unit: string; from: Day; to: Day },
  made: { at: Date; on: Day },
): Promise<OfficialDocument> {
  const { unit } = await unitForPeriod(db, ask.unit, ask.from, ask.to);
  const to = regime.once ? addDays(regime.once.e, -1) : ask.to;
  const parent = unit.parent_id === null ? null : await unitById(db, unit.parent_id, to);
  const days = fromTo(ask.from, to);
  const asked = regime.decision ? `Thực hiện ${regime.decision}, ` : '';
  const opening = `${asked}${bodyName(unit)} báo cáo về ${lowerFirst(regime.name_vi)} (${days}) như sau:`;
  return {
    ...letter({ unit, parent }, made.at, made.on),
    title: `${regime.name_vi}: ${unit.name}`,
    subject: [regime.name_vi, `(${days})`],
    body: [
      { kind: 'paragraph', style: 'body', runs: [{ text: opening }] },
      ...(regime.once?.sections ?? []).map((text, at) => ({
        kind: 'heading' as const,
        level: 1 as const,
        text: /^[IVX]+\.|^\d+\./.test(text) ? text : `${ROMAN[at] ?? at + 1}. ${text.toLocaleUpperCase('vi')}`,
      })),
    ],
    annexes: [],
  };
}

// An abbreviation keeps its capitals.
