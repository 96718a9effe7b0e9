// What the dossiers say for and against: rates beside those of the same days a year before, what is late and where.
import { type FilledForm, fill } from '#forms';
import { lowerFirst } from '#lib/text';
import type { Inline } from '../content.ts';
import { type Before, type Frame, periodsBefore, wanted } from './frame.ts';
import { joined, type Said, said, type Wanted, words } from './numbers.ts';

/** Rates of which more is better, in the words of a report. */
const RATES: readonly { measure: string; name: string; about: 'procedures' | 'reform' }[] = [
  { measure: 'on_time_rate', name: 'Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn', about: 'procedures' },
  { measure: 'online_rate', name: 'Tỷ lệ hồ sơ nộp trực tuyến', about: 'procedures' },
  { measure: 'papers_digitised_rate', name: 'Tỷ lệ hồ sơ được số hóa thành phần khi tiếp nhận', about: 'procedures' },
  { measure: 'results_digitised_rate', name: 'Tỷ lệ kết quả giải quyết được số hóa', about: 'procedures' },
  { measure: 'online_payment_rate', name: 'Tỷ lệ hồ sơ được thanh toán trực tuyến', about: 'procedures' },
  { measure: 'feedback_resolution_rate', name: 'Tỷ lệ phản ánh, kiến nghị được xử lý', about: 'reform' },
  { measure: 'electronic_documents_rate', name: 'Tỷ lệ văn bản đi hoàn toàn dưới dạng điện tử', about: 'reform' },
];
const COUNTS = ['resolved', 'resolved_overdue', 'pending', 'pending_overdue'] as const;

const ratesOf = ({ about }: Frame) => RATES.filter((one) => about === 'reform' || one.about === 'procedures');

/** Asks everything the sentences below may name. */
export async function askDossiers(frame: Frame): Promise<void> {
  const { numbers } = frame;
  await numbers.ask([...COUNTS, ...ratesOf(frame).map(({ measure }) => measure)].map((measure) => wanted(frame, measure)));
  for (const { from, to } of periodsBefore(frame))
    await numbers.ask(
      ['resolved', ...ratesOf(frame).map(({ measure }) => measure)].map((measure) => wanted(frame, measure, { from, to })),
    );
}

type Beside = { name: string; now: Wanted; before: Wanted; when: Before; is_better: boolean };

/** Each rate beside the first earlier period that has it; those that print alike are not told. */
function compared(frame: Frame): Beside[] {
  const { numbers } = frame;
  return ratesOf(frame).flatMap(({ measure, name }): Beside[] => {
    const now = wanted(frame, measure);
    const value = numbers.value(now);
    if (value === null) return [];
    for (const when of periodsBefore(frame)) {
      const before = wanted(frame, measure, { from: when.from, to: when.to });
      const earlier = numbers.value(before);
      if (earlier === null) continue;
      const [a, b] = [Number(value), Number(earlier)];
      return a === b ? [] : [{ name, now, before, when, is_better: a > b }];
    }
    return [];
  });
}

export function betterRates(frame: Frame): Said[] {
  const { numbers } = frame;
  return compared(frame)
    .filter(({ is_better }) => is_better)
    .map(({ name, now, before, when }) =>
      said(words`${name} đạt ${numbers.piece(now)}, tăng so với ${when.name} (${numbers.piece(before)})`),
    );
}

export function worseRates(frame: Frame): Said[] {
  const { numbers } = frame;
  return compared(frame)
    .filter(({ is_better }) => !is_better)
    .map(({ name, now, before, when }) =>
      said(words`${name} mới đạt ${numbers.piece(now)}, giảm so với ${when.name} (${numbers.piece(before)})`),
    );
}

/** Nothing late is said only where something was resolved, or is being resolved. */
export function nothingLate(frame: Frame): Said[] {
  const { numbers } = frame;
  const value = (measure: string) => Number(numbers.value(wanted(frame, measure)) ?? 0);
  const piece = (measure: string) => numbers.piece(wanted(frame, measure));
  const found: Said[] = [];
  if (value('resolved') > 0 && value('resolved_overdue') === 0)
    found.push(said(words`Trong kỳ đã giải quyết ${piece('resolved')} hồ sơ, không để xảy ra hồ sơ giải quyết quá hạn`));
  if (value('pending') > 0 && value('pending_overdue') === 0)
    found.push(said(words`Cuối kỳ đang giải quyết ${piece('pending')} hồ sơ, không có hồ sơ quá hạn`));
  return found;
}

const MOST_PLACES = 3;
type Late = 'resolved_overdue' | 'pending_overdue';
type Place = { name: string; value: number; wanted: Wanted };

/** Where most of them lie, and whether that is all of them. */
type Places = { first: Place[]; is_all: boolean };

function placesOf(form: FilledForm, key: Late, own: string): Places {
  const all = form.rows
    .flatMap((row): Place[] => {
      const cell = row.kind === 'row' ? row.cells[key] : undefined;
      if (!cell?.value || cell.filter === null) return [];
      const name = form.by === 'unit' && cell.filter.unit === own ? 'các cơ quan trực thuộc' : row.label;
      return [{ name, value: cell.value, wanted: { measure: cell.measure, filter: cell.filter } }];
    })
    .sort((a, b) => b.value - a.value || a.name.localeCompare(b.name, 'vi'));
  // Of those that are alike none is told before the others.
  const next = all[MOST_PLACES]?.value;
  const first = all.slice(0, MOST_PLACES).filter(({ value }) => next === undefined || value > next);
  return { first: first.length === 0 ? all.slice(0, MOST_PLACES) : first, is_all: next === undefined };
}

/** Late dossiers with the sectors, and the units, in which most of them lie. */
export async function lateDossiers(frame: Frame): Promise<Said[]> {
  const { db, access, numbers, unit, from, to, today } = frame;
  const count = (key: Late) => Number(numbers.value(wanted(frame, key)) ?? 0);
  if (count('resolved_overdue') + count('pending_overdue') === 0) return [];
  const ask = { form: 'II.06a', unit: unit.code, from, to, scope: 'all' as const, today };
  const by_sector = await fill(db, { ...ask, by: 'sector' }, access);
  const by_unit = await fill(db, { ...ask, by: 'unit' }, access);
  const has_units = by_unit.rows.filter(({ kind }) => kind === 'row').length > 1;
  const found: Said[] = [];
  for (const key of ['resolved_overdue', 'pending_overdue'] as const) {
    if (count(key) === 0) continue;
    const sectors = placesOf(by_sector, key, unit.code);
    const units = has_units ? placesOf(by_unit, key, unit.code) : null;
    await numbers.ask([...sectors.first, ...(units?.first ?? [])].map((one) => one.wanted));
    const all = numbers.piece(wanted(frame, key));
    const line =
      key === 'resolved_overdue'
        ? words`Trong kỳ còn ${all} hồ sơ giải quyết quá hạn`
        : words`Cuối kỳ còn ${all} hồ sơ đang giải quyết đã quá hạn`;
    found.push(said([...line, ...inSectors(frame, sectors), ...(units ? ofUnits(frame, units) : [])]));
  }
  return found;
}

const counted = ({ numbers }: Frame, { first }: Places, nameOf: (name: string) => string): Inline[] =>
  joined(
    first.map((one) => words`${nameOf(one.name)} (${numbers.piece(one.wanted)} hồ sơ)`),
    ', ',
  );

const bothOf = ({ value }: Place) => (value > 1 ? 'đều ' : '');

function inSectors(frame: Frame, places: Places): Inline[] {
  const [only] = places.first;
  if (!only) return [];
  if (places.first.length === 1 && places.is_all) return words`, ${bothOf(only)}thuộc lĩnh vực ${only.name}`;
  const fields = places.first.length === 1 ? 'lĩnh vực' : 'các lĩnh vực';
  return words`, ${places.is_all ? 'thuộc' : 'nhiều nhất ở'} ${fields} ${counted(frame, places, (name) => name)}`;
}

function ofUnits(frame: Frame, places: Places): Inline[] {
  const [only] = places.first;
  if (!only) return [];
  if (places.first.length === 1 && places.is_all) return words`; ${bothOf(only)}của ${lowerFirst(only.name)}`;
  return words`; ${places.is_all ? 'của' : 'theo đơn vị, nhiều nhất là'} ${counted(frame, places, lowerFirst)}`;
}
