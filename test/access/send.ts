import { unzipSync } from 'fflate';
import { type Routes, routes } from '../../server/routes.ts';
import type { Client } from '../app.ts';

/** A reply as text whatever it is: of Word and Excel files, everything that is written in them. */
export type Answer = { status: number; code: string | null; body: unknown; text: string };

export type Upload = { name: string; bytes: Uint8Array };

/** Calls a route as a browser would; `headers` on top of the session's, null takes one away. */
export async function send(
  base: string,
  client: Pick<Client, 'cookie' | 'csrf'>,
  name: keyof Routes,
  input: Record<string, unknown>,
  options: { upload?: Upload | undefined; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const route = routes[name];
  const rest = { ...input };
  let url = route.path.replace(/:([a-z_]+)/g, (_all: string, key: string) => {
    const value = rest[key];
    delete rest[key];
    return encodeURIComponent(String(value));
  });
  const in_url = route.method === 'GET' || route.method === 'DELETE' || options.upload !== undefined;
  const query = new URLSearchParams(
    Object.entries(rest).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)] as [string, string]])),
  );
  if (in_url && query.size > 0) url += `?${query}`;
  const headers: Record<string, string> = {
    ...(client.cookie && { cookie: client.cookie }),
    ...(client.csrf && { 'x-csrf-token': client.csrf }),
    ...(!in_url && { 'content-type': 'application/json' }),
    ...options.headers,
  };
  const response = await fetch(base + url, { method: route.method, headers, body: bodyOf(in_url, rest, options.upload) });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const is_json = response.headers.get('content-type')?.includes('json') ?? false;
  const text = is_json ? Buffer.from(bytes).toString('utf8') : written(bytes);
  const body: unknown = is_json ? JSON.parse(text) : bytes;
  const code = response.ok || !is_json ? null : (body as { code: string }).code;
  return { status: response.status, code, body, text };
}

function bodyOf(in_url: boolean, rest: Record<string, unknown>, upload: Upload | undefined): FormData | string | null {
  if (upload) {
    const form = new FormData();
    form.set('file', new Blob([Buffer.from(upload.bytes)], { type: 'application/pdf' }), upload.name);
    return form;
  }
  return in_url ? null : JSON.stringify(rest);
}

function written(bytes: Uint8Array): string {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return Buffer.from(bytes).toString('utf8');
  return Object.values(unzipSync(bytes))
    .map((part) => Buffer.from(part).toString('utf8'))
    .join('\n');
}

/** The reply without what differs between any two requests, and with every asked value made the same. */
export function shapeOfRefusal(answer: Answer, asked: Record<string, unknown>): string {
  let text = JSON.stringify({ ...(answer.body as Record<string, unknown>), request_id: undefined });
  for (const value of valuesIn(asked)) text = text.replaceAll(JSON.stringify(value), '"asked"');
  return `${answer.status} ${text}`;
}

/** Texts and numbers at the top, and texts at any depth: a small number further down is a place in a list, which a refusal may name. */
function valuesIn(asked: unknown, is_top = true): (string | number)[] {
  if (typeof asked === 'string') return [asked];
  if (typeof asked === 'number') return is_top ? [asked] : [];
  if (typeof asked !== 'object' || asked === null) return [];
  return Object.values(asked).flatMap((value) => valuesIn(value, is_top && typeof value !== 'object'));
}
