// Figures of a report that no measure counts: tasks and targets of the plans, points of the scorecards. Named `plans.…` and `scorecards.…`,
// with which of them it is; asked again they are computed again, so that a frozen figure can be held against what is known today.
import { cardFor, rounded } from '#forms';
import type { Day } from '#lib/day';
import { parseDecimal, printDecimal } from '#lib/decimal';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { unitForPeriod } from '#org';
import { AREA_NAMES, AREAS, type TargetShown, targetVerdicts, taskCounts, VERDICT_NAMES, type Verdict } from '#plans';
import { type CardView, cardView } from '#scorecards';

export const isTold = (measure: string): boolean => measure.includes('.');

export type ToldAsk = { unit: string; from: Day; to: Day; today: Day };
export type ToldName = { measure: string; told: string };
export type Told = {
  label: string;
  /** Exact decimal; null: not known. */
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  suffix: string;
  /** Page of the product that shows what stands behind it. */
  page: string;
};
export const toldKey = ({ measure, told }: ToldName): string => `${measure}|${told}`;

const NOTHING: Told = { label: '', value: null, numerator: null, denominator: null, suffix: '', page: '/plans' };

/** The figures named, as known now; whoever asks sees what his scope reaches. Names nobody knows have no value. */
export async function toldFigures(db: Db, ask: ToldAsk, wanted: readonly ToldName[], access: Scope): Promise<Map<string, Told>> {
  const { unit } = await unitForPeriod(db, ask.unit, ask.from, ask.to);
  const frame = {
    ...ask,
    unit_id: unit.id,
    code: unit.code,
    year: Number(ask.to.slice(0, 4)),
    day: ask.today < ask.to ? ask.today : ask.to,
  };
  const found = new Map<string, Told>();
  for (const [measure, names] of Map.groupBy(wanted, (one) => one.measure)) {
    const tell = await TELLERS[measure]?.(db, frame, access);
    for (const name of names) found.set(toldKey(name), tell?.(name.told) ?? { ...NOTHING, label: name.told });
  }
  return found;
}

type Frame = ToldAsk & { unit_id: number; code: string; year: number; day: Day };
type Tell = (told: string) => Told | null;
type Teller = (db: Db, frame: Frame, access: Scope) => Promise<Tell>;

const COUNT_NAMES = {
  total: 'Tổng số nhiệm vụ',
  implemented: 'Nhiệm vụ đã triển khai',
  completed_all: 'Nhiệm vụ đã hoàn thành',
  not_begun: 'Nhiệm vụ chưa triển khai',
  not_due: 'Nhiệm vụ chưa đến hạn',
  recurring: 'Nhiệm vụ thường xuyên, tổng hợp cuối năm',
  in_progress: 'Nhiệm vụ đang thực hiện',
  below_plan: 'Nhiệm vụ chưa đạt theo kế hoạch',
  not_done: 'Nhiệm vụ chưa thực hiện',
  will_not_do: 'Nhiệm vụ không thực hiện',
  overdue: 'Nhiệm vụ quá hạn',
  on_time: 'Hoàn thành đúng hạn',
  late: 'Hoàn thành quá hạn',
  in_time: 'Đang thực hiện trong hạn',
} as const;

const counter =
  (kinds: readonly ['plan'] | readonly ['assigned']): Teller =>
  async (db, { code, year, day, today }, access) => {
    const { total, groups } = await taskCounts(db, { unit: code, year, day, by: 'area', kinds }, access, today);
    return (told) => {
      const [area = '', what = ''] = told.split('.');
      const counts = area === 'all' ? total : groups.find(({ key }) => key === area)?.counts;
      if (!isCount(what) || total.total === 0) return null;
      const states: Readonly<Record<string, number>> = counts
        ? {
            ...counts.states,
            ...counts.outcomes,
            total: counts.total,
            implemented: counts.implemented,
            completed_all: counts.completed_all,
            not_begun: counts.total - counts.implemented,
          }
        : {};
      const of_area = AREAS.find((one) => one === area);
      const query = new URLSearchParams({ unit: code, year: String(year), kinds: kinds[0], ...(of_area ? { area } : {}) });
      return {
        ...NOTHING,
        label: `${COUNT_NAMES[what]}${of_area ? `: ${AREA_NAMES[of_area]}` : ''}`,
        value: String(states[what] ?? 0),
        page: `/plans/tasks?${query}`,
      };
    };
  };

const isCount = (what: string): what is keyof typeof COUNT_NAMES => what in COUNT_NAMES;

const targets: Teller = async (db, { unit_id, code, year, day, today }, access) => {
  const { counts } = await targetVerdicts(db, { unit_ids: [unit_id], year, bundle: 'reform', day }, access, today);
  return (told) => {
    const value = counts[told as keyof typeof counts];
    if (value === undefined || counts.total === 0) return null;
    const query = new URLSearchParams({ unit: code, year: String(year), bundle: 'reform', day });
    const label = told === 'total' ? 'Tổng số chỉ tiêu' : `Chỉ tiêu ${VERDICT_NAMES[told as Verdict].toLowerCase()}`;
    return {
      ...NOTHING,
      label,
      value: String(value),
      page: `/plans/targets?${query}${told === 'total' ? '' : `&verdict=${told}`}`,
    };
  };
};

type Assessed = TargetShown['assessed'];
const partsOf = (one: Assessed): Assessed[] => [one, ...one.parts.flatMap(partsOf)];

/** How far a figure stays from what was to be reached, of the two as they are printed; null: reached, or not to be said. */
function gapOf(op: string | null, threshold: string, value: string): string | null {
  const [a, b] = [parseDecimal(threshold), parseDecimal(value)];
  const scale = Math.max(a.scale, b.scale);
  const gap = a.value * 10n ** BigInt(scale - a.scale) - b.value * 10n ** BigInt(scale - b.scale);
  const missing = op === '>=' || op === '>' ? gap : op === '<=' || op === '<' ? -gap : op === '=' && gap > 0n ? gap : 0n;
  return missing > 0n ? printDecimal({ value: missing, scale }) : null;
}

const isDecimal = (text: string | null): text is string => text !== null && /^\d+(\.\d+)?$/.test(text);

/** `criterion_15/15/15.1.2/value`: bundle, target, part, which of its figures; `threshold`: what was to be reached, `gap`: what misses. */
const target: Teller = async (db, { unit_id, year, day, today }, access) => {
  const { rows } = await targetVerdicts(db, { unit_ids: [unit_id], year, day }, access, today);
  return (told) => {
    const [bundle, code, part_code, what = 'value'] = told.split('/');
    const row = rows.find((one) => one.bundle === bundle && one.code === code);
    const part = row && partsOf(row.assessed).find((one) => one.code === part_code);
    if (!row || !part) return null;
    const back = /^year-(\d)$/.exec(what)?.[1];
    const figure = back
      ? part.figures.find((one) => one.to_on.slice(0, 4) === String(year - Number(back)))
      : part.years_before > 0
        ? undefined
        : part.figures.at(-1);
    const page = `/plans/targets/${row.id}?day=${day}`;
    if (what === 'threshold' || what === 'gap') {
      const { threshold, op } = part;
      const reached = figure?.value ? rounded(figure.value) : null;
      const gap = isDecimal(threshold) && isDecimal(reached) ? gapOf(op, threshold, reached) : null;
      const told = what === 'threshold' ? (isDecimal(threshold) ? threshold : null) : gap;
      const label = what === 'threshold' ? `Mức phải đạt: ${part.name}` : `Mức còn thiếu: ${part.name}`;
      return { ...NOTHING, label, value: told, suffix: part.unit === '%' && what === 'threshold' ? '%' : '', page };
    }
    const value =
      what === 'numerator'
        ? figure?.numerator
        : what === 'denominator'
          ? figure?.denominator
          : figure?.value && rounded(figure.value);
    const of_value = what === 'value' && figure ? { numerator: figure.numerator, denominator: figure.denominator } : {};
    return {
      ...NOTHING,
      ...of_value,
      label: back ? `${part.name} (năm ${year - Number(back)})` : part.name,
      value: value || null,
      suffix: part.unit === '%' && what !== 'numerator' && what !== 'denominator' ? '%' : '',
      page,
    };
  };
};

const POINT_NAMES = {
  max: 'Điểm tối đa',
  achieved: 'Điểm tự chấm',
  missing: 'Điểm chưa đạt',
  percent: 'Tỷ lệ điểm đạt được',
} as const;

const CAUSE_NAMES = {
  lost: 'Điểm không đạt',
  not_due: 'Điểm chưa đến hạn đánh giá',
  not_scored: 'Điểm của tiêu chí chưa chấm',
} as const;

/** `all.achieved`, `3.missing` of an area, `gap.3.0` of what misses in it, `cause.lost` of what misses for one cause. */
const points: Teller = async (db, { unit_id, to, today }, access) => {
  const card = await cardFor(db, unit_id, to);
  if (card === null) return () => null;
  const view = await cardView(db, card, { read: access, score: access, appraise: access }, today);
  return (told) => pointOf(view, told);
};

function pointOf(view: CardView, told: string): Told | null {
  const page = `/scorecards/cards/${view.card.id}`;
  const [place = '', what = '', n] = told.split('.');
  if (place === 'gap') {
    const gap = view.ledger.filter((item) => item.area === what)[Number(n)];
    return gap
      ? { ...NOTHING, label: `Điểm chưa đạt: ${gap.name_vi}`, value: gap.points, page: `${page}?criterion=${gap.criterion}` }
      : null;
  }
  if (place === 'cause') {
    if (!(what in CAUSE_NAMES)) return null;
    const of_cause = view.ledger.filter(({ cause }) => cause === what).map(({ points: one }) => parseDecimal(one));
    const scale = Math.max(0, ...of_cause.map((one) => one.scale));
    const sum = of_cause.reduce((all, one) => all + one.value * 10n ** BigInt(scale - one.scale), 0n);
    const value = printDecimal({ value: sum, scale })
      .replace(/(\.\d*?)0+$/, '$1')
      .replace(/\.$/, '');
    return { ...NOTHING, label: CAUSE_NAMES[what as keyof typeof CAUSE_NAMES], value, page };
  }
  if (!(what in POINT_NAMES)) return null;
  const of = what as keyof typeof POINT_NAMES;
  if (place === 'all') {
    const value = of === 'percent' ? view.total.percent : view.total[of];
    return { ...NOTHING, label: POINT_NAMES[of], value, suffix: of === 'percent' ? '%' : '', page };
  }
  const area = view.rows.find((row) => row.code === place);
  if (!area || of === 'percent') return null;
  return { ...NOTHING, label: `${POINT_NAMES[of]}: ${area.name_vi}`, value: area.sum[of], page: `${page}?criterion=${place}` };
}

const TELLERS: Readonly<Record<string, Teller>> = {
  'plans.tasks': counter(['plan']),
  'plans.assigned': counter(['assigned']),
  'plans.targets': targets,
  'plans.target': target,
  'scorecards.points': points,
};
