// Rows of targets: each under its leading office, composite ones part by part, with figure, verdict, reason and evidence.
import { dayVi } from '#lib/day';
import { type TargetShown, targetVerdicts, VERDICT_NAMES, type Verdict } from '#plans';
import { evidenceOf } from '#registers';
import { type DetailCell, type DetailLink, type DetailRow, type DetailSource, figure, said, type Tally } from './detail.ts';

type Assessed = TargetShown['assessed'];
type EndFigure = Assessed['figures'][number];
type Frame = {
  page: { page: string };
  bundle: string;
  target: string;
  unit: string;
  year: number;
  evidence: ReadonlyMap<string, string>;
  lead: string;
};

const SIGNS: Readonly<Record<string, string>> = { '>=': '≥', '<=': '≤', '=': '=', '>': '>', '<': '<' };
const ORDER = ['met', 'missed', 'unknown'] as const satisfies readonly Verdict[];
const TALLY_EN: Readonly<Record<Verdict, string>> = { met: 'Met', missed: 'Not met', unknown: 'Not assessed' };

/**
 * Targets of the year in which the period ends, judged as of its last day. Figures of measures lead to their records, declared ones to the
 * target with its declarations and evidence.
 */
export const targetRows: DetailSource = async (db, { unit, to, today, layout }, _access, sights) => {
  const year = Number(to.slice(0, 4));
  const day = today < to ? today : to;
  const bundle = layout.bundle ?? 'reform';
  const found = await targetVerdicts(db, { unit_ids: [unit.id], year, bundle, day }, sights.plans, today);
  const told_ids = found.rows.flatMap((row) =>
    endsOf(row.assessed).flatMap(({ figures }) => figures.flatMap((one) => one.told_id ?? [])),
  );
  const linked = told_ids.length > 0 ? await evidenceOf(db, 'target_figure', told_ids, { unit_ids: null }) : new Map();
  const evidence = new Map(
    [...linked].map(([id, uses]: [string, { title: string; document_number: string | null }[]]) => [
      id,
      uses.map(({ title, document_number }) => document_number ?? title).join('; '),
    ]),
  );
  const list = { page: `/plans/targets?${new URLSearchParams({ unit: unit.code, year: String(year), bundle, day })}` };
  const leads = Map.groupBy(found.rows, (row) => row.lead_name);
  const is_grouped = leads.size > 1;
  const rows = [...leads].flatMap(([lead, members], at): DetailRow[] => [
    ...(is_grouped ? [group(lead, at, members, list)] : []),
    ...members.flatMap((target) =>
      rowsOf(target, { unit: unit.code, year, evidence, lead, bundle, target: target.code, page: pageOf(target.id, day) }),
    ),
  ]);
  const notes = found.rows.flatMap((row) =>
    row.note && bundle !== 'reform' ? [{ code: `target_${row.code}`, text_vi: row.note, text_en: row.note }] : [],
  );
  return { rows, tallies: tallies(found.counts, list.page), notes };
};

const pageOf = (id: number, day: string) => ({ page: `/plans/targets/${id}?day=${day}` });

function tallies(counts: Record<Verdict, number> & { total: number }, list: string): Tally[] {
  const total: Tally = {
    code: 'total',
    label_vi: 'Tổng số chỉ tiêu',
    label_en: 'Targets',
    value: counts.total,
    column: null,
    equals: null,
    link: { page: list },
  };
  const each = ORDER.map(
    (verdict): Tally => ({
      code: verdict,
      label_vi: VERDICT_NAMES[verdict],
      label_en: TALLY_EN[verdict],
      value: counts[verdict],
      column: 'verdict',
      equals: VERDICT_NAMES[verdict],
      link: { page: `${list}&verdict=${verdict}` },
    }),
  );
  return [total, ...each];
}

const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];

function group(lead: string, at: number, members: readonly TargetShown[], list: { page: string }): DetailRow {
  const count = (verdict: Verdict) => members.filter((one) => one.verdict === verdict).length;
  const told = ORDER.flatMap((verdict) => (count(verdict) ? [`${VERDICT_NAMES[verdict].toLowerCase()} ${count(verdict)}`] : []));
  return {
    key: `lead:${members[0]?.lead_code}`,
    kind: 'group',
    level: 1,
    cells: {
      ordinal: said(ROMAN[at] ?? String(at + 1)),
      name: said(`${lead}: ${members.length} chỉ tiêu, ${told.join(', ')}`, {
        page: `${list.page}&lead=${encodeURIComponent(members[0]?.lead_code ?? '')}`,
      }),
    },
    sum_of: [],
  };
}

function rowsOf(target: TargetShown, frame: Frame): DetailRow[] {
  const { assessed: whole } = target;
  const head: DetailRow = {
    key: `target:${target.id}`,
    kind: 'row',
    level: 2,
    cells: { ...cellsOf(whole, frame), ordinal: said(target.code, frame.page), name: said(target.name, frame.page) },
    sum_of: [],
  };
  return [
    head,
    ...partsBelow(whole, 3).map(
      ({ part, level }): DetailRow => ({
        key: `part:${target.id}:${part.code}`,
        kind: 'part',
        level,
        cells: {
          ...cellsOf(part, frame),
          ordinal: said(part.code, frame.page),
          name: said(part.name, frame.page),
          lead: said(null),
        },
        sum_of: [],
      }),
    ),
  ];
}

function partsBelow(whole: Assessed, level: number): { part: Assessed; level: number }[] {
  return whole.parts.flatMap((part) => [{ part, level }, ...partsBelow(part, level + 1)]);
}

function endsOf(whole: Assessed): Assessed[] {
  return whole.parts.length === 0 ? [whole] : whole.parts.flatMap(endsOf);
}

function cellsOf(part: Assessed, frame: Frame): Record<string, DetailCell> {
  const is_past = part.years_before > 0;
  const now = is_past ? undefined : part.figures.at(-1);
  const figures = part.figures;
  const evidence = figures
    .flatMap((one) => (one.told_id === null ? [] : (frame.evidence.get(String(one.told_id)) ?? [])))
    .join('; ');
  const reasons = [...new Set(figures.flatMap((one) => [one.reason, one.note].filter((words) => words !== null)))].join('; ');
  const past = (back: number): DetailCell => {
    const of_year = is_past ? figures.find((one) => one.to_on.slice(0, 4) === String(frame.year - back)) : undefined;
    return of_year ? figureCell(of_year, part, frame, `year-${back}`) : figure(null);
  };
  return {
    threshold: said(part.op && part.threshold ? thresholdOf(part) : null, frame.page),
    year_3: past(3),
    year_2: past(2),
    year_1: past(1),
    numerator: figure(now?.numerator ?? null, now ? toldLink(part, frame, 'numerator') : null),
    denominator: figure(now?.denominator ?? null, now ? toldLink(part, frame, 'denominator') : null),
    figure: now ? figureCell(now, part, frame, 'value') : figure(null),
    verdict: said(VERDICT_NAMES[part.verdict], frame.page),
    lead: said(frame.lead, frame.page),
    reason: said(reasons || null, frame.page),
    evidence: said(evidence || sourceOf(now ?? figures.at(-1)), frame.page),
  };
}

function thresholdOf({ op, threshold, unit }: Assessed): string {
  const space = unit && unit !== '%' ? ' ' : '';
  return `${SIGNS[op ?? ''] ?? ''} ${(threshold ?? '').replace('.', ',')}${space}${unit === 'tỷ lệ' ? '' : (unit ?? '')}`.trim();
}

function figureCell(one: EndFigure, part: Assessed, frame: Frame, what: string): DetailCell {
  const value = one.value === null ? null : rounded(one.value);
  return figure(value, linkOf(one, part, frame, what), part.unit === '%' ? '%' : null);
}

const toldLink = (part: Assessed, { page, bundle, target }: Frame, what: string): DetailLink => ({
  ...page,
  told: { measure: 'plans.target', part: `${bundle}/${target}/${part.code}/${what}` },
});

/** Two decimals at most: `9.1983` reads 9,20. */
export function rounded(text: string): string {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return text;
  const [whole = '0', tail = ''] = text.split('.');
  if (tail.length <= 2) return text;
  const up = Number(tail[2]) >= 5 ? 1n : 0n;
  const digits = (BigInt(whole.replace('-', '') + tail.slice(0, 2)) + up).toString().padStart(3, '0');
  const shown = `${digits.slice(0, -2)}.${digits.slice(-2)}`.replace(/\.?0+$/, '');
  return text.startsWith('-') ? `-${shown}` : shown;
}

/** A figure of records leads to them, unless it is shown otherwise than its measure prints it. */
function linkOf(one: EndFigure, part: Assessed, frame: Frame, what: string): DetailLink {
  if (one.from !== 'measure' || !one.measure) return toldLink(part, frame, what);
  return { measure: one.measure, filter: { unit: frame.unit, from: one.from_on, to: one.to_on, scope: 'all' } };
}

/** Where a figure without papers comes from. */
function sourceOf(one: EndFigure | undefined): string | null {
  if (!one || one.from === 'none') return null;
  if (one.from === 'measure') return `Hồ sơ trên hệ thống, ${dayVi(one.from_on)} - ${dayVi(one.to_on)}`;
  return one.from === 'verdict' ? 'Đơn vị tự kết luận' : `Đơn vị khai, đến ${dayVi(one.to_on)}`;
}
