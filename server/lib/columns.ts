// Many rows as one list per column, or as one list of rows: PostgreSQL reads lists several times faster than JSON, whose every row is a little table of
// names to it; and one list of rows faster than a list for each of many columns.

type Value = string | number | boolean | Date | null | undefined;

/**
 * Parameters of a statement that begins `unnest(:x_tenant::smallint[], :x_code::text[], …)`: for each column its list, named `<prefix>_<column>`.
 * @param columns in any order; what a row has besides is left out
 */
export function columnsOf<R extends object, C extends keyof R & string>(
  prefix: string,
  columns: readonly C[],
  rows: readonly R[],
): Record<string, string> {
  const lists: Record<string, string> = {};
  for (const column of columns) lists[`${prefix}_${column}`] = listOf(rows, column);
  return lists;
}

function listOf<R extends object>(rows: readonly R[], column: keyof R): string {
  let list = '{';
  for (let place = 0; place < rows.length; place += 1) {
    if (place > 0) list += ',';
    list += literal((rows[place] as R)[column] as Value);
  }
  return `${list}}`;
}

/**
 * Parameter of a statement that begins `unnest(:rows::some.type[])`.
 * @param fields of the type, all of them in its order; what a row has besides is left out
 */
export function rowsOf<R extends object, C extends keyof R & string>(fields: readonly C[], rows: readonly R[]): string {
  let list = '{';
  for (let place = 0; place < rows.length; place += 1)
    list += `${place === 0 ? '"(' : ',"('}${rowOf(fields, rows[place] as R)})"`;
  return `${list}}`;
}

/** A row as it stands within the quotation marks of a list. */
function rowOf<R extends object>(fields: readonly (keyof R)[], row: R): string {
  let text = '';
  for (let place = 0; place < fields.length; place += 1) {
    if (place > 0) text += ',';
    text += fieldOf(row[fields[place] as keyof R] as Value);
  }
  return text;
}

/** In a row nothing at all is null; a text stands in quotation marks, which the list's own make `\"`. */
function fieldOf(value: Value): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return `\\"${escaped(value, '\\\\\\$&')}\\"`;
  return value instanceof Date ? textOf(value) : String(value);
}

function literal(value: Value): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'string') return `"${escaped(value, '\\$&')}"`;
  return value instanceof Date ? textOf(value) : String(value);
}

const ESCAPED = /["\\]/g;

/** Most texts have neither, and looking costs less than replacing nothing. */
function escaped(text: string, as: string): string {
  return text.includes('"') || text.includes('\\') ? text.replace(ESCAPED, as) : text;
}

// A row tells one moment in several columns, and what came together mostly the same.
let last_told = Number.NaN;
let last_text = '';

function textOf(moment: Date): string {
  if (moment.getTime() !== last_told) {
    last_text = moment.toISOString();
    last_told = moment.getTime();
  }
  return last_text;
}
