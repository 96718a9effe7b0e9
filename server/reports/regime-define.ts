// An officer of a province makes a report regime, or a new version of one, from a day. What stands is never rewritten.
import { z } from 'zod';
import { record } from '#audit';
import { calendarOn, type NamedKind, periodsIn } from '#calendar';
import { listForms } from '#forms';
import { addDays, type Day } from '#lib/day';
import { DomainError, translating } from '#lib/errors';
import { type Db, exec, loadSql, many, one } from '#lib/sql';
import { UNIT_KINDS } from '#org';
import { dueDay, lockDay } from './due-rule.ts';
import { outlines } from './outlines/pack.ts';
import { FREE_OUTLINE, type Regime, regimes, regimeVersions, shipped } from './regimes.ts';
import type { By } from './stored.ts';
import { templatesOfProvince } from './template-used.ts';
import { windowOf } from './window.ts';

const sql = loadSql(import.meta.url, ['lock_regime', 'end_regime_version', 'insert_regime_version', 'regime_history']);

/** The product writes it by itself; the others are data, in `packs/reports/outlines`. */
const OWN_OUTLINE = { code: 'tthc', name_vi: 'Kết quả giải quyết thủ tục hành chính', name_en: 'Results of procedures' };

/** Outlines a regime may name, with what officers call them. */
export function outlineChoices(): { code: string; name_vi: string; name_en: string }[] {
  return [
    OWN_OUTLINE,
    ...[...outlines().values()].map(({ code, name_vi, name_en }) => ({ code, name_vi, name_en })),
    { code: FREE_OUTLINE, name_vi: 'Tự do, theo các mục do đơn vị yêu cầu đặt', name_en: 'Free, under headings of one’s own' },
  ];
}

export function isOutline(code: string): boolean {
  return outlineChoices().some((one) => one.code === code);
}

export type NewRegime = {
  regime: Regime;
  /** The province whose regime it is. */
  province: { id: number; tenant: number };
  /** Number of the newest version of the province's own that the writer saw; 0: none. */
  version: number;
  /** A regime nobody has yet; else a new version of one. */
  is_new: boolean;
  valid_from: Day;
  valid_to: Day | null;
  reason: string;
};

/**
 * Keeps a regime of a province, or a new version of one, from a day on. A version without an end that began earlier ends the day before.
 * @throws reports.regime_code_taken, reports.regime_unknown, reports.outline_unknown, reports.no_due_rule, reports.form_unknown, reports.needs_sections,
 * reports.template_not_found, reports.regime_overlaps, reports.regime_changed_meanwhile
 */
export async function defineRegime(db: Db, ask: NewRegime, by: By): Promise<{ code: string; version: number }> {
  const { regime, province, valid_from, valid_to } = ask;
  const { tenant } = province;
  const { code } = regime;
  await one(db, sql.lock_regime, { tenant, code }, z.object({ is_held: z.boolean() }));
  const versions = await regimeVersions(db, tenant, code);
  if (ask.is_new && versions.length > 0) throw new DomainError('reports.regime_code_taken', 409, { regime: code });
  if (!ask.is_new && versions.length === 0) throw new DomainError('reports.regime_unknown', 404, { regime: code });
  await refuseFaults(db, regime, province);
  const own = versions.filter((one) => one.tenant !== null);
  if ((own[0]?.version ?? 0) !== ask.version)
    throw new DomainError('reports.regime_changed_meanwhile', 409, { regime: code, version: own[0]?.version ?? 0 });
  if (valid_to !== null && valid_to < valid_from)
    throw new DomainError('reports.regime_overlaps', 409, { regime: code, from: valid_from, to: valid_to, other: valid_to });
  const end = valid_to === null ? null : addDays(valid_to, 1);
  const meets = own.filter(
    (one) => (one.valid_to === null || one.valid_to > valid_from) && (end === null || (one.valid_from ?? '') < end),
  );
  // Only what runs without an end and began before makes room.
  const other = meets.find((one) => one.valid_to !== null || (one.valid_from ?? '') >= valid_from);
  if (other) throw overlap(code, valid_from, valid_to, other.valid_from ?? valid_from);
  for (const { version } of meets) await exec(db, sql.end_regime_version, { tenant, code, version, on: valid_from });
  const version = ask.version + 1;
  await translating({ regime_version_once: overlapOf(code, valid_from, valid_to) }, () =>
    exec(db, sql.insert_regime_version, {
      tenant,
      code,
      version,
      valid_from,
      valid_to: end,
      definition: JSON.stringify(regime),
      reason: ask.reason,
      now: by.now,
      by: by.actor.user_id,
      by_name: by.actor.name,
    }),
  );
  await record(db, {
    tenant,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id ?? null,
    action: 'reports.define_regime',
    subject_kind: 'report_regime',
    subject_id: code,
    unit_id: province.id,
    before: own[0] ? { version: own[0].version, valid_from: own[0].valid_from } : null,
    after: { version, valid_from, valid_to, definition: regime },
    reason: ask.reason,
  });
  return { code, version };
}

const overlapOf = (code: string, from: Day, to: Day | null) => ({
  code: 'reports.regime_overlaps',
  data: { regime: code, from, to, other: from },
});
const overlap = (code: string, from: Day, to: Day | null, other: Day) =>
  new DomainError('reports.regime_overlaps', 409, { regime: code, from, to, other });

/** @throws reports.outline_unknown, reports.no_due_rule, reports.template_not_found, reports.form_unknown, reports.needs_sections */
async function refuseFaults(db: Db, regime: Regime, province: NewRegime['province']): Promise<void> {
  if (!isOutline(regime.outline)) throw new DomainError('reports.outline_unknown', 404, { outline: regime.outline });
  if (regime.outline === FREE_OUTLINE) throw new DomainError('reports.needs_sections', 422);
  if (!regime.is_ended && Object.keys(regime.due).length === 0)
    throw new DomainError('reports.no_due_rule', 422, { regime: regime.code, kind: null });
  const forms = new Set((await listForms(db)).map(({ code }) => code));
  if (regime.template !== null && !(await templatesOfProvince(db, province)).some(({ id }) => String(id) === regime.template))
    throw new DomainError('reports.template_not_found', 404, { id: regime.template });
  for (const form of regime.forms) if (!forms.has(form)) throw new DomainError('reports.form_unknown', 422, { form });
}

export const ScheduleRow = z.object({
  kind: z.string(),
  label_vi: z.string(),
  label_en: z.string(),
  from: z.string(),
  to: z.string(),
  due: z.array(
    z.object({
      unit_kind: z.enum(UNIT_KINDS),
      due_on: z.string(),
      lock_on: z.string().nullable(),
      data_from: z.string().nullable(),
      data_to: z.string().nullable(),
    }),
  ),
});

/** What a regime would mean in a year: every period with the last day in time of each kind of unit. Free periods have none. */
export async function schedule(db: Db, regime: Regime, year: number): Promise<z.infer<typeof ScheduleRow>[]> {
  const calendar = await calendarOn(db);
  // As it runs once it holds: figures of the first period after its first day follow on from nothing.
  const held = shipped(regime);
  const named = regime.periods.filter((kind): kind is NamedKind => kind !== 'free');
  return named.flatMap((kind) =>
    periodsIn(regime.calendar, kind, `${year}-01-01`, `${year}-12-31`)
      .filter((period) => period.year === year)
      .map((period) => {
        const { s, e, label_vi, label_en } = period;
        const to = addDays(e, -1);
        const due = UNIT_KINDS.flatMap((unit_kind) => {
          const rule = regime.due[unit_kind];
          if (!rule) return [];
          const due_on = dueDay(rule, to, calendar);
          const { data_from, data_to } = windowOf({ versions: [held], unit_kind, kept: [] }, held, period, {});
          return [{ unit_kind, due_on, lock_on: lockDay(regime.lock, due_on, calendar), data_from, data_to }];
        });
        return { kind, label_vi, label_en, from: s, to, due };
      }),
  );
}

export const RegimeHistoryRow = z.object({
  version: z.number(),
  valid_from: z.string(),
  valid_to: z.string().nullable(),
  reason: z.string(),
  defined_at: z.date(),
  defined_by_name: z.string(),
});

/** Who made which version when and why, newest first. */
export function regimeHistory(db: Db, tenant: number, code: string): Promise<z.infer<typeof RegimeHistoryRow>[]> {
  return many(db, sql.regime_history, { tenant, code }, RegimeHistoryRow);
}

/** As the product comes with it; null: the province's own regime. */
export function shippedRegime(code: string): Regime | null {
  return regimes().find((one) => one.code === code) ?? null;
}
