// What the body of a consolidating report prints: the figures of the reports below, in the same words and tables that a report from records has.
import type { CellFilter, FilledForm, FilledList, Headline, LinkTo } from '#forms';
import { formOn, laidAgain, proseCount } from '#forms';
import type { Day } from '#lib/day';
import { formatVi } from '#lib/decimal';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { figures as figuresAsked } from '#measures';
import { sectors } from '#procedures';
import { type Asked, hashed, keyOf, sectorParts } from './consolidate-cells.ts';
import type { Gathered } from './consolidate-figures.ts';
import { type Part, type Sum, sumsOf, wayOf } from './consolidate-sums.ts';
import type { Content, Figure } from './content.ts';
import { cellAsk } from './frozen.ts';

const FORM = 'II.06a';
const RATE = 'on_time_rate';
const ZERO_SUM: Sum = { value: '0', numerator: null, denominator: null, lacking: [] };

/** Sums by sector, then by measure, over the period. */
type Sectors = ReadonlyMap<string, ReadonlyMap<string, Sum>>;

/** The anchor of what the reports add up to: one figure, wherever in the report it stands. */
export function totalAnchor({ unit, e }: Gathered, key: string, sector = ''): string {
  return hashed(['total', unit.code, key, e, ...(sector ? [sector] : [])]);
}

/** Said once, where a report that prints sums begins. */
export const GIVEN_WORDS =
  'Số liệu của báo cáo là số tổng hợp từ báo cáo đã gửi của các đơn vị; chỗ khác với hồ sơ trên hệ thống nêu tại phụ lục đối chiếu.';

/** @param access units whose dossiers the asker may see: of the superior's own line */
export async function givenFrom(db: Db, gathered: Gathered, today: Day, access: Scope): Promise<Given> {
  return new Given(gathered, await sectorSums(db, gathered, today, access));
}

async function sectorSums(db: Db, gathered: Gathered, today: Day, access: Scope): Promise<Sectors> {
  const { unit, from, e, to, own_members, own, reports, held_by } = gathered;
  const of_dossiers = gathered.columns.filter((one) => one.s === from && ['count', 'ratio'].includes(one.definition.kind));
  const summed = reports.filter(({ unit: one, issue }) => issue !== null && held_by.get(one.id) === null);
  const parts = await sectorParts(db, summed, e);
  const is_one = own_members.length === 1 && own_members[0] === unit.id && own.size > 0;
  if (is_one) {
    const measures = of_dossiers.map(({ measure }) => measure);
    const ask = { unit: unit.code, from, to, scope: 'own' as const, today, measures, group_by: ['sector'] as const };
    for (const { key, measures: values } of (await figuresAsked(db, ask, access)).groups ?? [])
      for (const [measure, { value, numerator, denominator }] of Object.entries(values)) {
        const text = (one: unknown) => (one === undefined || one === null ? null : String(one));
        const part: Part = { value: text(value), numerator: text(numerator), denominator: text(denominator) };
        if (key.sector) parts.put(key.sector.code, measure, unit.id, part);
      }
  }
  return new Map(
    [...parts.by_sector].map(([sector, by_measure]) => {
      const of_sector = new Map(of_dossiers.map(({ key, measure }) => [key, by_measure.get(measure) ?? new Map<number, Part>()]));
      const sums = sumsOf(of_dossiers, of_sector);
      return [sector, new Map(of_dossiers.map(({ key, measure }) => [measure, sums.get(key) as Sum]))];
    }),
  );
}

/** Figures a body asks for instead of those of the records. */
export class Given {
  readonly #gathered: Gathered;
  readonly #sectors: Sectors;
  readonly #columns: ReadonlyMap<string, Asked>;
  readonly #used = new Map<string, { column: Asked; filter: CellFilter; sum: Sum }>();

  constructor(gathered: Gathered, sectors: Sectors) {
    this.#gathered = gathered;
    this.#sectors = sectors;
    this.#columns = new Map(gathered.columns.map((column) => [column.key, column]));
  }

  /** Units that should report and are in no sum. */
  get missing(): string[] {
    return this.#gathered.reports
      .filter(({ standing }) => standing !== 'submitted' && standing !== 'not_expected')
      .map(({ unit }) => unit.name);
  }

  /** Neither a report to sum nor anything of the superior's own. */
  get is_empty(): boolean {
    return this.#gathered.own.size === 0 && ![...this.#gathered.held_by.values()].includes(null);
  }

  /** Undefined: no sum of reports but what the unit itself holds or says; null as value: nobody reported it. */
  value(measure: string, { unit, from, to, scope, sector, told }: CellFilter): Sum | undefined {
    const { unit: superior, from: first, to: last, total, reported } = this.#gathered;
    if (unit !== superior.code || to !== last || scope === 'own' || told !== undefined) return undefined;
    const column = this.#columns.get(keyOf(measure, from));
    if (!column || wayOf(column.definition) === 'none') return undefined;
    const is_count = column.definition.kind === 'count';
    if (sector !== undefined) {
      const found = from === first ? this.#sectors.get(sector)?.get(measure) : undefined;
      return found?.value == null && is_count ? ZERO_SUM : found;
    }
    const found = (scope === 'below' ? reported : total).get(column.key);
    // A report names no count that is zero.
    return found?.value == null && is_count ? ZERO_SUM : found;
  }

  readonly linkTo =
    (records: LinkTo): LinkTo =>
    (measure, filter) => {
      const sum = this.value(measure, filter);
      const column = this.#columns.get(keyOf(measure, filter.from));
      if (sum === undefined || !column) return records(measure, filter);
      if (sum.value === null) return undefined;
      const anchor =
        filter.scope === 'below'
          ? hashed(['reported', filter.unit, column.key, this.#gathered.e])
          : totalAnchor(this.#gathered, column.key, filter.sector);
      this.#used.set(anchor, { column, filter, sum });
      return anchor;
    };

  /** Of what was linked and printed. */
  figures(printed: ReadonlyMap<string, string>): Record<string, Figure> {
    const found: Record<string, Figure> = {};
    for (const [anchor, { column, filter, sum }] of this.#used) {
      const text = printed.get(anchor);
      if (text === undefined) continue;
      const { measure, label, definition } = column;
      const { unit, from, to, scope, sector } = filter;
      found[anchor] = {
        ...{ anchor, measure, label, unit, from, to, printed: text },
        filter: { scope, basis: 'submitted', row: scope === 'below' ? 'reported' : 'total', ...(sector ? { sector } : {}) },
        value: sum.value,
        numerator: sum.numerator,
        denominator: sum.denominator,
        decimals: typeof definition.decimals === 'number' ? definition.decimals : 0,
        n: null,
        digest: null,
      };
    }
    return found;
  }

  /** The sum a figure of the records stands for; null: none. */
  insteadOf(figure: Figure): Figure | null {
    const filter = cellAsk(figure);
    const sum = this.value(figure.measure, filter);
    const anchor = sum && this.linkTo(() => undefined)(figure.measure, filter);
    if (!anchor || sum.value === null) return null;
    const { value } = sum;
    const plain = /^\d+$/.test(value) ? proseCount(Number(value)) : formatVi(value);
    const printed = figure.printed.endsWith('%') ? `${plain}%` : plain;
    return this.figures(new Map([[anchor, printed]]))[anchor] ?? null;
  }

  headline(records: Headline, filter: CellFilter): Headline {
    return Object.fromEntries(
      Object.entries(records).map(([measure, value]) => {
        const sum = this.value(measure, filter);
        if (sum === undefined) return [measure, this.#columns.has(keyOf(measure, filter.from)) ? value : absent(value)];
        return [
          measure,
          sum.value === null || typeof value === 'string' || /_rate$/.test(measure) ? sum.value : Number(sum.value),
        ];
      }),
    );
  }

  /** The form by sector: sectors the reports name; what stands in no sector (adjustments) is a line of its own. */
  async bySector(db: Db, form: FilledForm): Promise<FilledForm> {
    const { layout } = await formOn(db, FORM, form.period.to);
    const { unit, from, to } = { unit: form.unit.code, ...form.period };
    const whole: CellFilter = { unit, from, to, scope: 'all' };
    const names = new Map(form.rows.filter(({ kind }) => kind === 'row').map(({ key, label }) => [key, label]));
    const codes = [...new Set([...names.keys(), ...this.#sectors.keys()])].filter((code) => this.#sectors.has(code));
    const unnamed = codes.filter((code) => !names.has(code));
    if (unnamed.length > 0) for (const { code, name } of await sectors(db, to)) names.set(code, names.get(code) ?? name);
    const lines = codes.map((code) => {
      const filter = { ...whole, sector: code };
      return { key: code, label: names.get(code) ?? code, filter, of: (measure: string) => this.#number(measure, filter) };
    });
    const rate = (filter: CellFilter) => this.value(RATE, filter)?.value ?? null;
    return laidAgain(form, layout, {
      lines: lines.map((line) => ({ ...line, on_time_rate: rate(line.filter) })),
      total: { of: (measure) => this.#number(measure, whole), on_time_rate: rate(whole), filter: whole },
      rest: 'Chưa phân theo lĩnh vực',
    });
  }

  #number(measure: string, filter: CellFilter): number | null {
    const sum = this.value(measure, filter);
    if (sum === undefined) return 0;
    return sum.value === null ? null : Number(sum.value);
  }

  /** Rows of a list form that are of the whole. */
  list(form: FilledList): FilledList {
    const rows = form.rows.map((row) => {
      const sum = row.measure && row.filter ? this.value(row.measure, row.filter) : undefined;
      return sum === undefined ? row : { ...row, value: sum.value, note: null, as_of: null, reason_null: null };
    });
    return { ...form, rows };
  }
}

/** A count that stands in no report is none; anything else nobody reported. */
const absent = (value: number | string | null) => (typeof value === 'number' ? 0 : null);

/**
 * The office's own words with the sums where they named the same figure of the records: one report says one number. Figures put in later are left as
 * they are until the report is made anew, and the check tells them.
 */
export function inSums(content: Content, before: Content, given: Given): Content {
  const more: Record<string, Figure> = {};
  const meant = (anchor: string) => {
    const figure = content.figures[anchor] ?? before.figures[anchor];
    return figure && figure.filter.basis === undefined ? given.insteadOf(figure) : null;
  };
  const sections = content.sections.map((section) => ({
    ...section,
    blocks: section.blocks.map((block) => {
      if (block.kind !== 'narrative') return block;
      const paragraphs = block.paragraphs.map((paragraph) =>
        paragraph.map((piece) => {
          const sum = 'figure' in piece ? meant(piece.figure) : null;
          if (!sum) return piece;
          more[sum.anchor] ??= sum;
          return { ...piece, figure: sum.anchor };
        }),
      );
      return { ...block, paragraphs };
    }),
  }));
  return { ...content, sections, figures: { ...more, ...content.figures } };
}
