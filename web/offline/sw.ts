// The service worker: gives the product's own files when the server cannot be reached, so that the intake page opens without a network.
// It never keeps a reply of the API. vite.config.ts fills in the files and their name, and takes the types out.
declare const FILES: readonly string[];
declare const BUILD: string;

type Lasting = Event & { waitUntil(work: Promise<unknown>): void };
type Asked = Lasting & { request: Request; respondWith(reply: Promise<Response>): void };
type Scope = typeof globalThis & { skipWaiting(): Promise<void>; clients: { claim(): Promise<void> } };

const CACHE = `motcua-${BUILD}`;
const worker = globalThis as unknown as Scope;

worker.addEventListener('install', (event) => {
  (event as Lasting).waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: 'reload' }))))
      .then(() => worker.skipWaiting()),
  );
});

worker.addEventListener('activate', (event) => {
  (event as Lasting).waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(names.filter((name) => name.startsWith('motcua-') && name !== CACHE).map((name) => caches.delete(name))),
      )
      .then(() => worker.clients.claim()),
  );
});

worker.addEventListener('fetch', (event) => {
  const asked = event as Asked;
  const { request } = asked;
  const url = new URL(request.url);
  if (
    request.method !== 'GET' ||
    url.origin !== location.origin ||
    (url.pathname.startsWith('/api/') && request.mode !== 'navigate')
  )
    return;
  if (request.mode === 'navigate') asked.respondWith(page(request));
  else if (url.pathname.startsWith('/assets/')) asked.respondWith(file(request));
  else asked.respondWith(fetch(request).catch(() => kept(request)));
});

/** A page from the server; the kept one when the server is not there. */
async function page(request: Request): Promise<Response> {
  try {
    const reply = await fetch(request);
    if (![502, 503, 504].includes(reply.status)) return reply;
    return (await caches.match('/')) ?? reply;
  } catch {
    return kept(new Request('/'));
  }
}

/** Built files carry their content's hash in their name: the kept one is the same. */
async function file(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

async function kept(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? Response.error();
}

// Its names are its own; the built file is no module.
export {};
