// Rules as they are kept: shipped by packs, changed by a province's officer, each version from a day on.
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { record } from '#audit';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import { PACKS, type PackProblem, packLine, readPackFile, refuseIfBroken } from '#lib/pack';
import type { Actor, Scope } from '#lib/route';
import { type Db, exec, loadSql, many } from '#lib/sql';
import { definitionsOn } from '#measures';
import { type Unit, unitOn } from '#org';
import { faultsOfRule, RuleBody, RuleCode, RulePack } from './rules.ts';
import { listOn } from './versions.ts';

const sql = loadSql(import.meta.url, ['rules_on', 'versions_of', 'shipped_rules', 'insert_rule']);

export type By = { actor: Actor; now: Date; scope: Scope; request_id?: string | null };

const Row = z.object({
  code: z.string(),
  version: z.int(),
  tenant: z.int().nullable(),
  valid_from: z.string(),
  is_on: z.boolean(),
  body: RuleBody,
  changed_by_name: z.string().nullable(),
  changed_at: z.date().nullable(),
  reason: z.string().nullable(),
});
export type KeptRule = z.infer<typeof Row>;

export const RuleShown = Row.omit({ tenant: true, body: true }).extend({ ...RuleBody.shape, is_own: z.boolean() });

export function shownRule({ tenant, body, ...rule }: KeptRule): z.infer<typeof RuleShown> {
  return { ...rule, ...body, is_own: tenant !== null };
}

/** Rules of a form that hold on a day in a province, by code; with `with_off` also those that are not asked any more. */
export async function rulesOn(db: Db, of: { form: string; day: Day; tenant: number }, with_off = false): Promise<KeptRule[]> {
  const rules = await many(db, sql.rules_on, of, Row);
  return with_off ? rules : rules.filter((rule) => rule.is_on);
}

/** A unit whose province's rules are asked for. @throws org.unit_unknown */
export async function ruleUnit(db: Db, code: string, day: Day, scope: Scope): Promise<Unit> {
  const unit = await unitOn(db, code, day);
  if (scope.unit_ids !== null && !scope.unit_ids.includes(unit.id)) throw new DomainError('org.unit_unknown', 404, { code });
  return unit;
}

/** Every version of a rule, the province's own first, newest first. */
export function ruleVersions(db: Db, of: { form: string; code: string; tenant: number }): Promise<KeptRule[]> {
  return many(db, sql.versions_of, of, Row);
}

export const NewRule = z.object({
  code: RuleCode,
  ...RuleBody.shape,
  valid_from: z.iso.date(),
  is_on: z.boolean().default(true),
  reason: z.string().trim().min(1).max(1000),
  /** Of the version the writer saw of the province's own; 0: none. */
  version: z.int().min(0).default(0),
});
export type NewRule = z.output<typeof NewRule>;

/** @throws forms.rule_broken with what of it means nothing, forms.unknown, forms.not_on_day */
export async function refuseBroken(
  db: Db,
  of: { form: string; day: Day; tenant: number },
  body: Pick<RuleBody, 'left' | 'right'>,
): Promise<void> {
  const { layout } = await listOn(db, of.form, of.day);
  const known = await definitionsOn(db, of.day, of.tenant);
  const faults = faultsOfRule(body, layout, (name) => known.has(name));
  if (faults.length > 0)
    throw new DomainError('forms.rule_broken', 422, {
      faults,
      text: faults.map(({ side, message }) => `${side}: ${message}`).join('; '),
    });
}

/**
 * Keeps a rule of a province, a new version of it, or its own version of a shipped one, from a day on; earlier periods are judged by the earlier.
 * @throws forms.rule_broken, forms.rule_changed_meanwhile, forms.rule_too_early, org.unit_unknown, forms.unknown
 */
export async function keepRule(
  db: Db,
  form: string,
  unit_code: string,
  rule: NewRule,
  by: By,
): Promise<{ code: string; version: number }> {
  const unit = await ruleUnit(db, unit_code, rule.valid_from, by.scope);
  const { code, valid_from, is_on, reason, version: seen } = rule;
  const body = RuleBody.parse(Object.fromEntries(Object.keys(RuleBody.shape).map((key) => [key, rule[key as keyof RuleBody]])));
  if (is_on) await refuseBroken(db, { form, day: valid_from, tenant: unit.tenant }, body);
  const versions = await ruleVersions(db, { form, code, tenant: unit.tenant });
  const last = versions.find((one) => one.tenant !== null);
  if ((last?.version ?? 0) !== seen) throw new DomainError('forms.rule_changed_meanwhile', 409, { code });
  if (last && valid_from < last.valid_from)
    throw new DomainError('forms.rule_too_early', 422, { valid_from, after: last.valid_from });
  const version = seen + 1;
  await exec(db, sql.insert_rule, {
    tenant: unit.tenant,
    form,
    code,
    version,
    valid_from,
    is_on,
    body: JSON.stringify(body),
    changed_by: by.actor.user_id,
    changed_by_name: by.actor.name,
    now: by.now,
    reason,
  });
  const before = last ?? versions[0];
  await record(db, {
    tenant: unit.tenant,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id ?? null,
    action: 'forms.keep_rule',
    subject_kind: 'form_rule',
    subject_id: `${form} ${code}`,
    unit_id: unit.id,
    before: before ? { version: before.version, is_on: before.is_on, ...before.body } : null,
    after: { version, valid_from, is_on, ...body },
    reason,
  });
  return { code, version };
}

/**
 * Keeps what every file of `dir` says, a new version where a rule changed; a rule that no file brings any more is asked no longer.
 * @throws packs.broken with every fault's file and line
 */
export async function loadRules(db: Db, dir = path.join(PACKS, 'forms/rules')): Promise<void> {
  if (!fs.existsSync(dir)) return;
  const problems: PackProblem[] = [];
  const packs: z.infer<typeof RulePack>[] = [];
  for (const name of fs
    .readdirSync(dir)
    .filter((one) => one.endsWith('.yaml'))
    .sort()) {
    const file = path.join(dir, name);
    const { value, problems: faults } = readPackFile(file, RulePack);
    problems.push(...faults);
    if (!value) continue;
    packs.push(value);
    const { layout } = await listOn(db, value.form, value.valid_from);
    const known = await definitionsOn(db, value.valid_from);
    for (const [at, rule] of value.rules.entries())
      for (const { side, message } of faultsOfRule(rule, layout, (one) => known.has(one))) {
        const way = ['rules', at, side];
        const shown = path.relative(path.join(PACKS, '..'), file);
        problems.push({ file: shown, line: packLine(file, way), path: way.join('.'), message });
      }
  }
  refuseIfBroken(problems);
  for (const pack of packs) await storeRules(db, pack);
}

async function storeRules(db: Db, { form, valid_from, rules }: z.infer<typeof RulePack>): Promise<void> {
  const there = new Map((await many(db, sql.shipped_rules, { form }, Row)).map((rule) => [rule.code, rule]));
  const none = { tenant: null, form, valid_from, changed_by: null, changed_by_name: null, now: null, reason: null };
  for (const { code, ...said } of rules) {
    const body = RuleBody.parse(said);
    const last = there.get(code);
    there.delete(code);
    if (last?.is_on && JSON.stringify(last.body) === JSON.stringify(body)) continue;
    await exec(db, sql.insert_rule, {
      ...none,
      code,
      version: (last?.version ?? 0) + 1,
      is_on: true,
      body: JSON.stringify(body),
    });
  }
  for (const { code, version, is_on, body } of there.values())
    if (is_on) await exec(db, sql.insert_rule, { ...none, code, version: version + 1, is_on: false, body: JSON.stringify(body) });
}
