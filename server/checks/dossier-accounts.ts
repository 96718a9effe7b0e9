// What a paragraph or a row of a table tells of dossiers, by state and by level: “Tại cấp huyện: phải giải quyết 6.599, tiếp nhận mới 6.385 (trực tuyến 3.512 …)”.
//
// The accounts of `flows.ts` go on over paragraphs until a figure differs, for what must add up. Who asks of which counts a rate is must know every count of one
// state of one place and nothing else: a count whose words hold a word that is none of the states (“hồ sơ đất đai”) is left out, and so is one of another time.
import type { Document, Passage } from './document.ts';
import type { Figure } from './figure.ts';
import { gridsOf } from './grid.ts';
import { type Spot, spotInCell, spotOf } from './rule.ts';
import { type Slot, slotOf } from './slots.ts';
import { toldIn } from './told-in.ts';

/** A count and where it stands. */
export type Counted = { figure: Figure; spot: Spot };

export type Account = {
  /** Null of a row of a table. */
  passage: Passage | null;
  /** `tỉnh`, `huyện`, `xã`, or `` when no level is named. */
  level: string;
  slots: ReadonlyMap<Slot, readonly Counted[]>;
};

const made = new WeakMap<Document, readonly Account[]>();

/** Accounts of prose in the order of the text, then those of rows that are called a level. */
export function accountsOf(document: Document): readonly Account[] {
  let accounts = made.get(document);
  if (!accounts) {
    const prose = toldIn(document, 2).flatMap((passage) => accountsIn(passage));
    accounts = [...prose, ...accountsOfRows(document)];
    made.set(document, accounts);
  }
  return accounts;
}

const LEVEL =
  /(?<!\p{L})(?:(?:ở |tại )?cấp (tỉnh|huyện|xã|thị xã|thành phố|sở|phường)|(?:tại |ở )?(các (?:sở|xã|phường)|\d{1,3} (?:sở|xã|phường)))(?!\p{L})/giu;

/** The level that words name last; `` for none. */
export function levelOf(words: string): string {
  const last = [...words.matchAll(LEVEL)].at(-1);
  return last ? plainLevel(last[1] ?? last[2] ?? '') : '';
}

/** All levels that words name. */
export const levelsIn = (words: string): Set<string> =>
  new Set([...words.matchAll(LEVEL)].map((m) => plainLevel(m[1] ?? m[2] ?? '')));

function plainLevel(said: string): string {
  const word = said.toLowerCase().split(' ').at(-1) ?? '';
  if (/thị xã/iu.test(said) || word === 'phố') return 'huyện';
  return word === 'sở' ? 'tỉnh' : word === 'phường' ? 'xã' : word;
}

/** Words that states are called by elsewhere, as `slots.ts` knows them. */
export const plainState = (words: string): string =>
  words
    .toLowerCase()
    .replace(
      /(?<!\p{L})(?:(?:trễ|chậm|sai|lỡ) hẹn|bị (?:chậm|trễ)(?: trả)?(?: kết quả)?|chậm trả(?: kết quả)?)(?!\p{L})/gu,
      'quá hạn',
    )
    .replace(/(?<!\p{L})(?:trễ|chậm|muộn)(?! hạn| thời)(?!\p{L})/gu, 'quá hạn')
    .replace(/đúng hẹn/gu, 'đúng hạn')
    .replace(/(?:cổng )?dịch vụ công(?: trực tuyến| quốc gia)*|(?:trên )?môi trường mạng|(?<!\p{L})mạng(?!\p{L})/gu, 'trực tuyến')
    .replace(/(?:năm|kỳ|quý|tháng) trước (?:mang|để|còn|dồn)(?: sang| qua| lại)?/gu, 'kỳ trước chuyển sang')
    .replace(/(?<!\p{L})(?:nhận trong kỳ|mới gửi đến)/gu, 'tiếp nhận mới')
    .replace(/phải (?:giải quyết|xử lý)/gu, 'tiếp nhận')
    .replace(/(?<!\p{L}|tiếp |xác |công |ghi )nhận(?!\p{L}| kết)/gu, 'tiếp nhận');

const VOCABULARY = new Set(
  'hồ sơ số tổng trong đó có là được đã đang giải quyết xử lý trả kết quả xong tiếp nhận mới trực tuyến trực tiếp nộp gửi qua bằng hình thức phương cách trước sớm đúng quá trễ chậm muộn hạn thời và hoặc với kỳ năm quý tháng này cộng thành phải thủ tục hành chính tthc của toàn cả huyện xã tỉnh phường thị trấn sở cấp trung tâm bộ phận một cửa bưu công ích dịch vụ chuyển sang từ lại tồn cũ còn chưa đến đi gồm bao cụ thể tại ở các trên thuộc đơn vị báo cáo đầu tính ủy ban nhân dân ubnd phục vụ quầy tiếp đó như vậy trả khi nào thì mạng mang để dồn nhận hẹn bị liên thông đồng chia ra cùng'.split(
    ' ',
  ),
);

/** Whether words name nothing but states and places: “hồ sơ đất đai” is of some. */
export const isPlain = (words: string): boolean =>
  words
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .every((word) => word.length < 2 || VOCABULARY.has(word));

const APART =
  /(?<!\p{L})(?:riêng|lĩnh vực|đối với|so với|cùng kỳ|(?:năm|quý|tháng|kỳ) (?:trước|ngoái)(?! (?:chuyển|mang|để|sang))|tăng|giảm|phấn đấu|chỉ tiêu|kế hoạch|mục tiêu)(?!\p{L})/iu;

/** One account of a paragraph, or one for each level that its sentences and clauses tell of. */
function accountsIn(passage: Passage): Account[] {
  const { text, figures, fractions } = passage;
  const counts = figures.filter(
    (f) =>
      f.kind === 'count' &&
      f.bound === 'exact' &&
      f.scale === 1n &&
      f.decimals === 0 &&
      (f.unit === 'hồ_sơ' || f.unit === '') &&
      !fractions.some(({ a, b }) => (a.start === f.start || b.start === f.start) && text.slice(a.end, b.start).includes('/')),
  );
  if (counts.length < 2 || !/hồ sơ/iu.test(text)) return [];
  const by_level = new Map<string, Map<Slot, Counted[]>>();
  let pending = -2;
  for (const figure of counts) {
    const from = text.lastIndexOf('. ', figure.start);
    // “đang giải quyết 208, trong số này 203 còn hạn, 05 đã quá hạn”.
    const slot = slotIn(passage, figure, pending === from);
    if (slot === 'pending' || slot === 'remaining') pending = from;
    if (slot === 'resolved') pending = -2;
    if (!slot) continue;
    const lead = text.slice(0, figure.start);
    const level = levelOf(lead.slice(Math.max(lead.lastIndexOf('. '), lead.lastIndexOf('; ')) + 1)) || levelOf(text.slice(0, 60));
    const slots = by_level.get(level) ?? new Map<Slot, Counted[]>();
    by_level.set(level, slots);
    slots.set(slot, [...(slots.get(slot) ?? []), { figure, spot: spotOf(passage, figure) }]);
  }
  return [...by_level].map(([level, slots]) => ({ passage, level, slots }));
}

/** What stands behind a count in such words is what it is. */
const FINE = new Set<Slot>([
  'online',
  'direct',
  'postal',
  'late',
  'early',
  'on_time',
  'on_or_before',
  'carried',
  'new',
  'resolved',
]);
const PARTS =
  /[,;:.()]|(?<!\p{L})(?:và(?!\s(?:đúng|trước|sớm|giải quyết|trả))|gồm|trong đó|trong số(?: này| đó)?|(?:trên|trong|so với) tổng(?: số)?|trên|trong|cộng|thành|còn)(?!\p{L})/iu;

/** The state of a count: of the words between two counts the first part is of the one before, the last of the one behind. */
function slotIn({ text, figures }: Passage, figure: Figure, is_pending: boolean): Slot | null {
  const i = figures.indexOf(figure);
  const [last, next] = [figures[i - 1], figures[i + 1]];
  const sentence = Math.max(text.lastIndexOf('. ', figure.start), text.lastIndexOf('; ', figure.start), 0);
  if (APART.test(text.slice(Math.max(sentence, figure.start - 160), figure.start))) return null;
  const lead = text.slice(Math.max(last?.tail ?? 0, figure.start - 90), figure.start).split(PARTS);
  const before = last && lead.length === 1 && last.unit !== '' ? '' : (lead.at(-1) ?? '').trim();
  const rest = text.slice(figure.tail, next?.start ?? text.length).split(PARTS);
  const behind = next && rest.length === 1 && figure.unit === '' ? '' : (rest[0] ?? '').trim();
  if (!isPlain(before) || !isPlain(behind)) return null;
  const own = behind === '' ? null : slotOf(plainState(behind), is_pending);
  const joined = slotOf(plainState(`${before} ${behind}`), is_pending);
  if (own && FINE.has(own)) return own;
  return slotOf(plainState(before), is_pending) === 'resolved' && joined
    ? joined
    : (slotOf(plainState(before), is_pending) ?? own);
}

function accountsOfRows(document: Document): Account[] {
  return gridsOf(document)
    .slice(0, 40)
    .flatMap((grid): Account[] => {
      const slots = grid.columns.map(({ name, has_figures, is_percent }) =>
        has_figures && !is_percent && isPlain(name) ? slotOf(plainState(name)) : null,
      );
      if (!slots.includes('resolved')) return [];
      return grid.rows.slice(0, 60).flatMap((row): Account[] => {
        const level = levelOf(/^(?:tỉnh|huyện|xã)$/iu.test(row.label.trim()) ? `cấp ${row.label.trim()}` : row.label);
        if (level === '' || row.label.trim().split(/\s+/).length > 4) return [];
        const of_row = new Map<Slot, Counted[]>();
        for (const [c, entry] of row.figures.entries()) {
          const slot = slots[c];
          if (!slot || entry?.figure.kind !== 'count' || entry.figure.bound !== 'exact') continue;
          const counted = { figure: entry.figure, spot: spotInCell(grid.table, entry.cell) };
          of_row.set(slot, [...(of_row.get(slot) ?? []), counted]);
        }
        return [{ passage: null, level, slots: of_row }];
      });
    });
}
