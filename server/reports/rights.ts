// What a reader may do with a report: what its state allows and a right that reaches its unit gives. The page offers this and nothing else.
import { may } from '#access';
import type { Ctx } from '#lib/route';
import { wasSent } from './dispatch.ts';
import { hindrance, STEP_NAMES, STEPS, type State, type StepName } from './states.ts';
import { type Held, isAbove } from './stored.ts';

export type Rights = {
  /** Steps that may be taken now, those that still want a reason too. */
  steps: StepName[];
  /** Words, figures, explanations: of the unit's own people. */
  may_write: boolean;
  may_issue: boolean;
  may_send: boolean;
};

/** `issued`: the version that is issued. */
export async function rightsOf(
  ctx: Ctx,
  report: Held,
  now: { state: State; submitted_by: number | null; issued: number | null },
): Promise<Rights> {
  const may_at = async (permission: string) => may(await ctx.scopeOf(permission), report.unit_id);
  const reach = new Map<string, boolean>();
  for (const name of STEP_NAMES) {
    const { permission } = STEPS[name];
    if (!reach.has(permission)) reach.set(permission, await may_at(permission));
  }
  const is_above = await isAbove(ctx.db, report, await ctx.scopeOf('reports.accept'));
  const { state, submitted_by } = now;
  const asked = { state, submitted_by, actor_id: ctx.actor.user_id, reason: 'said' };
  const steps = STEP_NAMES.filter((name) => {
    const { permission, is_superior } = STEPS[name];
    return reach.get(permission) && (is_above || !is_superior) && hindrance(name, asked) === null;
  });
  // What was not sent is not accepted.
  const is_sent = !steps.includes('accept') || (now.issued !== null && (await wasSent(ctx.db, report, now.issued)));
  return {
    steps: is_sent ? steps : steps.filter((name) => name !== 'accept'),
    may_write: reach.get('reports.write') ?? false,
    may_issue: reach.get('reports.issue') ?? false,
    may_send: await may_at('reports.send'),
  };
}
