// The figures an outline's sentences name, asked all at once and printed as offices print them.
import { yearFrom } from '#calendar';
import type { CellFilter, LinkTo } from '#forms';
import { proseCount } from '#forms';
import type { Day } from '#lib/day';
import { formatVi } from '#lib/decimal';
import type { Run } from '#lib/document';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { type Value, valuesOf } from '#measures';
import type { Given } from '../consolidate-given.ts';
import { isTold, type Told, toldFigures, toldKey } from './told.ts';

export type Span = { unit: string; from: Day; to: Day; today: Day; year_from?: Day | undefined };

/** `{resolved_overdue@own@year}`, `{plans.tasks:all.total}`. */
const NAME = /\{([a-z0-9_.]+)(?::([^{}@]+))?((?:@(?:own|below|year))*)\}/g;

type Named = { measure: string; told: string | null; scope: CellFilter['scope']; is_year: boolean };

export function namesIn(text: string): Named[] {
  return [...text.matchAll(NAME)].map(([, measure = '', told, marks = '']) => ({
    measure,
    told: told ?? null,
    scope: marks.includes('@own') ? 'own' : marks.includes('@below') ? 'below' : 'all',
    is_year: marks.includes('@year'),
  }));
}

const keyOf = ({ measure, told, scope, is_year }: Named) => `${measure}|${told ?? ''}|${told === null ? scope : ''}|${is_year}`;

/** Every figure of the texts, known or not: few questions however many names. */
export class Figures {
  readonly #span: Span;
  readonly #linkTo: LinkTo;
  readonly #values = new Map<string, Value>();
  #told = new Map<string, Told>();

  readonly #given: Given | undefined;

  /** @param given figures of reports below that stand for those of the records */
  constructor(span: Span, linkTo: LinkTo, given?: Given) {
    this.#span = span;
    this.#linkTo = linkTo;
    this.#given = given;
  }

  /** @throws measures.unknown_measure */
  async ask(db: Db, texts: readonly string[], access: Scope): Promise<void> {
    const names = texts.flatMap(namesIn);
    const told = names.flatMap((one) =>
      isTold(one.measure) && one.told !== null ? [{ measure: one.measure, told: one.told }] : [],
    );
    this.#told = await toldFigures(db, this.#span, told, access);
    const measures = names.filter((one) => !isTold(one.measure));
    for (const group of Map.groupBy(measures, (one) => `${one.scope} ${one.is_year}`).values()) {
      const [first] = group;
      if (!first) continue;
      const filter = this.filterOf(first);
      const asked = [...new Set(group.map(({ measure }) => measure))];
      const values = await valuesOf(db, { ...filter, today: this.#span.today, measures: asked, digest: false }, access);
      for (const name of group) {
        const sum = this.#given?.value(name.measure, this.filterOf(name));
        const found = values[name.measure] as Value;
        this.#values.set(keyOf(name), sum === undefined ? found : { ...found, value: sum.value });
      }
    }
  }

  filterOf({ scope, is_year, told }: Pick<Named, 'scope' | 'is_year' | 'told'>): CellFilter {
    const { unit, from, to, year_from } = this.#span;
    return { unit, from: is_year ? yearFrom(from, to, year_from) : from, to, scope, ...(told === null ? {} : { told }) };
  }

  /**
   * The text with its figures linked; null when one of them is not known, or all are zero where it begins with `?`. Of texts parted by `||` the first whose
   * figures are known is said.
   */
  write(clause: string): Run[] | null {
    for (const text of clause.split(' || ')) {
      const runs = this.#written(text);
      if (runs) return runs;
    }
    return null;
  }

  #written(clause: string): Run[] | null {
    const text = clause.replace(/^\?/, '');
    const names = namesIn(text);
    if (text !== clause && names.every((name) => this.#print(name) === '0')) return null;
    const runs: Run[] = [];
    let at = 0;
    for (const match of text.matchAll(NAME)) {
      const [name] = namesIn(match[0]) as [Named];
      const printed = this.#print(name);
      if (printed === null) return null;
      if (match.index > at) runs.push({ text: text.slice(at, match.index) });
      const link = this.#linkTo(name.measure, this.filterOf({ ...name, scope: name.told === null ? name.scope : 'own' }));
      runs.push({ text: printed, ...(link ? { link } : {}) });
      at = match.index + match[0].length;
    }
    if (at < text.length) runs.push({ text: text.slice(at) });
    return runs;
  }

  #print(name: Named): string | null {
    if (isTold(name.measure)) {
      const told = this.#told.get(toldKey({ measure: name.measure, told: name.told ?? '' }));
      return told?.value == null ? null : `${plainOf(told.value)}${told.suffix}`;
    }
    const found = this.#values.get(keyOf(name));
    if (!found || found.value === null) return found?.unit === 'words' ? (found.note ?? null) : null;
    return found.unit === 'percent' ? `${formatVi(found.value)}%` : plainOf(found.value);
  }
}

/** A figure in a sentence: `05`, `1.234`, `95,88`. */
export function plainOf(value: string): string {
  return /^\d+$/.test(value) ? proseCount(Number(value)) : formatVi(value);
}
