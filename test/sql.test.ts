import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { prepareQueue } from '#jobs';
import { parseSql } from '../server/lib/sql.ts';
import { testDb } from './db.ts';

const SERVER = path.join(import.meta.dirname, '../server');
const files = fs
  .readdirSync(SERVER, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.sql'))
  .sort();
const db = await testDb();
// The queue's own tables are made by its library, not by a migration.
await prepareQueue(db.owner_url);

test('there are queries to prepare', () => assert.ok(files.length >= 8, `only ${files.length} .sql files found`));

for (const file of files) {
  test(`every query of ${file} can be prepared against the migrated schema`, async () => {
    const faults: string[] = [];
    for (const query of parseSql(fs.readFileSync(path.join(SERVER, file), 'utf8'), file).values()) {
      // Statements such as `copy … from stdin` cannot be prepared; they name their tables in the flows that use them.
      if (/^(copy|analyze|set|lock|do)\b/i.test(query.text)) continue;
      try {
        await db.owner.query(`prepare checked as ${query.text}`);
        await db.owner.query('deallocate checked');
      } catch (error) {
        faults.push(`${query.name}: ${(error as Error).message}`);
      }
    }
    assert.deepEqual(faults, []);
  });
}
