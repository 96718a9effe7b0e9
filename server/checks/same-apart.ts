// What sets two figures apart that are called alike: a scope, a level, a name, a kind, a day, a year, a part of a year.
import type { Document } from './document.ts';
import { periodsIn } from './head.ts';
import { matchesIn } from './matches.ts';
import type { Name } from './same-names.ts';
import { flat } from './shown-tables.ts';

/** Words that set a figure apart from the like figure without them. */
const APART = [
  'trực tuyến',
  'trực tiếp',
  'bưu chính',
  'toàn trình',
  'một phần',
  'liên thông',
  'kỳ trước',
  'năm trước',
  'cùng kỳ',
  'đầu năm',
  'đầu kỳ',
  'đầu nhiệm kỳ',
  'khóa trước',
  'mới',
  'cũ',
  'nữ',
  'nam',
  'cận nghèo',
  'tự nguyện',
  'bắt buộc',
  'thất nghiệp',
  'cấp đổi',
  'cấp lại',
  'cấp mới',
  'lần đầu',
  'lũy kế',
  'luỹ kế',
  'bình quân',
  'trung bình',
  'mỗi',
  'thêm',
  'kế hoạch',
  'chỉ tiêu',
  'mục tiêu',
  'dự kiến',
  'dự toán',
  'giai đoạn',
  'cấp tỉnh',
  'cấp huyện',
  'cấp xã',
  'xã',
  'huyện',
  'tỉnh',
  'phường',
  'công lập',
  'tư thục',
  'ngoài',
  'trung ương',
  'đột xuất',
  'định kỳ',
  'chuyên đề',
  'thường xuyên',
  'chưa',
  'không',
  'quá hạn',
  'trễ hạn',
  'đúng hạn',
  'trước hạn',
  'thiểu số',
  'tiểu học',
  'trung học',
  'mầm non',
  'mẫu giáo',
  'nhà trẻ',
  'viên chức',
  'công chức',
  'hợp đồng',
  'hộ',
  'tổ chức',
  'cá nhân',
  'doanh nghiệp',
  'số hóa',
  'chứng thực',
  'hộ tịch',
  'đất đai',
  'tiêm',
  'tập huấn',
  'quà',
  'trong đó',
];
/** Of a cell these say where the row stands, and an office writes them before every figure. */
const OF_PLACE = new Set(['xã', 'huyện', 'tỉnh', 'phường', 'hộ', 'tổ chức', 'trong đó', 'chỉ tiêu', 'mới']);

/** “mới đạt”: no more than. */
const ONLY = / mới (?=đạt |chỉ |có |được |giải |hoàn |thực |triển |ở |là |bằng |$)/gu;

/** What is asked of a name with every pair that it stands in: read once. */
type Marks = { words: string[]; around: string; levels: Set<string>; names: string[]; times: Times | null };

const known = new WeakMap<Name, Marks>();

function marksOf(name: Name): Marks {
  let marks = known.get(name);
  if (!marks) {
    const said = ` ${flat(name.said)} `.replace(ONLY, ' ');
    marks = {
      words: APART.filter((word) => said.includes(` ${word} `)),
      around: ` ${flat(name.around)} `,
      levels: new Set(matchesIn(name.clause, LEVEL).map((m) => flat(m[0]))),
      names: matchesIn(name.is_cell ? ` , ${name.said}` : name.said, PROPER).map((m) => flat(m[0])),
      times: null,
    };
    known.set(name, marks);
  }
  return marks;
}

/** All that stands around, in small letters between blanks. */
export const aroundOf = (name: Name): string => marksOf(name).around;

/** Each must have, somewhere around, what narrows the other. */
export function isSetApart(a: Name, b: Name): boolean {
  const [x, y] = [marksOf(a), marksOf(b)];
  const has_cell = a.is_cell || b.is_cell;
  const lacks = (own: Marks, other: Marks): boolean =>
    own.words.some((word) => !(has_cell && OF_PLACE.has(word)) && !other.around.includes(` ${word} `)) ||
    own.names.some((name) => !other.around.includes(` ${name} `));
  if (lacks(x, y) || lacks(y, x)) return true;
  if (has_cell || (x.levels.size === 0 && y.levels.size === 0) || !x.levels.isDisjointFrom(y.levels)) return false;
  const [own, other] = x.levels.size > 0 ? [x, y] : [y, x];
  return [...own.levels].every((level) => !other.around.includes(` ${level} `));
}

const LEVEL = /(?<!\p{L})(?:cấp (?:tỉnh|huyện|xã|thành phố)|(?:các )?(?:xã|sở|ban|ngành),\s)/giu;
/** “xã Suối Cát”. */
const PROPER = /(?<=[\p{L},]\s)\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}+)+/gu;

const DAY = /(?<!\d)(\d{1,2}\/\d{1,2})(?:\/(\d{4}))?(?!\d)/gu;
const COMPARED = /(?:so với|cùng kỳ|kế hoạch|hơn)[^,;.()]*/giu;

type Times = { years: Set<string>; parts: Set<string>; days: Set<string> };

function timesIn(text: string): Times {
  const own = text.replace(COMPARED, ' ');
  const periods = periodsIn(own);
  const years = new Set(periods.flatMap(({ year }) => (year === null ? [] : [`${year}`])));
  for (const m of matchesIn(own, /(?<![\d/.,-])(?:19|20)\d\d(?![\d.,/-])/gu)) years.add(m[0]);
  const parts = new Set(periods.flatMap(({ kind, number }) => (kind === 'year' ? [] : [`${kind}${number}`])));
  return { years, parts, days: new Set(matchesIn(own, DAY).map((m) => m[1] as string)) };
}

/** The nearest that are named: by its own words, in its clause, in its sentence or caption. */
function timesOf(name: Name): Times {
  const marks = marksOf(name);
  marks.times ??= readTimes(name);
  return marks.times;
}

function readTimes({ said, clause, around }: Name): Times {
  const [near, wide, far] = [said, clause, around].map(timesIn) as [Times, Times, Times];
  const first = (of: (times: Times) => Set<string>): Set<string> =>
    [near, wide, far].map(of).find(({ size }) => size > 0) ?? new Set();
  return {
    years: first(({ years }) => years),
    parts: first(({ parts }) => parts),
    days: near.days.size > 0 ? near.days : wide.days,
  };
}

/** Two years, two parts of a year, two days; or one that is not the report's. */
export function isOfOtherTime({ head }: Document, a: Name, b: Name): boolean {
  const [x, y] = [timesOf(a), timesOf(b)];
  if (x.days.size > 0 && y.days.size > 0 && x.days.isDisjointFrom(y.days)) return true;
  const apart = (p: Set<string>, q: Set<string>, own: string | null): boolean => {
    if (p.size > 0 && q.size > 0) return p.isDisjointFrom(q);
    const named = p.size > 0 ? p : q;
    return named.size > 0 && own !== null && !named.has(own);
  };
  const { period } = head;
  return (
    apart(x.years, y.years, head.year === null ? null : `${head.year}`) ||
    apart(x.parts, y.parts, period ? `${period.kind}${period.number}` : 'month0')
  );
}
