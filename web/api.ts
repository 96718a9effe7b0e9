import table from 'virtual:routes';
import { type UseQueryOptions, type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import type { z } from 'zod';
import type { routes } from '../server/routes.ts';
import { linkIs } from './offline/link.ts';
import { isAway } from './offline/outcome.ts';
import { isKept, keepReply, keptReply } from './offline/replies.ts';

type Routes = typeof routes;
export type RouteName = keyof Routes & string;

/** What a value becomes on its way through JSON: moments arrive as ISO text. */
export type Wire<T> = T extends Date
  ? string
  : T extends readonly (infer E)[]
    ? Wire<E>[]
    : T extends object
      ? { [K in keyof T]: Wire<T[K]> }
      : T;

export type Input<N extends RouteName> = z.input<Routes[N]['input']>;
export type Output<N extends RouteName> = Wire<z.output<Routes[N]['output']>>;

/** A reply that is not 2xx: what went wrong, by code, with what its sentence needs. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly data: Record<string, unknown>;
  readonly request_id: string | null;

  constructor(code: string, status: number, data: Record<string, unknown>, request_id: string | null, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.status = status;
    this.data = data;
    this.request_id = request_id;
  }
}

let csrf = '';

/** Every change sends the session's own token; it comes with signing in and with `access.me`. */
export function keepCsrf(token: string): void {
  csrf = token;
}

/** Address of a route: path parameters filled in, the rest of a GET's or DELETE's input as the query. */
export function addressOf(name: RouteName, input: object = {}): { method: string; url: string; body: Record<string, unknown> } {
  const [method, path] = table[name] ?? [];
  if (!method || !path) throw new Error(`the server has no route ${name}`);
  const rest: Record<string, unknown> = { ...input };
  let url = path.replace(/:([a-z_]+)/g, (_whole, key: string) => {
    const value = rest[key];
    delete rest[key];
    return encodeURIComponent(String(value));
  });
  if (method !== 'GET' && method !== 'DELETE') return { method, url, body: rest };
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(rest)) {
    if (value === undefined || value === null || value === '') continue;
    for (const item of Array.isArray(value) ? value : [value]) query.append(key, String(item));
  }
  if (query.size > 0) url += `?${query}`;
  return { method, url, body: {} };
}

async function send(
  method: string,
  url: string,
  init: { body?: BodyInit; json?: boolean; signal?: AbortSignal | undefined },
): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (init.json) headers['content-type'] = 'application/json';
  if (method !== 'GET' && csrf) headers['x-csrf-token'] = csrf;
  let reply: Response;
  try {
    reply = await fetch(url, {
      method,
      headers,
      body: init.body ?? null,
      signal: init.signal ?? null,
      credentials: 'same-origin',
    });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    linkIs(false);
    throw new ApiError('web.no_connection', 0, {}, null, { cause });
  }
  if (reply.ok) {
    linkIs(true);
    return reply;
  }
  const error = errorOf(reply.status, await reply.text(), reply.headers.get('x-request-id'));
  linkIs(!isAway(error));
  throw error;
}

function errorOf(status: number, text: string, request_id: string | null): ApiError {
  try {
    const told = JSON.parse(text) as { code?: string; data?: Record<string, unknown>; request_id?: string };
    if (told.code) return new ApiError(told.code, status, told.data ?? {}, told.request_id ?? request_id);
  } catch {
    // Not the product's own reply (a proxy's page, say): told by its status alone.
  }
  return new ApiError('web.unexpected_reply', status, { status }, request_id);
}

/** Asks a route by name; without a network, the last reply of the few that are kept (`offline/replies.ts`). @throws ApiError */
export async function call<N extends RouteName>(
  name: N,
  input: Input<N>,
  options: { signal?: AbortSignal } = {},
): Promise<Output<N>> {
  if (!isKept(name, input as object)) return ask(name, input, options);
  try {
    const reply = await ask(name, input, options);
    void keepReply(name, reply);
    return reply;
  } catch (error) {
    const kept = error instanceof ApiError && isAway(error) ? await keptReply(name) : undefined;
    if (kept === undefined) throw error;
    return kept as Output<N>;
  }
}

async function ask<N extends RouteName>(name: N, input: Input<N>, options: { signal?: AbortSignal }): Promise<Output<N>> {
  const { method, url, body } = addressOf(name, input as object);
  const has_body = method !== 'GET' && method !== 'DELETE';
  const reply = await send(method, url, {
    ...(has_body ? { body: JSON.stringify(body), json: true } : {}),
    signal: options.signal,
  });
  const text = await reply.text();
  return (text === '' ? null : JSON.parse(text)) as Output<N>;
}

export type Fetched = { blob: Blob; name: string };

/** Asks a route whose reply is a file. @throws ApiError */
export async function fetchFile<N extends RouteName>(name: N, input: Input<N>): Promise<Fetched> {
  const { method, url, body } = addressOf(name, input as object);
  const reply = await send(method, url, method === 'GET' ? {} : { body: JSON.stringify(body), json: true });
  const named = /filename\*=UTF-8''([^;]+)/.exec(reply.headers.get('content-disposition') ?? '')?.[1];
  return { blob: await reply.blob(), name: named ? decodeURIComponent(named) : 'motcua' };
}

/** Hands a file to the browser to save. */
export function saveFile({ blob, name }: Fetched): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has taken hold of the bytes by then; keeping the address would keep the file in memory.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Asks a route whose reply is a file and hands the file to the browser to save. @throws ApiError */
export async function download<N extends RouteName>(name: N, input: Input<N>): Promise<void> {
  saveFile(await fetchFile(name, input));
}

/** Sends a file with its progress; `fetch` cannot tell how much was sent. @throws ApiError */
export function upload<N extends RouteName>(
  name: N,
  input: Input<N>,
  file: File,
  options: { fields?: Record<string, string>; onProgress?: (percent: number) => void; signal?: AbortSignal },
): Promise<Output<N>> {
  const { method, url: path, body } = addressOf(name, input as object);
  // The body is the file: whatever else the route wants to know stands in the address, what nobody should read there in `fields`.
  const query = new URLSearchParams(
    Object.entries(body).flatMap(([key, value]) => (value == null ? [] : [[key, String(value)]])),
  );
  const url = query.size > 0 ? `${path}?${query}` : path;
  const form = new FormData();
  // Fields before the file: the server has read them when the bytes begin.
  for (const [key, value] of Object.entries(options.fields ?? {})) form.append(key, value);
  form.append('file', file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.setRequestHeader('x-csrf-token', csrf);
    request.upload.onprogress = (event) =>
      event.lengthComputable && options.onProgress?.(Math.round((event.loaded / event.total) * 100));
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText) as Output<N>);
      else reject(errorOf(request.status, request.responseText, request.getResponseHeader('x-request-id')));
    };
    request.onerror = () => reject(new ApiError('web.no_connection', 0, {}, null));
    request.onabort = () => reject(new DOMException('cancelled', 'AbortError'));
    options.signal?.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}

type GetOptions<N extends RouteName> = Omit<UseQueryOptions<Output<N>, ApiError>, 'queryKey' | 'queryFn'>;

/** The reply of a route, kept fresh. Null input: not asked yet. */
export function useGet<N extends RouteName>(
  name: N,
  input: Input<N> | null,
  options: GetOptions<N> = {},
): UseQueryResult<Output<N>, ApiError> {
  return useQuery<Output<N>, ApiError>({
    queryKey: [name, input],
    queryFn: ({ signal }) => call(name, input as Input<N>, { signal }),
    enabled: input !== null,
    ...options,
  });
}

/**
 * A change. When it succeeds everything that was read from the modules named in `changes` is read again. Asked the very same while it is on its way,
 * it is asked once: the second press of a double click comes before a button can show that it waits.
 */
export function useCall<N extends RouteName>(name: N, changes: string[] = []) {
  const client = useQueryClient();
  const on_the_way = useRef(new Set<string>());
  const mutation = useMutation<Output<N>, ApiError, Input<N>>({
    mutationFn: (input) => call(name, input),
    onSuccess: () => refresh(client, changes),
    onSettled: (_reply, _error, input) => void on_the_way.current.delete(JSON.stringify(input)),
  });
  const { mutate: begin } = mutation;
  const mutate = useCallback<typeof begin>(
    (...asked) => {
      const input = JSON.stringify(asked[0]);
      if (on_the_way.current.has(input)) return;
      on_the_way.current.add(input);
      begin(...asked);
    },
    [begin],
  );
  return { ...mutation, mutate };
}

/** Reads again whatever came from these modules. */
export function refresh(client: ReturnType<typeof useQueryClient>, modules: string[]): Promise<void> {
  return client.invalidateQueries({ predicate: ({ queryKey }) => modules.includes(String(queryKey[0]).split('.')[0] ?? '') });
}
