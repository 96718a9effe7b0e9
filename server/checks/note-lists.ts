import { OPEN } from './countable.ts';
import type { Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';
import { flat } from './shown-tables.ts';
import { unitAt } from './unit.ts';

// “262 thủ tục của 52 lĩnh vực⁴” over a note that names every one: “Lĩnh vực Tôn giáo (8 thủ tục), Lĩnh vực Đất đai (14 thủ tục) …”.

/** One thing that a note names. `unit` of its figure, '' when none is printed; `value` null: named without a figure. */
type Item = { name: string; start: number; end: number; value: bigint | null; unit: string };

const FIGURED = /\((\d{1,4})(?:\s+(\p{L}+(?:\s\p{L}+){0,2}))?\)/gu;
const LEAD = /^\s*(?:(?:bao )?gồm(?: có)?|cụ thể|trong đó|chi tiết|danh sách|như sau)[^:,;(]{0,40}:?\s*/iu;
const DOCUMENT =
  /^\s*(?:và\s)?(kế hoạch|quyết định|công văn|văn bản|báo cáo|thông báo|chỉ thị|tờ trình|nghị quyết|hướng dẫn|chương trình|kết luận)\s[^;]{0,25}?\d/iu;
/** Words that are counted whatever the documents are. */
const ANY_DOCUMENT = new Set(['văn_bản', '~văn']);

/** Lists of a note whose items have figures: `X (8 thủ tục), Y (14 thủ tục)`. Null when the note holds anything else. */
function figured(text: string): Item[] | null {
  const items: Item[] = [];
  let from = LEAD.exec(text)?.[0].length ?? 0;
  for (const found of text.matchAll(FIGURED)) {
    if (found.index < from) continue;
    const gap = text.slice(from, found.index);
    const start = from + (/^[\s,;.]*(?:và\s)?/u.exec(gap)?.[0].length ?? 0);
    const name = text.slice(start, found.index).trim();
    if (!/\p{L}{2}/u.test(name) || name.length > 160 || /[;:]|\.\s/u.test(name)) return null;
    const end = found.index + found[0].length;
    const unit =
      found[2] === undefined ? '' : (unitAt(text, found.index + 1 + (found[1] as string).length)?.key ?? `~${found[2]}`);
    items.push({ name, start, end, value: BigInt(found[1] as string), unit });
    from = end;
  }
  return items.length >= 3 && text.slice(from).trim().length <= 2 ? items : null;
}

/** Documents between semicolons: `Kế hoạch số 12/KH-UBND ngày …; Công văn số …`. */
function documents(text: string): Item[] | null {
  let at = 0;
  const items = text.split(';').map((part): Item => {
    const start = at + (/^\s*/.exec(part)?.[0].length ?? 0);
    at += part.length + 1;
    return { name: DOCUMENT.exec(part)?.[1]?.toLowerCase() ?? '', start, end: at - 1, value: null, unit: '' };
  });
  if (items.at(-1)?.start === text.length) items.pop();
  return items.length >= 2 && items.every(({ name }) => name !== '') ? items : null;
}

const GROUP = /^\s*(xã|phường|thị trấn|huyện|thành phố|thị xã|phòng|sở)\s[^:,;()]{2,40}:\s*(.+)$/iu;

/** Names under those of larger units: `Xã A: thôn X, Y; Xã B: thôn Z`. `kinds`: what the names and the units are. */
function grouped(text: string): { units: number; names: number; unit: string; name: string } | null {
  const groups = text
    .replace(/[.…]\s*$/u, '')
    .split(';')
    .map((part) => GROUP.exec(part));
  if (groups.length < 3 || groups.some((group) => group === null || /\d{3}|[:()]/u.test(group[2] ?? ''))) return null;
  const heads = new Set(groups.map((group) => (group?.[1] ?? '').toLowerCase()));
  const names = groups.flatMap((group) => (group?.[2] ?? '').split(/,|\svà\s(?=\p{Lu})/u));
  const kind = /^\s*(\p{L}+)\s/u.exec(names[0] ?? '')?.[1]?.toLowerCase() ?? '';
  return heads.size === 1 ? { units: groups.length, names: names.length, unit: [...heads][0] as string, name: kind } : null;
}

/** A statement before a reference and the note that lists what it counts. */
type Claim = { passage: Passage; figures: Figure[]; note: Passage };

function* claimsOf(context: Context): Generator<Claim> {
  const { passages } = context.document;
  const notes = passages.filter(({ is_footnote, block }) => is_footnote && block.kind === 'footnote');
  if (notes.length === 0) return;
  for (const passage of passages) {
    let from = 0;
    for (const { at, label } of passage.notes) {
      const own = notes.filter(({ block }) => block.kind === 'footnote' && block.label === label);
      const note = own.find(({ index }) => index > passage.index) ?? own[0];
      const stop = [...passage.text.slice(from, at).matchAll(/[.;]\s/gu)].at(-1);
      const begin = from + (stop ? stop.index + 1 : 0);
      const figures = passage.figures.filter(
        (f) =>
          f.start >= begin &&
          f.start < at &&
          f.kind === 'count' &&
          f.bound === 'exact' &&
          f.decimals === 0 &&
          f.scale === 1n &&
          !passage.fractions.some(({ a, b }) => a.start === f.start || b.start === f.start),
      );
      from = at;
      if (note && figures.length > 0 && !OPEN.test(note.text.slice(-60))) yield { passage, figures, note };
    }
  }
}

/** Totals of what a note lists with figures. R03. */
export function* noteSums(context: Context): Generator<Fault> {
  for (const { passage, figures, note } of claimsOf(context)) {
    const items = figured(note.text);
    if (items === null) continue;
    const unit = unitOf(items);
    const total = figures.findLast((f) => f.unit === unit);
    if (unit === null || !total) continue;
    decided(context);
    const sum = items.reduce((all, { value }) => all + (value ?? 0n), 0n);
    const stated = exactOf(total).n;
    if (sum === stated) continue;
    yield {
      message: 'note',
      // Far apart, the note may list only some of them.
      severity: sum > stated * 2n || sum * 2n < stated ? 'warning' : 'error',
      at: spotOf(passage, total),
      figures: [total],
      data: { total: total.raw, unit: unitText(passage, total), sum: String(sum), items: items.length, label: labelOf(note) },
      expected: String(sum),
      related: [spotIn(note, items[0]?.start ?? 0, items.at(-1)?.end ?? note.text.length)],
      shares: [passage.offset + total.start],
    };
  }
}

/** How many things a note lists, and whether it names one twice. R12. */
export function* noteCounts(context: Context): Generator<Fault> {
  for (const { passage, figures, note } of claimsOf(context)) {
    const with_figures = figured(note.text);
    const items = with_figures ?? documents(note.text);
    if (items === null) {
      yield* groups(context, passage, figures, note);
      continue;
    }
    const claim = figures.findLast((f) => isCounted(passage, f, items, with_figures !== null));
    if (claim) {
      decided(context);
      const stated = Number(exactOf(claim).n);
      if (stated !== items.length)
        yield {
          message: 'note',
          severity: Math.abs(stated - items.length) > Math.max(3, stated / 4) ? 'warning' : 'error',
          at: spotOf(passage, claim),
          figures: [claim],
          data: { stated: claim.raw, unit: unitText(passage, claim), listed: items.length, label: labelOf(note) },
          expected: String(items.length),
          related: [spotIn(note, items[0]?.start ?? 0, items.at(-1)?.end ?? note.text.length)],
        };
    }
    if (with_figures) yield* twice(note, with_figures);
  }
}

/** How many units a note names, and how many places in all of them. */
function* groups(context: Context, passage: Passage, figures: readonly Figure[], note: Passage): Generator<Fault> {
  const found = grouped(note.text);
  if (found === null) return;
  const isOf = (figure: Figure, kind: string): boolean =>
    kind !== '' && ` ${flat(passage.text.slice(figure.end, figure.end + 18))} `.includes(` ${flat(kind)} `);
  for (const [kind, listed] of [
    [found.unit, found.units],
    [found.name, found.names],
  ] as const) {
    const claim = figures.findLast((figure) => isOf(figure, kind));
    if (!claim) continue;
    decided(context);
    if (exactOf(claim).n === BigInt(listed)) continue;
    yield {
      message: 'note',
      // A comma may stand inside a name; that the sentence has another figure of as many (“60 máy tại 56 thôn”) says that it does not.
      severity:
        kind === found.name &&
        Math.abs(Number(exactOf(claim).n) - listed) > 3 &&
        !figures.some((f) => f !== claim && exactOf(f).n === BigInt(listed))
          ? 'warning'
          : 'error',
      at: spotOf(passage, claim),
      figures: [claim],
      data: { stated: claim.raw, unit: kind, listed, label: labelOf(note) },
      expected: String(listed),
      related: [spotIn(note, 0, note.text.length)],
    };
  }
}

/** A thing named twice in a list that counts things. */
function* twice(note: Passage, items: readonly Item[]): Generator<Fault> {
  const seen = new Map<string, Item>();
  for (const item of items) {
    const name = flat(item.name);
    const before = seen.get(name);
    if (before)
      yield {
        message: 'twice',
        severity: 'warning',
        at: spotIn(note, item.start, item.end),
        data: { name: item.name, label: labelOf(note) },
        related: [spotIn(note, before.start, before.end)],
      };
    seen.set(name, item);
  }
}

const labelOf = (note: Passage): string => (note.block.kind === 'footnote' ? note.block.label : '');
const unitText = (passage: Passage, figure: Figure): string => passage.text.slice(figure.end, figure.tail).trim();

/** The unit that the figures of a list share; null when they differ. One that is left out is that of the others. */
function unitOf(items: readonly Item[]): string | null {
  const units = new Set(items.map(({ unit }) => unit).filter((unit) => unit !== ''));
  return units.size === 1 ? ([...units][0] as string) : null;
}

/** A figure counts the things of the list: their names begin with its unit, or they are documents of the kind that is counted. */
function isCounted(passage: Passage, figure: Figure, items: readonly Item[], has_figures: boolean): boolean {
  const unit = flat(unitText(passage, figure));
  if (unit === '') return false;
  if (!has_figures) return ANY_DOCUMENT.has(figure.unit) || items.every(({ name }) => flat(name) === unit);
  const named = items.filter(({ name }) => flat(name).startsWith(`${unit} `)).length;
  return named * 5 >= items.length * 4;
}
