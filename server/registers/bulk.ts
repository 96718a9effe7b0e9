// Many entries at once, by COPY, checked as single ones are: for imports, the demonstration and benchmarks.
import type pg from 'pg';
import { z } from 'zod';
import { type ColumnType, CopyRows } from '#lib/copy';
import { type Day, vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import { loadSql, many } from '#lib/sql';
import type { By } from './by.ts';
import type { RegisterDefinition } from './definitions.ts';
import { refuseFaults } from './entries.ts';
import { lineOf, naturalKey, readValues, type Values } from './value.ts';

const sql = loadSql(import.meta.url, ['reserve_ids']);

/** An entry to load: by which version of the register, of which unit. */
export type BulkEntry = {
  definition: RegisterDefinition;
  unit: { id: number; tenant: number };
  values: Record<string, unknown>;
  client_id?: string | null;
};

type Entry = {
  tenant: number;
  id: number;
  register: string;
  unit_id: number;
  client_id: string | null;
  created_at: Date;
  created_by: number | null;
  created_by_name: string;
  import_id: number | null;
};
type Version = {
  tenant: number;
  entry_id: number;
  version: number;
  known_from: Date;
  register: string;
  definition_id: number;
  unit_id: number;
  on_day: Day;
  values: Values;
  natural_key: string | null;
  line: string;
  changed_by: number | null;
  changed_by_name: string;
};
const ENTRY_COLUMNS = {
  tenant: 'int2',
  id: 'int8',
  register: 'text',
  unit_id: 'int4',
  client_id: 'text',
  created_at: 'timestamptz',
  created_by: 'int8',
  created_by_name: 'text',
  import_id: 'int8',
} as const satisfies Record<keyof Entry, ColumnType>;
const VERSION_COLUMNS = {
  tenant: 'int2',
  entry_id: 'int8',
  version: 'int4',
  known_from: 'timestamptz',
  register: 'text',
  definition_id: 'int8',
  unit_id: 'int4',
  on_day: 'date',
  values: 'jsonb',
  natural_key: 'text',
  line: 'text',
  changed_by: 'int8',
  changed_by_name: 'text',
} as const satisfies Record<keyof Version, ColumnType>;

const BATCH = 5000;

/**
 * Writes many entries in the caller's transaction. Values are checked as those of single entries are; units and files that values name are
 * not looked up, and no audit entry is written: the caller does both for the whole.
 * @param options.onBatch told how many are written so far
 * @returns ids in the order of `list`
 * @throws registers.bad_values with the index of the first entry that does not fit; a unique violation when a key stands twice
 */
export async function bulkEntries(
  client: pg.ClientBase,
  list: readonly BulkEntry[],
  by: Pick<By, 'actor' | 'now'>,
  options: { import_id?: number | null; onBatch?: (so_far: number) => Promise<void> | void } = {},
): Promise<number[]> {
  const { import_id = null, onBatch } = options;
  const today = vietnamDay(by.now);
  const entries = new CopyRows<Entry>('registers.entry', ENTRY_COLUMNS);
  const versions = new CopyRows<Version>('registers.entry_version', VERSION_COLUMNS);
  const author = { created_by: by.actor.user_id, created_by_name: by.actor.name };
  const ids: number[] = [];
  for (let from = 0; from < list.length; from += BATCH) {
    const batch = list.slice(from, from + BATCH);
    const reserved = await many(client, sql.reserve_ids, { n: batch.length }, z.object({ id: z.number() }));
    for (const [index, one] of batch.entries()) {
      const { definition, unit } = one;
      const { layout, code: register } = definition;
      const values = checked(one, from + index, today);
      const id = (reserved[index] as { id: number }).id;
      const key = { tenant: unit.tenant, register, unit_id: unit.id };
      entries.add({ ...key, id, client_id: one.client_id ?? null, created_at: by.now, ...author, import_id });
      const said = {
        on_day: values[layout.day_field] as Day,
        values,
        natural_key: naturalKey(layout, values),
        line: lineOf(layout, values),
      };
      const known = { version: 1, known_from: by.now, changed_by: by.actor.user_id, changed_by_name: by.actor.name };
      versions.add({ ...key, entry_id: id, definition_id: definition.id, ...said, ...known });
      ids.push(id);
    }
    await entries.send(client);
    await versions.send(client);
    await onBatch?.(ids.length);
  }
  return ids;
}

function checked({ definition, values: sent }: BulkEntry, index: number, today: Day): Values {
  const { values, faults } = readValues(definition.layout, sent, today);
  try {
    refuseFaults(definition.layout, faults);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new DomainError(error.code, error.status, { ...error.data, index, register: definition.code }, { cause: error });
  }
  return values;
}
