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
  for (const [place, row] of rows.entries()) list += (place === 0 ? '' : ',') + literal(row[column] as Value);
  return `${list}}`;
}

/**
 * Parameter of a statement that begins `unnest(:rows::some.type[])`.
 * @param fields of the type, all of them in its order; what a row has besides is left out
 */
export function rowsOf<R extends object, C extends keyof R & string>(fields: readonly C[], rows: readonly R[]): string {
  return `{${rows.map((row) => `"${rowOf(fields, row).replace(ESCAPED, '\\$&')}"`).join()}}`;
}

function rowOf<R extends object>(fields: readonly (keyof R)[], row: R): string {
  let text = '(';
  for (const [place, field] of fields.entries()) text += (place === 0 ? '' : ',') + fieldOf(row[field] as Value);
  return `${text})`;
}

/** In a row nothing at all is null, and whatever could end a field stands in quotation marks. */
function fieldOf(value: Value): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return PLAIN.test(value) ? value : `"${value.replace(ESCAPED, '\\$&')}"`;
  return value instanceof Date ? value.toISOString() : String(value);
}

const PLAIN = /^[\w.:+-]+$/;
const ESCAPED = /["\\]/g;

function literal(value: Value): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'string') return `"${value.replace(ESCAPED, '\\$&')}"`;
  return value instanceof Date ? value.toISOString() : String(value);
}
