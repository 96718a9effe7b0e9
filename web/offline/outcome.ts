// What the reply to a sending means for an intake that waits. Pure.

export type Failure = { code: string; status: number };

/**
 * `away`: it never got there, or nobody can say; wait for the line. `sign_in`: somebody must sign in again. `token`: the session's token is an
 * old one. `again`: the server was busy or failed. `refused`: the content is not acceptable; a person must look.
 */
export type Outcome = 'away' | 'sign_in' | 'token' | 'again' | 'refused';

const GATEWAY = new Set([0, 502, 503, 504]);

/** The product's server was not reached: no connection, or a gateway that found nobody behind it. */
export function isAway({ status }: Failure): boolean {
  return GATEWAY.has(status);
}

export function outcomeOf(failure: Failure): Outcome {
  if (isAway(failure)) return 'away';
  if (failure.status === 401 || failure.code === 'access.must_change_password') return 'sign_in';
  if (failure.code === 'app.csrf') return 'token';
  if (failure.status === 429 || failure.status >= 500 || failure.code === 'app.try_again') return 'again';
  return 'refused';
}

/** After so many failures of the server itself an intake is shown as refused, so that somebody looks. */
export const MOST_TRIES = 5;

/**
 * The number on a slip given without a network: the desk, the day, and a part of the sending's name, so that two desks never give the same.
 * `TAM-H48.108-261120-7F3A2C`
 */
export function temporaryNumber(unit_code: string, day: string, client_id: string): string {
  return `TAM-${unit_code}-${day.slice(2).replaceAll('-', '')}-${client_id.slice(0, 6).toUpperCase()}`;
}
