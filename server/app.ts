import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import fastifyCookie from '@fastify/cookie';
import fastifyMultipart from '@fastify/multipart';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { ZodError } from 'zod';
import { knownScope, knownSession, PERMISSIONS, type Permission, type Session } from '#access';
import { record } from '#audit';
import type { Config } from '#lib/config';
import { vietnamDay } from '#lib/day';
import { type Pool, transaction } from '#lib/db';
import { DomainError } from '#lib/errors';
import { SharedStamps } from '#lib/revision';
import { type Ctx, type FileReply, type Route, type Scope, type Trace, Written } from '#lib/route';
import type { Db } from '#lib/sql';
import { unstorable } from '#lib/storable';
import { openApi } from './openapi.ts';
import { Together } from './together.ts';
import { isOfType, type Received, receiveBody, receiveUpload } from './upload.ts';

export const COOKIE = 'motcua_session';
const NOTHING: Scope = { unit_ids: [] };
const WEB = path.join(import.meta.dirname, '../web/dist');

export type AppOptions = {
  pool: Pool;
  config: Config;
  routes: Record<string, Route>;
  /** The clock. Tests hand in their own. */
  now?: () => Date;
  log?: (level: 'info' | 'warn' | 'error', message: string, data: Record<string, unknown>) => void;
};

/** The one path every request takes; the only file that knows the HTTP library. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { config, routes } = options;
  const app = Fastify({
    logger: false,
    bodyLimit: 2 * 1024 * 1024,
    trustProxy: config.is_production,
    genReqId: () => randomUUID(),
  });
  await app.register(fastifyCookie);
  await app.register(fastifyMultipart, {
    limits: { files: 1, fileSize: config.max_upload_bytes + 1, fields: 20, fieldSize: 64 * 1024 },
  });
  // Read where a route takes it (`upload: 'xml'`), after its sender is known.
  app.addContentTypeParser(XML, (_request, _payload, done) => done(null, undefined));
  // With a callback: a promise for nothing would cost each reply a turn.
  app.addHook('onSend', (request, reply, payload, done) => {
    secureHeaders(request, reply);
    done(null, payload);
  });

  const stamps = new SharedStamps(options.pool);
  const document = openApi(routes);
  app.get('/api/openapi.json', async (_request, reply) => reply.type('application/json').send(document));
  for (const [name, route] of Object.entries(routes)) {
    const together = route.run_together ? new Together(options.pool, route.run_together, route.laneOf) : null;
    const asked: Asked = { ...options, stamps, name, route, together };
    app.route({ method: route.method, url: route.path, handler: (request, reply) => answer(asked, request, reply) });
  }
  app.setErrorHandler((error, request, reply) => refuse(options, error, request, reply));
  await serveWeb(app);
  return app;
}

type Asked = AppOptions & { stamps: SharedStamps; name: string; route: Route; together: Together | null };

async function answer(asked: Asked, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const { pool, config, route } = asked;
  const now = asked.now?.() ?? new Date();
  // What is known of sessions and rights counts as of now, so it is asked for first.
  const stamps = await asked.stamps.now();
  const token = request.cookies[COOKIE];
  const session = token ? await knownSession(pool, token, now, stamps) : null;
  checkOrigin(request, route, session);
  const today = vietnamDay(now);
  const is_reading = route.method === 'GET';
  // Inside a transaction its own connection asks: taking a second one from the pool, enough requests at once would wait for each other for ever.
  const scopeFor = async (db: Db, permission: string): Promise<Scope> =>
    session ? knownScope(db, session.account_id, permission, today, stamps, { may_keep: is_reading || db === pool }) : NOTHING;
  route.credential?.(/^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null);
  const scope = await permitted(route, session, (permission) => scopeFor(pool, permission));
  const input = await inputOf(route, request);
  const received = await receivedFor(route, request, config);
  const ctxOf = (db: Db): Ctx => ({
    db,
    actor: { user_id: session?.account_id ?? null, name: session?.name ?? 'khách' },
    scope,
    now,
    today,
    request_id: request.id,
    scopeOf: (permission) => scopeFor(db, permission),
    upload: async () => received?.upload ?? refuseNoFile(),
    session_id: session?.session_id ?? null,
    ip: request.ip,
    user_agent: request.headers['user-agent']?.slice(0, 300) ?? null,
    setCookie: (value) => setCookie(reply, value, config, request),
    stamps,
    is_reading,
  });
  let result: unknown;
  try {
    result = await run(asked, ctxOf, input);
  } catch (error) {
    if (route.refused && error instanceof DomainError)
      await transaction(pool, 'write', (db) => route.refused?.(ctxOf(db), error) ?? Promise.resolve());
    throw error;
  } finally {
    received?.discard();
  }
  if (route.trace && session) await leaveTrace(asked, ctxOf, session, route.trace(input, result as FileReply));
  if (route.method !== 'GET')
    asked.log?.('info', asked.name, { request_id: request.id, account_id: session?.account_id ?? null });
  if (result instanceof Written) return reply.type('application/json; charset=utf-8').send(result.json);
  return route.file ? sendFile(reply, result as FileReply) : reply.send(result);
}

const XML = ['application/xml', 'text/xml'];

function receivedFor(route: Route, request: FastifyRequest, config: Config): Promise<Received | null> {
  if (!route.upload) return Promise.resolve(null);
  return route.upload === 'xml' ? receiveBody(request, XML) : receiveUpload(request, config.max_upload_bytes);
}

async function inputOf(route: Route, request: FastifyRequest): Promise<unknown> {
  if (!route.upload && isOfType(request, XML)) throw new DomainError('app.body_not_json', 415);
  const sent = {
    ...(request.query as object),
    ...(route.upload ? {} : (request.body as object | undefined)),
    // Last: what stands in the address is what is meant.
    ...(request.params as object),
  };
  const unstored = unstorable(sent);
  if (unstored.length > 0) {
    const message = 'cannot be kept: a NUL, half of an emoji, or nested too deep';
    throw new DomainError('app.bad_input', 400, { problems: unstored.map((path) => ({ path, message })) });
  }
  return route.input.parse(sent);
}

function run({ pool, route, together }: Asked, ctxOf: (db: Db) => Ctx, input: unknown): Promise<unknown> {
  if (together) return together.ask(ctxOf, input);
  if (route.is_one_statement) return route.run(ctxOf(pool), input);
  return transaction(pool, route.method === 'GET' ? 'read' : 'write', (db) => route.run(ctxOf(db), input));
}

/** A reading that is worth an entry was done in a transaction that cannot write; this is another one, before the reply. */
async function leaveTrace(asked: Asked, ctxOf: (db: Db) => Ctx, session: Session, trace: Trace): Promise<void> {
  await transaction(asked.pool, 'write', (db) => {
    const { actor, now: at, request_id } = ctxOf(db);
    return record(db, { ...trace, tenant: session.tenant, unit_id: session.unit_id, at, actor, request_id, action: asked.name });
  });
}

function sendFile(reply: FastifyReply, file: FileReply): FastifyReply {
  return reply
    .type(file.content_type)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.file_name)}`)
    .send(Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength));
}

/** A change asked for by another site's page is refused: same origin, and the session's own token in a header. */
function checkOrigin(request: FastifyRequest, route: Route, session: Session | null): void {
  if (route.method === 'GET') return;
  const origin = request.headers.origin;
  // `null` (a sandboxed page, a file) is no URL and no site of ours.
  if (origin && URL.parse(origin)?.host !== request.headers.host) throw new DomainError('app.foreign_origin', 403);
  if (session && request.headers['x-csrf-token'] !== session.csrf) throw new DomainError('app.csrf', 403);
}

async function permitted(
  route: Route,
  session: Session | null,
  scopeFor: (permission: string) => Promise<Scope>,
): Promise<Scope> {
  if (route.permission === 'public') return NOTHING;
  if (!session) throw new DomainError('access.sign_in_needed', 401);
  if (route.permission === 'signed_in') return NOTHING;
  if (session.must_change_password) throw new DomainError('access.must_change_password', 403);
  const scope = await scopeFor(route.permission);
  if (scope.unit_ids !== null && scope.unit_ids.length === 0)
    throw new DomainError('access.not_permitted', 403, {
      permission: route.permission,
      ...PERMISSIONS[route.permission as Permission],
    });
  return scope;
}

function refuseNoFile(): never {
  throw new DomainError('files.no_file', 400);
}

function setCookie(reply: FastifyReply, value: string | null, config: Config, request: FastifyRequest): void {
  const common = {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: request.protocol === 'https' || config.public_url?.startsWith('https:') === true,
  } as const;
  if (value === null) reply.clearCookie(COOKIE, common);
  else reply.setCookie(COOKIE, value, common);
}

function refuse(options: AppOptions, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = asDomainError(error);
  if (known) return reply.status(known.status).send({ code: known.code, data: known.data, request_id: request.id });
  // Nobody waits for the answer any more: an upload broken off, not a fault.
  const is_broken_off = (error as { code?: string }).code === 'ECONNRESET' && request.raw.socket.destroyed;
  options.log?.(is_broken_off ? 'info' : 'error', is_broken_off ? 'request broken off' : 'request failed', {
    request_id: request.id,
    url: request.url,
    error: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
  return reply.status(500).send({ code: 'app.internal', data: {}, request_id: request.id });
}

function asDomainError(error: unknown): DomainError | null {
  if (error instanceof DomainError) return error;
  if (error instanceof ZodError) {
    const problems = error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
    return new DomainError('app.bad_input', 400, { problems });
  }
  const { code, statusCode, constraint } = error as { code?: string; statusCode?: number; constraint?: string };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new DomainError('app.body_too_large', 413);
  if (statusCode === 415) return new DomainError('app.body_not_json', 415);
  if (statusCode === 400) return new DomainError('app.body_not_json', 400);
  // Another transaction won: 40001 serialisation, 40P01 deadlock, 55P03 lock not available.
  if (code === '40001' || code === '40P01' || code === '55P03') return new DomainError('app.try_again', 409);
  // The same sending is received by another transaction at this moment: asked again, its receipt is found.
  if (code === '23505' && constraint === 'dossier_client_once') return new DomainError('app.try_again', 409);
  if (code === '53300' || code === '57P01' || code === '57P03' || code === 'ECONNREFUSED')
    return new DomainError('app.database_away', 503);
  return null;
}

function secureHeaders(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('x-content-type-options', 'nosniff');
  reply.header('referrer-policy', 'same-origin');
  reply.header('x-frame-options', 'DENY');
  reply.header('x-request-id', request.id);
  // antd writes its styles at run time, so styles may be inline; scripts may not.
  reply.header(
    'content-security-policy',
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; frame-src 'self' blob:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'",
  );
  if (request.protocol === 'https') reply.header('strict-transport-security', 'max-age=31536000');
  if (request.url.startsWith('/api/') && !reply.getHeader('cache-control')) reply.header('cache-control', 'no-store');
}

async function serveWeb(app: FastifyInstance): Promise<void> {
  const has_web = fs.existsSync(path.join(WEB, 'index.html'));
  if (has_web) {
    await app.register(fastifyStatic, {
      root: WEB,
      index: false,
      // Built assets carry their hash in the name; index.html names them and must be asked for again.
      setHeaders: (reply, file) =>
        reply.header('cache-control', file.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'),
    });
  }
  // The API page is a page too, though it stands under /api.
  for (const page of has_web ? ['/', '/api/docs'] : []) {
    app.get(page, (_request, reply) => reply.header('cache-control', 'no-cache').sendFile('index.html'));
  }
  app.setNotFoundHandler((request, reply) => {
    if (request.method !== 'GET' || request.url.startsWith('/api/') || !has_web) {
      return reply.status(404).send({ code: 'app.no_such_route', data: {}, request_id: request.id });
    }
    return reply.header('cache-control', 'no-cache').sendFile('index.html');
  });
}
