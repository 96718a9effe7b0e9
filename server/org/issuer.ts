import type { Day } from '#lib/day';

export type IssuingUnit = { name: string; short_name: string; kind: string };

/** How a unit writes its own name at the head and the foot of a document. */
export type Issuer = {
  superior: string[];
  issuer: string[];
  /** Document symbol after `BC-`. */
  symbol: string;
  /** Place name before the date. */
  place: string;
  authority: string[];
};

const TERRITORIES = new Map([
  ['province', ['Tỉnh', 'Thành phố']],
  ['district', ['Huyện', 'Quận', 'Thị xã', 'Thành phố']],
  ['commune', ['Xã', 'Phường', 'Thị trấn', 'Đặc khu']],
]);
const COMMITTEE = /^(ủy ban nhân dân|uỷ ban nhân dân|ubnd)\s+/i;

function initial(words: string): string {
  return words
    .split(/[\s,-]+/)
    .filter((word) => /^\p{L}/u.test(word))
    .map((word) => (word[0] as string).toUpperCase())
    .join('');
}

/** Name of the territory without `UBND` and without the kind: `UBND huyện Đắk Song` → `Đắk Song`. */
export function placeName(unit: IssuingUnit): string {
  const bare = unit.name.replace(COMMITTEE, '');
  const kinds = TERRITORIES.get(unit.kind) ?? [];
  const kind = kinds.find((word) => bare.toLowerCase().startsWith(`${word.toLowerCase()} `));
  return kind ? bare.slice(kind.length + 1) : bare;
}

/** Name of the body as a report writes it: a territory is governed by its People's Committee, the nation reports to nobody here. */
export function bodyName(unit: IssuingUnit): string {
  if (unit.kind === 'nation') return 'Văn phòng Chính phủ';
  if (!TERRITORIES.has(unit.kind)) return unit.name;
  const bare = unit.name.replace(COMMITTEE, '');
  return `Ủy ban nhân dân ${bare[0]?.toLowerCase() ?? ''}${bare.slice(1)}`;
}

/**
 * Head and foot of a document that `unit` issues. A People's Committee prints no body above it; a department or division prints the
 * committee it belongs to.
 *
 * Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.2 and II.7.
 */
export function issuerOf(unit: IssuingUnit, parent: IssuingUnit | null): Issuer {
  if (TERRITORIES.has(unit.kind)) {
    const territory = unit.name.replace(COMMITTEE, '').toUpperCase();
    return {
      superior: [],
      issuer: ['ỦY BAN NHÂN DÂN', territory],
      symbol: 'UBND',
      place: placeName(unit),
      authority: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'],
    };
  }
  const above =
    parent && TERRITORIES.has(parent.kind)
      ? ['ỦY BAN NHÂN DÂN', parent.name.replace(COMMITTEE, '').toUpperCase()]
      : parent
        ? [parent.name.toUpperCase()]
        : [];
  const head = /^sở/i.test(unit.name) ? 'GIÁM ĐỐC' : /^phòng/i.test(unit.name) ? 'TRƯỞNG PHÒNG' : 'THỦ TRƯỞNG ĐƠN VỊ';
  return {
    superior: above,
    issuer: [unit.name.toUpperCase()],
    symbol: initial(unit.short_name),
    place: parent ? placeName(parent) : '…',
    authority: [head],
  };
}

/** `Đắk Song, ngày 05 tháng 02 năm 2023`: days below 10 and months 1 and 2 with a leading zero (Decree 30/2020). */
export function placeAndDate(place: string, day: Day): string {
  const [year, month, date] = day.split('-') as [string, string, string];
  return `${place}, ngày ${date} tháng ${Number(month) <= 2 ? month : Number(month)} năm ${year}`;
}
