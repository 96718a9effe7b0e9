import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { z } from 'zod';
import * as files from '#files';
import { readConfig } from '#lib/config';
import * as signatures from '#signatures';
import { buildApp } from '../server/app.ts';
import { type Routes, routes } from '../server/routes.ts';
import { beforeDatabasesGo, type Template, type TestDb, testDb } from './db.ts';
import { DEMO_NOW } from './demo-now.ts';

export type Reply<T = unknown> = { status: number; body: T; headers: Headers };
type Input<N extends keyof Routes> = z.input<Routes[N]['input']>;
type Output<N extends keyof Routes> = z.output<Routes[N]['output']>;

export type Client = {
  /** Calls a route by name, as the web does. Throws when the reply is not 2xx. */
  call<N extends keyof Routes>(name: N, input: Input<N>): Promise<Output<N>>;
  /** The same, whatever the reply. */
  ask(
    name: keyof Routes,
    input: Record<string, unknown>,
    headers?: Record<string, string>,
  ): Promise<Reply<{ code?: string; data?: Record<string, unknown> }>>;
  bytes(name: keyof Routes, input: Record<string, unknown>): Promise<Buffer>;
  upload(
    name: keyof Routes,
    input: Record<string, unknown>,
    file: { name: string; type: string; bytes: Uint8Array },
  ): Promise<Reply>;
  cookie: string | null;
  csrf: string | null;
};

export type TestApp = {
  db: TestDb;
  base: string;
  now: { at: Date };
  anonymous(): Client;
  signIn(username: string, password?: string): Promise<Client>;
};

/** Under which seals of the tests are kept; the same when their database was made. */
export const TEST_SECRET = 'bí mật của kiểm thử';
export const DEMO_PASSWORD = 'motcua-demo-2026';

/** The real product on a real port of the loopback, on a database of its own. The clock stands at `now.at` and may be set. */
export async function testApp(options: { template?: Template; now?: Date; max_upload_bytes?: number } = {}): Promise<TestApp> {
  const db = await testDb({ template: options.template ?? 'demo' });
  const now = { at: options.now ?? DEMO_NOW };
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'motcua-files-'));
  const config = { ...readConfig({}), max_upload_bytes: options.max_upload_bytes ?? 2 * 1024 * 1024 };
  files.configure({ dir: folder, max_bytes: config.max_upload_bytes });
  signatures.configure({ secret: TEST_SECRET });
  const problems: string[] = [];
  const app = await buildApp({
    pool: db.pool,
    config,
    routes,
    now: () => now.at,
    log: (level, message, data) => level === 'error' && problems.push(`${message} ${JSON.stringify(data)}`),
  });
  const base = await app.listen({ host: '127.0.0.1', port: 0 });
  beforeDatabasesGo(async () => {
    await app.close();
    await db.drop();
    fs.rmSync(folder, { recursive: true, force: true });
    // A 500 is a bug even when the test that met it did not look.
    if (problems.length) {
      process.stderr.write(`the server reported errors:\n${problems.join('\n')}\n`);
      throw new Error('the server reported errors');
    }
  });
  const anonymous = () => makeClient(base, null, null);
  return {
    db,
    base,
    now,
    anonymous,
    async signIn(username, password = DEMO_PASSWORD) {
      const reply = await anonymous().ask('access.sign_in', { username, password });
      if (reply.status !== 200) throw new Error(`sign-in of ${username}: ${JSON.stringify(reply.body)}`);
      const cookie = (reply.headers.get('set-cookie') ?? '').split(';')[0] as string;
      return makeClient(base, cookie, (reply.body as { csrf: string }).csrf);
    },
  };
}

function makeClient(base: string, cookie: string | null, csrf: string | null): Client {
  const send = async (
    name: keyof Routes,
    input: Record<string, unknown>,
    body: FormData | null,
    headers: Record<string, string>,
  ): Promise<Response> => {
    const route = routes[name];
    const rest = { ...input };
    let url = route.path.replace(/:([a-z_]+)/g, (_all: string, key: string) => {
      const value = rest[key];
      delete rest[key];
      return encodeURIComponent(String(value));
    });
    const in_url = route.method === 'GET' || route.method === 'DELETE' || body !== null;
    if (in_url) {
      const query = new URLSearchParams(
        Object.entries(rest).flatMap(([key, value]) =>
          value === undefined || value === null ? [] : [[key, String(value)] as [string, string]],
        ),
      );
      if (query.size) url += `?${query}`;
    }
    const json = !in_url && { 'content-type': 'application/json' };
    return fetch(base + url, {
      method: route.method,
      headers: { ...(cookie && { cookie }), ...(csrf && { 'x-csrf-token': csrf }), ...json, ...headers },
      body: body ?? (in_url ? null : JSON.stringify(rest)),
    });
  };
  const ask: Client['ask'] = async (name, input, headers = {}) => {
    const response = await send(name, input, null, headers);
    const text = await response.text();
    const is_json = response.headers.get('content-type')?.includes('json');
    return { status: response.status, body: is_json ? JSON.parse(text) : text, headers: response.headers };
  };
  return {
    cookie,
    csrf,
    ask,
    async call(name, input) {
      const reply = await ask(name, input as Record<string, unknown>);
      if (reply.status < 200 || reply.status > 299)
        throw new Error(`${String(name)}: ${reply.status} ${JSON.stringify(reply.body)}`);
      return reply.body as never;
    },
    async bytes(name, input) {
      const response = await send(name, input, null, {});
      if (!response.ok) throw new Error(`${String(name)}: ${response.status} ${await response.text()}`);
      return Buffer.from(await response.arrayBuffer());
    },
    async upload(name, input, file) {
      const form = new FormData();
      for (const [key, value] of Object.entries(input)) if (!routes[name].path.includes(`:${key}`)) form.set(key, String(value));
      form.set('file', new Blob([Buffer.from(file.bytes)], { type: file.type }), file.name);
      const response = await send(name, input, form, {});
      const text = await response.text();
      return { status: response.status, body: text ? JSON.parse(text) : null, headers: response.headers };
    },
  };
}
