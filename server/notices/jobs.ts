import { z } from 'zod';
import { task } from '#jobs';
import { transaction } from '#lib/db';
import { deliver } from './deliver.ts';
import { digest } from './digest.ts';
import { sweep } from './sweep.ts';

const Nothing = z.object({});

export const tasks = [
  task({
    kind: 'notices.sweep',
    input: Nothing,
    schedule: '*/5 * * * *',
    is_quiet: true,
    max_attempts: 1,
    run: ({ pool, now }) => transaction(pool, 'write', (db) => sweep(db, now())),
  }),
  task({
    kind: 'notices.deliver',
    input: Nothing,
    schedule: '* * * * *',
    is_quiet: true,
    max_attempts: 1,
    run: ({ pool, now, signal }) => deliver(pool, now, signal),
  }),
  task({
    kind: 'notices.digest',
    input: Nothing,
    // 07:00 in Vietnam.
    schedule: '0 0 * * *',
    title: 'Gửi tóm tắt đầu ngày cho lãnh đạo',
    run: ({ pool, now }) => transaction(pool, 'write', (db) => digest(db, now())),
  }),
];
