// Rows of a scorecard: its areas with maximum, points and what misses; below each area every missing point with cause, reason and who answers.
import { type Day, dayVi } from '#lib/day';
import { formatVi } from '#lib/decimal';
import type { Db } from '#lib/sql';
import { type CardView, cardsOf, cardView, rounds } from '#scorecards';
import { type DetailLink, type DetailNote, type DetailRow, type DetailSource, figure, said, type Tally } from './detail.ts';

const CAUSES = { not_due: 'Chưa đến hạn', lost: 'Không đạt', not_scored: 'Chưa chấm' } as const;
const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];

/** The unit's card of the last round of the year that ended by `to`; null: there is none. */
export async function cardFor(db: Db, unit_id: number, to: Day): Promise<number | null> {
  const year = Number(to.slice(0, 4));
  const of_year = (await rounds(db, { year }, { unit_ids: null })).filter((round) => round.period_to <= to);
  const cards = (
    await cardsOf(
      db,
      of_year.map(({ id }) => id),
    )
  ).filter((card) => card.unit_id === unit_id);
  const ends = new Map(of_year.map((round) => [round.id, round.period_to]));
  const card = cards.sort((a, b) => (ends.get(b.round_id) ?? '').localeCompare(ends.get(a.round_id) ?? '') || b.id - a.id)[0];
  return card?.id ?? null;
}

/** Without a card nothing is told. */
export const scoreRows: DetailSource = async (db, { unit, to, today }, _access, sights) => {
  const year = Number(to.slice(0, 4));
  const card = await cardFor(db, unit.id, to);
  const nothing: DetailNote = {
    code: 'no_card',
    text_vi: `Năm ${year} đơn vị chưa có phiếu chấm điểm trong kỳ.`,
    text_en: `No scorecard of the unit in ${year} up to the period's end.`,
  };
  if (card === null) return { rows: [], tallies: [], notes: [nothing] };
  const view = await cardView(db, card, sights.scores, today);
  return { rows: rowsOf(view), tallies: talliesOf(view), notes: notesOf(view) };
};

const linkTo = (view: CardView, criterion?: string, part?: string): DetailLink => ({
  page: `/scorecards/cards/${view.card.id}${criterion ? `?criterion=${encodeURIComponent(criterion)}` : ''}`,
  ...(part ? { told: { measure: 'scorecards.points', part } } : {}),
});

function rowsOf(view: CardView): DetailRow[] {
  const areas = view.rows.filter((row) => row.parent_code === null);
  const rows = areas.flatMap((area, at): DetailRow[] => {
    const link = linkTo(view, area.code);
    const gaps = view.ledger.filter((item) => item.area === area.code);
    return [
      {
        key: `area:${area.code}`,
        kind: 'row',
        level: 1,
        cells: {
          ordinal: said(ROMAN[at] ?? area.code, link),
          name: said(area.name_vi, link),
          max: figure(area.sum.max, linkTo(view, area.code, `${area.code}.max`)),
          achieved: figure(area.sum.achieved, linkTo(view, area.code, `${area.code}.achieved`)),
          missing: figure(area.sum.missing, linkTo(view, area.code, `${area.code}.missing`)),
          reason: said(null),
          cause: said(null),
          office: said(null),
          due: said(null),
        },
        sum_of: [],
      },
      ...gaps.map((gap, n): DetailRow => {
        const to = linkTo(view, gap.criterion);
        return {
          key: `gap:${area.code}:${n}`,
          kind: 'part',
          level: 2,
          cells: {
            ordinal: said(gap.criterion, to),
            name: said(gap.name_vi, to),
            max: figure(null),
            achieved: figure(null),
            missing: figure(gap.points, linkTo(view, gap.criterion, `gap.${area.code}.${n}`)),
            reason: said(gap.reason, to),
            cause: said(CAUSES[gap.cause], to),
            office: said(gap.office, to),
            due: said(gap.due_on ? dayVi(gap.due_on) : null, to),
          },
          sum_of: [],
        };
      }),
    ];
  });
  const total: DetailRow = {
    key: 'total',
    kind: 'total',
    level: 1,
    cells: {
      ordinal: said(null),
      name: said('Tổng số'),
      max: figure(view.total.max, linkTo(view, undefined, 'all.max')),
      achieved: figure(view.total.achieved, linkTo(view, undefined, 'all.achieved')),
      missing: figure(view.total.missing, linkTo(view, undefined, 'all.missing')),
    },
    sum_of: areas.map((area) => `area:${area.code}`),
  };
  return [...rows, total];
}

function talliesOf(view: CardView): Tally[] {
  const count = (cause: keyof typeof CAUSES) => view.ledger.filter((item) => item.cause === cause).length;
  return (['lost', 'not_due', 'not_scored'] as const).flatMap((cause): Tally[] =>
    count(cause) === 0
      ? []
      : [
          {
            code: cause,
            label_vi: `Nội dung ${CAUSES[cause].toLowerCase()}`,
            label_en: { lost: 'Lost items', not_due: 'Items not due', not_scored: 'Items not scored' }[cause],
            value: count(cause),
            column: 'cause',
            equals: CAUSES[cause],
            link: { page: `/scorecards/cards/${view.card.id}?tab=gaps` },
          },
        ],
  );
}

function notesOf(view: CardView): DetailNote[] {
  const notes: DetailNote[] = [];
  if (view.total.percent !== null)
    notes.push({
      code: 'percent',
      text_vi: `Đạt ${formatVi(view.total.percent)}% số điểm tối đa. Bộ tiêu chí: ${view.set.name_vi}.`,
      text_en: `${view.total.percent}% of the maximum. Criteria: ${view.set.name_en}.`,
    });
  for (const { part, stated, computed } of view.differences)
    notes.push({
      code: `stated_${part || 'total'}`,
      text_vi: `${part === '' ? 'Tổng điểm' : `Điểm lĩnh vực ${part}`} trước đây ghi ${formatVi(stated)}; cộng theo tiêu chí được ${formatVi(computed)}.`,
      text_en: `${part === '' ? 'The total' : `Area ${part}`} was stated as ${stated}; its criteria add up to ${computed}.`,
    });
  return notes;
}
