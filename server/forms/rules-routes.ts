import { z } from 'zod';
import { route } from '#lib/route';
import { gridFilled } from './grid.ts';
import { Finding, tried } from './grid-rules.ts';
import { RuleBody } from './rules.ts';
import { keepRule, NewRule, RuleShown, refuseBroken, rulesOn, ruleUnit, ruleVersions, shownRule } from './rules-kept.ts';

const Text = z.string().trim().min(1).max(100);
const Day = z.string().max(20);

export const ruleRoutes = {
  'forms.rules': route({
    method: 'GET',
    path: '/api/forms/:code/rules',
    permission: 'forms.read',
    summary: 'Rules between the cells of a form as they hold in the province of a unit on a day',
    input: z.object({ code: Text, unit: Text, day: z.iso.date().optional() }),
    output: z.object({ rules: z.array(RuleShown) }),
    run: async (ctx, { code, unit: unit_code, day = ctx.today }) => {
      const unit = await ruleUnit(ctx.db, unit_code, day, ctx.scope);
      const rules = await rulesOn(ctx.db, { form: code, day, tenant: unit.tenant }, true);
      return { rules: rules.map(shownRule) };
    },
  }),

  'forms.rule_versions': route({
    method: 'GET',
    path: '/api/forms/:code/rules/:rule/versions',
    permission: 'forms.read',
    summary: "Every version of a rule, the province's own before the shipped ones, newest first",
    input: z.object({ code: Text, rule: Text, unit: Text }),
    output: z.object({ versions: z.array(RuleShown) }),
    run: async (ctx, { code, rule, unit: unit_code }) => {
      const unit = await ruleUnit(ctx.db, unit_code, ctx.today, ctx.scope);
      const versions = await ruleVersions(ctx.db, { form: code, code: rule, tenant: unit.tenant });
      return { versions: versions.map(shownRule) };
    },
  }),

  'forms.keep_rule': route({
    method: 'POST',
    path: '/api/forms/:code/rules',
    permission: 'forms.define',
    summary: 'Keeps a rule of the province of `unit`, its new version from a day on, or its own version of a shipped one',
    input: z.object({ code: Text, unit: Text, rule: NewRule }),
    output: z.object({ code: z.string(), version: z.number() }),
    run: (ctx, { code, unit, rule }) => keepRule(ctx.db, code, unit, rule, ctx),
  }),

  'forms.try_rule': route({
    method: 'POST',
    path: '/api/forms/:code/rules/try',
    permission: 'forms.define',
    summary: 'What a rule would say of the filled form of a unit and a period, without keeping it',
    input: z.object({ code: Text, unit: Text, from: Day, to: Day, rule: RuleBody }),
    output: Finding,
    run: async (ctx, { code, unit, from, to, rule }) => {
      const filled = await gridFilled(ctx.db, { form: code, unit, from, to, today: ctx.today }, ctx.scope);
      await refuseBroken(ctx.db, { form: code, day: to, tenant: filled.unit.tenant }, rule);
      return tried(ctx.db, filled, '-', rule, ctx.scope);
    },
  }),
};
