import { Logger, runMigrations } from 'graphile-worker';
import pg from 'pg';
import { exec, loadSql } from '#lib/sql';

const sql = loadSql(import.meta.url, ['let_the_product_work']);

/** Says nothing: what goes wrong comes back as an error or stands in jobs.job. */
export const SILENT = new Logger(() => () => {});

/**
 * Makes the queue's own tables ready (schema graphile_worker) and lets the product's role work with them.
 * @param owner_url a connection that owns the database
 */
export async function prepareQueue(owner_url: string): Promise<void> {
  await runMigrations({ connectionString: owner_url, logger: SILENT });
  const client = new pg.Client({ connectionString: owner_url, application_name: 'motcua setup' });
  await client.connect();
  try {
    await exec(client, sql.let_the_product_work, {});
  } finally {
    await client.end();
  }
}
