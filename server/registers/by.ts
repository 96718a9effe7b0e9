import type { Actor, Scope } from '#lib/route';

/** Who acts, when, where they may. */
export type By = { actor: Actor; now: Date; scope: Scope; request_id?: string | null };
