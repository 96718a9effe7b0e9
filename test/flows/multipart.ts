// Sending a file with fields beside it, as the web does: what the address needs in the address, fields before the file.
import { type Routes, routes } from '../../server/routes.ts';
import type { Client } from '../app.ts';

export type FileForm = { name: string; bytes: Uint8Array };

export async function send(
  base: string,
  client: Client,
  name: keyof Routes,
  input: Record<string, unknown>,
  file: FileForm,
  fields: Record<string, string> = {},
): Promise<{ status: number; body: unknown }> {
  const rest = { ...input };
  const path = routes[name].path.replace(/:([a-z_]+)/g, (_whole: string, key: string) => {
    const value = rest[key];
    delete rest[key];
    return encodeURIComponent(String(value));
  });
  const query = new URLSearchParams(Object.entries(rest).map(([key, value]): [string, string] => [key, String(value)]));
  const form = new FormData();
  for (const [key, value] of Object.entries(fields)) form.append(key, value);
  form.append('file', new Blob([Buffer.from(file.bytes)]), file.name);
  const headers = { cookie: client.cookie ?? '', 'x-csrf-token': client.csrf ?? '' };
  const reply = await fetch(`${base}${path}${query.size ? `?${query}` : ''}`, { method: 'POST', headers, body: form });
  return { status: reply.status, body: await reply.json() };
}
