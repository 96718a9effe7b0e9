/** Something the caller can act on. Anything else that is thrown is a bug and reaches the user as a request id only. */
export class DomainError extends Error {
  readonly code: string;
  readonly status: number;
  readonly data: Record<string, unknown>;

  /**
   * @param code `module.what_is_wrong`; has a row in docs/errors.md and a sentence in web/messages.ts
   * @param status HTTP status
   * @param data what the sentence needs, nothing secret: it is sent to the caller
   */
  constructor(code: string, status: number, data: Record<string, unknown> = {}, options?: ErrorOptions) {
    super(code, options);
    this.name = 'DomainError';
    this.code = code;
    this.status = status;
    this.data = data;
  }
}

type PgError = { code?: string; constraint?: string };

/** Name of the database constraint that refused a write, or null when `error` is something else. */
export function brokenConstraint(error: unknown): string | null {
  const pg = error as PgError;
  return typeof pg?.code === 'string' && pg.code.startsWith('23') && typeof pg.constraint === 'string' ? pg.constraint : null;
}

/**
 * Runs `work`; a write refused by a named constraint becomes the domain error listed for it.
 * Constraints not listed stay bugs.
 */
export async function translating<T>(
  constraints: Record<string, { code: string; status?: number; data?: Record<string, unknown> }>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const known = constraints[brokenConstraint(error) ?? ''];
    if (!known) throw error;
    throw new DomainError(known.code, known.status ?? 409, known.data ?? {}, { cause: error });
  }
}
