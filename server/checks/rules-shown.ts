import { z } from 'zod';
import type { Db } from '#lib/sql';
import { ledgers } from './jobs.ts';
import { precisionAtLeast, severityAfter } from './ledger.ts';
import { ruleDoc } from './rule-docs.ts';
import { RULES } from './rules.ts';

const Severity = z.enum(['error', 'warning', 'note']);
export const RuleShown = z.object({
  id: z.string(),
  title: z.string(),
  version: z.number(),
  /** As the rule is written, and as it speaks now, after what officers said of it. */
  severity: Severity,
  speaks: Severity,
  /** Vietnamese, Markdown. */
  doc: z.string().nullable(),
  ledger: z.object({ confirmed: z.number(), explained: z.number(), false_alarms: z.number() }),
  /** Share of findings that were right, in per cent with one decimal; null before the first verdict. */
  precision_pct: z.number().nullable(),
  /** Exact one-sided 95 % lower bound of the same. */
  at_least_pct: z.number().nullable(),
});

const NONE = { confirmed: 0, explained: 0, false_alarms: 0 };

/** Every rule with its document and what officers have said of its findings. */
export async function rulesShown(db: Db): Promise<z.infer<typeof RuleShown>[]> {
  const known = await ledgers(db);
  return RULES.map(({ id, title, version, severity }) => {
    const ledger = known[id] ?? NONE;
    const right = ledger.confirmed + ledger.explained;
    const all = right + ledger.false_alarms;
    return {
      id,
      title,
      version,
      severity,
      speaks: severityAfter(severity, ledger),
      doc: ruleDoc(id),
      ledger,
      precision_pct: all === 0 ? null : tenths(right / all),
      at_least_pct: all === 0 ? null : tenths(precisionAtLeast(right, ledger.false_alarms)),
    };
  });
}

const tenths = (share: number): number => Math.round(share * 1000) / 10;
