// Which actions a reader's rights allow, asked at every opening of a dossier: from memory, and each permission once.
import type { Ctx, Scope } from '#lib/route';
import { ACTION_NAMES, ACTIONS, type Action, BY_HOLDER } from './actions.ts';
import type { Reach } from './opened.ts';

const OF_HANDLERS: readonly Action[] = ['ask_opinion', 'remind_opinion', 'cancel_opinion'];
const HANDLING = ['dossiers.process', 'dossiers.decide'];

type Needs = { permissions: readonly string[]; by_holder: boolean };

/** Asking, reminding, calling off and noting is for who handles the dossier or decides on it; reading is the route's own right. */
function needsOf(action: Action): Needs {
  if (OF_HANDLERS.includes(action)) return { permissions: HANDLING, by_holder: true };
  if (action === 'note') return { permissions: HANDLING, by_holder: false };
  return { permissions: [ACTIONS[action].permission], by_holder: BY_HOLDER.includes(action) };
}

const NEEDS = Object.fromEntries(ACTION_NAMES.map((action) => [action, needsOf(action)])) as Record<Action, Needs>;
const PERMISSIONS = [...new Set(Object.values(NEEDS).flatMap(({ permissions }) => permissions))];

type Scopes = ReadonlyMap<string, Scope>;

// As long as rights are what they were, an account's scope is the same object, and so are those of its other permissions.
const kept = new WeakMap<Scope, Scopes>();

async function scopesOf(ctx: Ctx): Promise<Scopes> {
  const known = kept.get(ctx.scope);
  if (known) return known;
  const scopes = new Map<string, Scope>();
  for (const permission of PERMISSIONS) scopes.set(permission, await ctx.scopeOf(permission));
  if (ctx.is_reading) kept.set(ctx.scope, scopes);
  return scopes;
}

/** @returns whether the reader may do an action to a dossier within this reach */
export async function rightsOf(ctx: Ctx): Promise<(action: Action, reach: Reach) => boolean> {
  const scopes = await scopesOf(ctx);
  const held = new Map<string, boolean>();
  const reached = new Map<string, boolean>();
  const has = (permission: string, by_holder: boolean, reach: Reach): boolean => {
    const answers = by_holder ? held : reached;
    let answer = answers.get(permission);
    if (answer === undefined) {
      const scope = scopes.get(permission) as Scope;
      answer = by_holder ? reach.isHeld(scope) : reach.isReached(scope);
      answers.set(permission, answer);
    }
    return answer;
  };
  return (action, reach) => {
    const { permissions, by_holder } = NEEDS[action];
    return permissions.some((permission) => has(permission, by_holder, reach));
  };
}
