// What stands behind figures of every kind at a moment, so that an issued report keeps it: units counted, declarations used, the measures each is made of.
import { addDays, type Day } from '#lib/day';
import type { Rational } from '#lib/rational';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { declarationsUsed } from './declared.ts';
import type { Definition } from './definition.ts';
import { type Definitions, definitionsOn } from './definitions.ts';
import { unitsCounted } from './entries.ts';
import { evaluate, parseExpression } from './expression.ts';
import { type Frame, type FrameAsk, frameOf } from './frame.ts';
import { madeOf } from './kinds.ts';
import { shownValue, type Value } from './value.ts';
import { computed, shareCell } from './values.ts';

/** What a measure stood on. One of the three, by its kind. */
export type Stood = {
  definition: Definition;
  /** Units of any time whose records counted. */
  unit_ids: readonly number[] | null;
  /** Declarations that were used. */
  declared: readonly number[] | null;
  /** Measures it is made of. */
  made_of: readonly string[] | null;
  /** Only of what others are made of. */
  value: Value | null;
};

/**
 * @param measures and with them every measure they are made of
 * @throws what `valuesOf` throws
 */
export async function stoodOn(
  db: Db,
  ask: FrameAsk,
  measures: readonly string[],
  access: Scope,
): Promise<{ as_of: Day; tree_day: Day; stood: Map<string, Stood> }> {
  const frame = await frameOf(db, ask, 'one', access);
  const definitions = await definitionsOn(db, addDays(frame.bounds.e, -1), frame.tenant);
  const needed = definitions.needed(measures);
  const parts = new Set(needed.flatMap((one) => (one.kind === 'share' || one.kind === 'expression' ? madeOf(one) : [])));
  const values =
    parts.size === 0 ? {} : (await computed(db, frame, definitions, { measures: [...parts], digest: true }))(frame.unit.id);
  const used = await declarationsUsed(
    db,
    frame,
    needed.filter((one) => one.kind === 'declared'),
  );
  const stood = new Map<string, Stood>();
  for (const definition of needed)
    stood.set(definition.name, {
      definition,
      unit_ids: await unitsOfKind(db, frame, definitions, definition),
      declared: definition.kind === 'declared' ? used(definition, frame.unit.id).map(({ id }) => id) : null,
      made_of: definition.kind === 'share' || definition.kind === 'expression' ? madeOf(definition) : null,
      value: values[definition.name] ?? null,
    });
  return { as_of: frame.bounds.as_of, tree_day: frame.tree_day, stood };
}

async function unitsOfKind(db: Db, frame: Frame, definitions: Definitions, { name }: Definition) {
  const definition = definitions.get(name);
  switch (definition.kind) {
    case 'count':
    case 'ratio':
    case 'certifications':
      return frame.unit_ids;
    case 'entries':
      return unitsCounted(db, frame, definition);
    default:
      return null;
  }
}

/** The value that what a measure is made of gives it, printed to its decimals; null: not available. */
export function madeAgain(definition: Definition, known: (name: string) => Rational | null): string | null {
  if (definition.kind === 'share')
    return shownValue(definition, shareCell(known(definition.numerator), known(definition.denominator), definition.factor)).value;
  if (definition.kind !== 'expression') throw new Error(`${definition.name} is made of nothing`);
  return shownValue(definition, { exact: evaluate(parseExpression(definition.expression), known), n: null, digest: null }).value;
}
