import type { Row } from './grid.ts';
import { flat } from './shown-tables.ts';

const names = new WeakMap<Row, string>();

/** The label of a row as `flat` gives it: asked of each row by every sentence beside its table. */
export function nameOf(row: Row): string {
  let name = names.get(row);
  if (name === undefined) {
    name = flat(row.label);
    names.set(row, name);
  }
  return name;
}
