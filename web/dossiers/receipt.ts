import { dayOf, momentText } from '../ui/format.ts';

const TERRITORY = /^(tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\s+/i;

/** Who issues a paper of the unit, as printed: a territory is governed by its People's Committee. `Xã Bờ Y` → `ỦY BAN NHÂN DÂN XÃ BỜ Y`. */
export function issuerName(unit: string): string {
  return `${TERRITORY.test(unit) ? 'ỦY BAN NHÂN DÂN ' : ''}${unit}`.toUpperCase();
}

/** Place before the date, without the kind of the territory: `Bờ Y`; a unit that is no territory names no place. */
export function placeName(unit: string): string {
  return TERRITORY.test(unit) ? unit.replace(TERRITORY, '') : '……';
}

/** `Bờ Y, ngày 05 tháng 02 năm 2026`. Source: Decree 30/2020/NĐ-CP, annex I, II.4: days below 10 and months 1, 2 with a zero. */
export function placeAndDate(unit: string, moment: string): string {
  const [year, month, date] = dayOf(new Date(moment)).split('-');
  return `${placeName(unit)}, ngày ${date} tháng ${Number(month) <= 2 ? month : Number(month)} năm ${year}`;
}

/** A moment in words, on Vietnam's clocks: `17 giờ 00 ngày 26/11/2026`. */
export function hourAndDay(moment: string): string {
  const [clock = '', day] = momentText(moment).split(' ');
  return `${clock.replace(':', ' giờ ')} ngày ${day}`;
}
