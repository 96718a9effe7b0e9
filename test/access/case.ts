// What a case of the access test is. Apart from the cases, so that each module's file of cases can stand on it.

import type { Place, Records } from './records.ts';
import type { Answer, Upload } from './send.ts';

export type Input = Record<string, unknown>;

/** Figures of the day of the test that the database was asked for, without the product. */
export type Known = { new_on_day: Record<Place, number> };

/** No record behind it: whoever has the permission anywhere gets the same answer. `why` says why that gives nothing away. */
export type OpenCase = { kind: 'open'; why: string; input: Input; answers?: string[] };

/** One record, or one unit: out of reach it is refused like one that does not exist. */
export type RecordCase = {
  kind: 'record';
  input(records: Records, own: Records): Input;
  /** What to put over `input` so that nothing is there. */
  missing: Input;
  /** Status and code when it is out of reach. */
  refusal: string;
  /** Status, or status and code, when it is in reach: 200 unless told. A refusal that only what is in reach can get proves as much. */
  answers?: string[];
  /** The permission for this action, besides the route's. */
  also?: string;
  upload?(records: Records): Upload;
  /** True when the reply is about that record. */
  seen?(answer: Answer, records: Records, known: Known): boolean;
};

/** Many records: those in reach are there, the others not, and the total counts only what is there. */
export type ListCase = {
  kind: 'list';
  input: Input;
  /** Text of a record in the reply. */
  mark(records: Records): string;
  total?(answer: Answer): number;
  /** The same list, only of one unit. */
  of_unit?(records: Records): Input;
};

/** Of the account itself; `input` may need its own session, which it may end. */
export type OwnCase = { kind: 'own'; input: Input; answers?: string[] };

/** Needs no session. */
export type PublicCase = { kind: 'public'; input: Input; answers?: string[] };

export type Case = { label?: string } & (OpenCase | RecordCase | ListCase | OwnCase | PublicCase);

export const DAY = '2026-11-20';
export const NO_ID = 987_654_321;
export const NO_UNIT = 'H99.999';

export const body = <T>(answer: Answer) => answer.body as T;
