import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { type DemoAccount, demoAccounts } from '#demo';
import { isAlive } from '#lib/loaded-packs';
import { route } from '#lib/route';

export const VERSION = (
  JSON.parse(fs.readFileSync(path.join(import.meta.dirname, '../package.json'), 'utf8')) as { version: string }
).version;

// Set once at start: the sign-in page lists the demonstration's accounts only where the demonstration is loaded.
let shown_accounts: readonly DemoAccount[] = [];

/** Lets the sign-in page show the demonstration's accounts. Never called in production. */
export function showDemoAccounts(): void {
  shown_accounts = demoAccounts();
}

export const routes = {
  'app.info': route({
    method: 'GET',
    path: '/api/app/info',
    permission: 'public',
    summary: 'Name, version, and the demonstration accounts where the demonstration is loaded',
    input: z.object({}),
    output: z.object({
      name: z.string(),
      version: z.string(),
      is_demo: z.boolean(),
      demo_accounts: z.array(
        z.object({
          username: z.string(),
          password: z.string(),
          display_name: z.string(),
          role_vi: z.string(),
          role_en: z.string(),
          unit: z.string(),
        }),
      ),
    }),
    run: async () => ({
      name: 'Một Cửa',
      version: VERSION,
      is_demo: shown_accounts.length > 0,
      demo_accounts: [...shown_accounts],
    }),
  }),
  'app.health': route({
    method: 'GET',
    path: '/api/app/health',
    permission: 'public',
    summary: 'Answers when the product and its database work',
    input: z.object({}),
    output: z.object({ status: z.literal('ok'), at: z.string() }),
    run: async (ctx) => {
      await isAlive(ctx.db);
      return { status: 'ok' as const, at: ctx.now.toISOString() };
    },
  }),
};
