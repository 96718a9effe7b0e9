import type pg from 'pg';

const COLUMNS = `
select n.nspname as schema, c.relname as relation, c.relkind as kind, a.attname as column, format_type(a.atttypid, a.atttypmod) as type,
       a.attnotnull as required, a.attidentity <> '' as is_identity, a.attgenerated <> '' as is_generated,
       pg_get_expr(d.adbin, d.adrelid) as expression, col_description(c.oid, a.attnum) as comment
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
where n.nspname = any ($1) and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
order by n.nspname, c.relname, a.attnum`;

const CONSTRAINTS = `
select n.nspname as schema, c.relname as relation, k.conname as name, pg_get_constraintdef(k.oid) as definition
from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
where n.nspname = any ($1) and k.contype <> 'n' and not c.relispartition
order by n.nspname, c.relname, k.conname`;

const INDEXES = `
select i.schemaname as schema, i.tablename as relation, i.indexname as name, regexp_replace(i.indexdef, '^CREATE (UNIQUE )?INDEX \\S+ ON ', '\\1') as definition
from pg_indexes i
left join pg_constraint k on k.conname = i.indexname
where i.schemaname = any ($1) and k.oid is null
order by i.schemaname, i.tablename, i.indexname`;

const GRANTS = `
select g.table_schema as schema, g.table_name as relation, string_agg(lower(g.privilege_type), ', ' order by g.privilege_type) as rights
from information_schema.role_table_grants g
where g.grantee = 'motcua_app' and g.table_schema = any ($1)
group by g.table_schema, g.table_name order by g.table_schema, g.table_name`;

const FUNCTIONS = `
select n.nspname as schema, p.proname as name, pg_get_function_identity_arguments(p.oid) as arguments, pg_get_function_result(p.oid) as result
from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = any ($1) order by n.nspname, p.proname, 3`;

const TABLE_COMMENTS = `
select n.nspname as schema, c.relname as relation, obj_description(c.oid, 'pg_class') as comment
from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = any ($1) and obj_description(c.oid, 'pg_class') is not null`;

type Row = Record<string, string | boolean | null>;

/** A readable description of each schema: what the migrations made, as one text per schema. Kept in db/schema and compared by a test. */
export async function describeSchemas(owner: pg.Pool, schemas: readonly string[]): Promise<Map<string, string>> {
  const ask = async (sql: string) => (await owner.query(sql, [schemas])).rows as Row[];
  const [columns, constraints, indexes, grants, functions, comments] = [
    await ask(COLUMNS),
    await ask(CONSTRAINTS),
    await ask(INDEXES),
    await ask(GRANTS),
    await ask(FUNCTIONS),
    await ask(TABLE_COMMENTS),
  ];
  const texts = new Map<string, string>();
  for (const schema of schemas) {
    const of = (rows: Row[], relation: unknown) => rows.filter((row) => row.schema === schema && row.relation === relation);
    const lines: string[] = [];
    for (const relation of [...new Set(columns.filter((row) => row.schema === schema).map((row) => row.relation))]) {
      const comment = of(comments, relation)[0]?.comment;
      lines.push(`${relation}${comment ? `: ${comment}` : ''}`);
      for (const row of of(columns, relation)) lines.push(`  ${columnLine(row)}`);
      for (const row of of(constraints, relation)) lines.push(`  = ${row.name}: ${row.definition}`);
      for (const row of indexes.filter(
        (index) =>
          index.schema === schema &&
          (index.relation === relation ||
            (String(index.relation).startsWith(`${relation}_`) && !columns.some((c) => c.relation === index.relation))),
      )) {
        lines.push(`  # ${row.name}: ${row.definition}`);
      }
      for (const row of of(grants, relation)) lines.push(`  motcua_app may ${row.rights}`);
      lines.push('');
    }
    for (const row of functions.filter((one) => one.schema === schema))
      lines.push(`${row.name}(${row.arguments}) returns ${row.result}`);
    texts.set(schema, `${lines.join('\n').trimEnd()}\n`);
  }
  return texts;
}

function columnLine(row: Row): string {
  const parts = [`${row.column} ${row.type}`];
  if (row.required) parts.push('not null');
  if (row.is_identity) parts.push('identity');
  if (row.expression) parts.push(row.is_generated ? `= ${row.expression}` : `default ${row.expression}`);
  return `${parts.join(' ')}${row.comment ? `  -- ${row.comment}` : ''}`;
}
