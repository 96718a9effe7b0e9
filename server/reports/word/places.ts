// What a template may call the parts of a report: by key, by the number of a heading (`II`, `II.1`), or by its words without marks and signs.
import { yearFrom } from '#calendar';
import type { AnnexContent, Content, Figure, ReportTable, Section } from '../content.ts';

/** Words without marks: `KẾT QUẢ giải quyết` → `ket-qua-giai-quyet`. */
export function slug(words: string): string {
  return words
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

const NUMBERED = /^\s*(?:phần\s+)?([IVXLC]+(?:\.\d+)*|\d+(?:\.\d+)*|[A-ZĐ]|[a-zđ])[.):]?(?:\s|$)/iu;

/** Number of each section under those above it: `I`, `II`, `II.1`, `II.1.2`; null where a heading has none. */
export function sectionNumbers(sections: readonly Pick<Section, 'level' | 'heading'>[]): (string | null)[] {
  const above: (string | null)[] = [];
  return sections.map(({ level, heading }) => {
    const said = NUMBERED.exec(heading)?.[1] ?? null;
    above.length = level - 1;
    const parent = above.findLast((one) => one) ?? null;
    const number = said === null || parent === null ? said : under(parent, said);
    above[level - 1] = number;
    return number;
  });
}

/** `2.1` under `II.2` is `II.2.1`: what a heading repeats of those above it is said once. */
function under(parent: string, said: string): string {
  const segments = parent.split('.');
  for (let i = 0; i < segments.length; i += 1) {
    const repeated = `${segments.slice(i).join('.')}.`;
    if (said.startsWith(repeated)) return `${parent}.${said.slice(repeated.length)}`;
  }
  return `${parent}.${said}`;
}

const wordsOf = (heading: string) => slug(heading.replace(NUMBERED, ''));
/** A heading may be named by its beginning, when it is long enough to mean only one. */
const LEAST_PREFIX = 8;

function byWords<T>(all: readonly T[], name: string, headingOf: (one: T) => string): T | null {
  const wanted = slug(name);
  if (wanted === '') return null;
  const exact = all.filter((one) => wordsOf(headingOf(one)) === wanted);
  if (exact.length === 1) return exact[0] as T;
  const begun = wanted.length < LEAST_PREFIX ? [] : all.filter((one) => wordsOf(headingOf(one)).startsWith(wanted));
  return begun.length === 1 ? (begun[0] as T) : null;
}

export function sectionNamed(content: Pick<Content, 'sections'>, name: string): Section | null {
  const { sections } = content;
  const numbers = sectionNumbers(sections);
  return (
    sections.find(({ key }) => key === name) ??
    sections.find((_, at) => numbers[at]?.toLowerCase() === name.toLowerCase()) ??
    byWords(sections, name, ({ heading }) => heading)
  );
}

/** A section with those under it. */
export function wholeSection({ sections }: Pick<Content, 'sections'>, section: Section): Section[] {
  const at = sections.indexOf(section);
  const end = sections.findIndex((one, i) => i > at && one.level <= section.level);
  return sections.slice(at, end === -1 ? undefined : end);
}

const tablesOf = ({ sections }: Content) => sections.flatMap(({ blocks }) => blocks.filter((one) => one.kind === 'table'));

/** One table by its key or caption, or all of a section. */
export function tablesNamed(content: Content, name: string): ReportTable[] {
  const tables = tablesOf(content);
  const one =
    tables.find(({ key }) => key === name) ??
    byWords(tables, name, ({ caption }) => caption.replace(/^Bảng\s+[\d.]+\.?\s*/iu, ''));
  if (one) return [one];
  return sectionNamed(content, name)?.blocks.filter((block) => block.kind === 'table') ?? [];
}

/** An annex by its key, its number (`PL1`, `I`) or its title. */
export function annexNamed({ annexes }: Content, name: string): AnnexContent | null {
  const wanted = slug(name);
  return (
    annexes.find(({ key }) => key.toLowerCase() === name.toLowerCase()) ??
    annexes.find(({ label }) => wanted !== '' && (slug(label) === wanted || slug(label) === `phu-luc-${wanted}`)) ??
    byWords(annexes, name, ({ title }) => title)
  );
}

/**
 * A figure by its anchor or by its measure: that of the whole unit over the period of the report, `measure@year` since the year began (`yearFrom`, or the day the report says).
 * A measure the report has over other days only is none: a template must not print another period unawares.
 */
export function figureNamed(content: Content, name: string): Figure | null {
  const known = content.figures[name];
  if (known) return known;
  const [measure, since] = name.split('@');
  const is_wanted = ({ from, to }: Figure) =>
    since === undefined
      ? from === content.from && to === content.to
      : since === 'year' && from === yearFrom(content.from, content.to, content.year_from) && to === content.to;
  return (
    Object.values(content.figures).find(
      (one) => one.measure === measure && is_wanted(one) && Object.keys(one.filter).every((key) => key === 'scope'),
    ) ?? null
  );
}
