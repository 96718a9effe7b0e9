// What the law says about apologies, re-appointments, extensions and unpaid fees, by the day a dossier was received: data of packs/dossiers.
import path from 'node:path';
import { z } from 'zod';
import { vietnamDay } from '#lib/day';
import { PACKS, readPackFile, refuseIfBroken } from '#lib/pack';
import { type Db, exec, loadSql, maybeOne } from '#lib/sql';
import type { DossierRow } from './rows.ts';

const sql = loadSql(import.meta.url, ['rule_on', 'forget_rules', 'put_rules', 'mend_rules']);

const Facts = {
  decree: z.string(),
  /** Null: the law sets no number that we know. */
  max_reappointments: z.number().nullable(),
  /** Civil days before the due day by which an apology with a new day goes out. */
  lead_days: z.number(),
  /** What becomes of a later one. */
  after_lead: z.enum(['mark', 'refuse']),
  max_extensions: z.number().nullable(),
  /** What happens when a result is given back and its fee is not paid. */
  return_unpaid: z.enum(['warn', 'refuse']),
  source: z.string(),
  status: z.enum(['approved', 'to_be_verified']),
};
const LifeRule = z.object({ id: z.number(), ...Facts });
export type LifeRule = z.infer<typeof LifeRule>;

/** The rule of the day a dossier was received; null before the first one we have. */
export async function lifeRuleFor(db: Db, dossier: Pick<DossierRow, 'received_at' | 'filed_at'>): Promise<LifeRule | null> {
  return maybeOne(db, sql.rule_on, { day: vietnamDay(dossier.received_at ?? dossier.filed_at) }, LifeRule);
}

const File = z.strictObject({
  rules: z
    .array(
      z.strictObject({
        valid_from: z.iso.date(),
        valid_until: z.iso.date().nullable(),
        ...Facts,
        max_reappointments: z.int().min(0).nullable(),
        lead_days: z.int().min(0),
        max_extensions: z.int().min(0).nullable(),
        note: z.string().optional(),
      }),
    )
    .min(1)
    .refine((rules) => rules.every((rule, at) => at === 0 || rules[at - 1]?.valid_until === rule.valid_from), {
      message: 'one rule ends where the next begins, in the order of days',
    }),
});

/** Loads packs/dossiers. @throws packs.broken */
export async function loadPack(db: Db, dir = path.join(PACKS, 'dossiers')): Promise<{ rules: number }> {
  const { value, problems } = readPackFile(path.join(dir, 'life-rules.yaml'), File);
  refuseIfBroken(problems);
  const rules = JSON.stringify(value?.rules ?? []);
  await exec(db, sql.forget_rules, { rules });
  await exec(db, sql.mend_rules, { rules });
  await exec(db, sql.put_rules, { rules });
  return { rules: value?.rules.length ?? 0 };
}
