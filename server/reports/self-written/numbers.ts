// The figures a draft may name: asked all at once by the same measures as the report's own, printed the same, each under its anchor.
import type { CellFilter } from '#forms';
import type { Day } from '#lib/day';
import { formatVi } from '#lib/decimal';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { type Definitions, definitionsOn } from '#measures';
import { Anchors, anchorOf, figuresFor } from '../compose.ts';
import { type Figure, type Inline, namedIn, type Paragraph } from '../content.ts';
import { plainOf } from '../outlines/figures.ts';
import { isTold } from '../outlines/told.ts';

export type Wanted = { measure: string; filter: CellFilter; is_percent?: boolean };

export class Numbers {
  readonly #db: Db;
  readonly #access: Scope;
  readonly #today: string;
  readonly #tenant: number;
  readonly #known = new Map<string, Figure>();
  readonly #definitions = new Map<Day, Definitions>();

  constructor(db: Db, of: { tenant: number; today: string }, access: Scope) {
    this.#db = db;
    this.#access = access;
    this.#today = of.today;
    this.#tenant = of.tenant;
  }

  /** Those whose measure holds on the last day of their period; the others have no value. @throws measures errors */
  async ask(wanted: readonly Wanted[]): Promise<void> {
    const anchors = new Anchors();
    const percents = new Set<string>();
    for (const one of wanted) {
      const { measure, filter } = one;
      const anchor = anchorOf(measure, filter);
      if (this.#known.has(anchor)) continue;
      if (!isTold(measure)) {
        const definitions = await this.#definitionsOn(filter.to);
        if (!definitions.has(measure)) continue;
        if (definitions.get(measure).unit === 'percent') percents.add(anchor);
      } else if (one.is_percent) percents.add(anchor);
      anchors.asked.set(anchor, { measure, filter });
    }
    const blank = new Map([...anchors.asked.keys()].map((anchor) => [anchor, '']));
    const found = await figuresFor(this.#db, anchors, blank, { today: this.#today }, this.#access);
    for (const [anchor, figure] of Object.entries(found)) {
      const { value } = figure;
      const printed = value === null ? '-' : percents.has(anchor) ? `${formatVi(value)}%` : plainOf(value);
      this.#known.set(anchor, { ...figure, printed });
    }
  }

  async #definitionsOn(day: Day): Promise<Definitions> {
    const found = this.#definitions.get(day) ?? (await definitionsOn(this.#db, day, this.#tenant));
    this.#definitions.set(day, found);
    return found;
  }

  figure({ measure, filter }: Wanted): Figure | null {
    return this.#known.get(anchorOf(measure, filter)) ?? null;
  }

  /** Exact decimal; null: not known, which is not zero. */
  value(wanted: Wanted): string | null {
    return this.figure(wanted)?.value ?? null;
  }

  /** @throws RangeError of a figure without a value: a draft says nothing of what is not known */
  piece(wanted: Wanted): Inline {
    const figure = this.figure(wanted);
    if (!figure || figure.value === null) throw new RangeError(`nothing is known of ${wanted.measure}`);
    return { figure: figure.anchor };
  }

  /** The figures that paragraphs name. */
  used(paragraphs: readonly Paragraph[]): Record<string, Figure> {
    return Object.fromEntries(
      namedIn(paragraphs).flatMap((anchor) => {
        const figure = this.#known.get(anchor);
        return figure ? [[anchor, figure] as const] : [];
      }),
    );
  }
}

/** Words and figures as one paragraph. */
export function words(strings: TemplateStringsArray, ...parts: readonly (Inline | readonly Inline[] | string)[]): Paragraph {
  const found: Inline[] = [];
  const add = (piece: Inline) => {
    const last = found.at(-1);
    if ('text' in piece && last && 'text' in last && !last.bold && !piece.bold) last.text += piece.text;
    else if (!('text' in piece) || piece.text !== '') found.push('text' in piece ? { ...piece } : piece);
  };
  strings.forEach((text, at) => {
    add({ text });
    const part = parts[at];
    if (typeof part === 'string') add({ text: part });
    else if (Array.isArray(part)) for (const one of part as readonly Inline[]) add(one);
    else if (part !== undefined) add(part as Inline);
  });
  return found;
}

/** `a; b; c`. */
export function joined(parts: readonly Paragraph[], by = '; '): Inline[] {
  return parts.flatMap((part, at): Inline[] => (at === 0 ? [...part] : [{ text: by }, ...part]));
}

/** One thing said: a line, or a line with what it consists of. */
export type Said = { line: Paragraph; items?: readonly Paragraph[] };

export const said = (line: Paragraph): Said => ({ line });
