import type { z } from 'zod';
import type { Day } from './day.ts';
import type { DomainError } from './errors.ts';
import type { Stamps } from './revision.ts';
import type { Db } from './sql.ts';

/** Who asks. `user_id` null: the product itself (command line, jobs). */
export type Actor = { user_id: number | null; name: string };

/**
 * The units whose records the actor may see or change under the route's permission, resolved once per request.
 * `unit_ids` null = everything: only the product itself (command line, jobs) has it. SQL asks `access.in_scope(unit_id, :scope)`.
 */
export type Scope = {
  unit_ids: readonly number[] | null;
  /** Of these the units on which a role itself was given, with what became part of them; the others lie below. Missing: none. */
  own_ids?: readonly number[];
  /** Of a permission that holds at the own unit alone: everything the roles cover. Its holder may count what lies below, not write it. */
  reach_ids?: readonly number[];
};

export type Upload = { name: string; type: string; bytes: AsyncIterable<Uint8Array>; fields: Record<string, string> };

/** What a route's function is given. `db` is already in the right transaction. */
export type Ctx = {
  db: Db;
  actor: Actor;
  scope: Scope;
  now: Date;
  today: Day;
  request_id: string;
  /** Scope of the same actor under another permission (for a page that shows more than one kind of record). */
  scopeOf(permission: string): Promise<Scope>;
  /** The uploaded file of a route with `upload: true`, received whole before the transaction began. @throws files.no_file, files.too_large */
  upload(): Promise<Upload>;
  /** Session of the request; null on public routes. */
  session_id: string | null;
  ip: string;
  user_agent: string | null;
  setCookie(value: string | null): void;
  /** Stamps of what is kept in memory, read after the request came. */
  stamps: Stamps;
  /** The request changes nothing: what it reads is committed and may be kept in memory under `stamps`. */
  is_reading: boolean;
};

/** A reply written as JSON already, where writing it anew for every reader would cost more than asking for it. */
export class Written {
  readonly json: Buffer | string;

  constructor(json: Buffer | string) {
    this.json = json;
  }
}

/** As it goes out: each moment is the text JSON has of it. */
export type Wire<T> = T extends Date
  ? string
  : T extends readonly (infer E)[]
    ? Wire<E>[]
    : T extends object
      ? { [K in keyof T]: Wire<T[K]> }
      : T;

/** How calls go that share a transaction. */
export type Going = {
  /** Told of the last writes instead of waiting for them: the commit goes out with them. */
  behind(sent: Promise<unknown>): void;
  /** Nothing of it is likely to be there already, and numbers are as foreseen: where the database finds otherwise (23505, 40001), all go once more with `false`. */
  is_hopeful: boolean;
  /** The same object for all transactions of one database: what is remembered of it hangs on it. */
  database: object;
};

/** What the audit trail says about a reading: who took what along, or looked whom up. Never personal data itself. */
export type Trace = { subject_kind: string; subject_id: string | number; after: Record<string, unknown> };

/** A reply that is a file to download. */
export type FileReply = { file_name: string; content_type: string; bytes: Uint8Array };

/** The trace of an export: who took what along and how much. What was typed is left out: it may be somebody's number. */
export function exportTrace(what: string): (input: unknown, file: unknown) => Trace {
  return (input, file) => {
    const { q, ...asked } = input as Record<string, unknown>;
    const has_words = typeof q === 'string' && q !== '';
    return {
      subject_kind: 'export',
      subject_id: what,
      after: { asked, has_words, size_bytes: (file as FileReply).bytes.byteLength },
    };
  };
}

/** The trace of one file that was taken along: which one of what, and how large it was. */
export function fileTrace(subject_kind: string, extra: readonly string[] = []): (input: { id: number }, file: unknown) => Trace {
  return (input, file) => {
    const asked = input as Record<string, unknown>;
    const said = extra.flatMap((name) => (asked[name] === undefined ? [] : [[name, asked[name]] as const]));
    return {
      subject_kind,
      subject_id: input.id,
      after: { ...Object.fromEntries(said), size_bytes: (file as FileReply).bytes.byteLength },
    };
  };
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export type Route<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  method: Method;
  /** `/api/<module>/…`, path parameters as `:name`; path, query and body make one input. */
  path: string;
  /** A permission `<module>.<what>`; `public`: anyone; `signed_in`: any account. Without it the route does not compile. */
  permission: string;
  summary: string;
  input: I;
  output: O;
  /** `true`: a file of a form; `xml`: the body itself is a package of another system. */
  upload?: boolean | 'xml';
  /** A route of another system, which has no session: looks at its bearer token before anything of the body is read. @throws DomainError */
  credential?(bearer: string | null): void;
  /** Keeps in a transaction of its own that a call was refused, for routes of other systems. */
  refused?(ctx: Ctx, error: DomainError): Promise<void>;
  /** The reply is a file; `output` then describes nothing. */
  file?: boolean;
  /** One statement answers, so the reading needs no transaction of its own: `ctx.db` is none. */
  is_one_statement?: boolean;
  /**
   * The reading leaves an entry in the audit trail, written before the reply is sent: the trail may name a reading that never arrived, never the
   * other way round.
   */
  trace?(input: z.output<I>, result: z.input<O> | FileReply): Trace;
  run(ctx: Ctx, input: z.output<I>): Promise<z.input<O> | FileReply | Written>;
  /**
   * Instead of `run`: changes that come at the same time share a transaction, and its commit. What is refused is an answer of its own
   * and harms no other; when the transaction fails, each is tried again alone. `ctx.db` is the same for all.
   */
  run_together?(calls: readonly { ctx: Ctx; input: z.output<I> }[], going?: Going): Promise<(z.input<O> | DomainError)[]>;
  /** Calls of which this is the same hold the same locks until they are committed, so they share transactions rather than wait in two. */
  laneOf?(input: z.output<I>): string;
};

/** A route whose calls may share a transaction; alone it is a call among one. */
export function routeTogether<I extends z.ZodType, O extends z.ZodType>(
  definition: Omit<Route<I, O>, 'run'> & Required<Pick<Route<I, O>, 'run_together'>>,
): Route<I, O> {
  return {
    ...definition,
    run: async (ctx, input) => {
      const [outcome] = await definition.run_together([{ ctx, input }]);
      if (outcome instanceof Error) throw outcome;
      return outcome as z.input<O>;
    },
  };
}

/** A route as data: it can be listed, documented and checked. */
export function route<I extends z.ZodType, O extends z.ZodType>(definition: Route<I, O>): Route<I, O> {
  return definition;
}
