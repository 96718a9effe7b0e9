// Rows of form II.07b: procedures of a locality by level, those received at its desks, those with an internal process in force.
import { z } from 'zod';
import { loadSql, many } from '#lib/sql';
import { type DetailCell, type DetailRow, type DetailSource, figure, said } from './detail.ts';

const sql = loadSql(import.meta.url, ['coverage']);
const LEVELS = ['province', 'district', 'commune'] as const;
type Level = (typeof LEVELS)[number];
const Row = z.object({ level: z.enum(LEVELS), procedures: z.number(), at_desk: z.number(), workflows: z.number() });

/** Levels a unit's locality has: a district has those of districts and communes, not of the province. */
function levelsOf(kind: string): readonly Level[] {
  if (kind === 'province' || kind === 'country') return LEVELS;
  if (kind === 'district') return ['district', 'commune'];
  return kind === 'commune' ? ['commune'] : ['province'];
}

/** Counted on the period's last day from the catalogue and the processes in force for the unit. A level the unit does not have stays blank. */
export const coverageRows: DetailSource = async (db, { unit, to }) => {
  const counted = new Map((await many(db, sql.coverage, { unit_id: unit.id, day: to }, Row)).map((row) => [row.level, row]));
  const levels = levelsOf(unit.kind);
  const cells: Record<string, DetailCell> = { ordinal: said('1'), name: said(unit.name) };
  for (const group of ['procedures', 'at_desk', 'workflows'] as const) {
    const page = (level?: Level) => {
      const query = { day: to, kind: 'public', ...(level ? { level } : {}), ...(group === 'at_desk' ? { at_desk: 'true' } : {}) };
      return { page: group === 'workflows' ? '/processes' : `/procedures?${new URLSearchParams(query)}` };
    };
    let total = 0;
    for (const level of LEVELS) {
      const n = levels.includes(level) ? (counted.get(level)?.[group] ?? 0) : null;
      total += n ?? 0;
      cells[`${group}_${level}`] = figure(n, page(level));
    }
    cells[`${group}_total`] = figure(total, page());
  }
  const rows: DetailRow[] = [{ key: unit.code, kind: 'row', level: 1, cells, sum_of: [] }];
  const notes = [
    {
      code: 'day',
      text_vi:
        'Số liệu tính vào ngày cuối kỳ theo danh mục thủ tục hành chính đang có trên hệ thống. Ô trống: đơn vị không có cấp đó.',
      text_en: "As of the period's last day, by the catalogue kept here. Blank: the unit has no such level.",
    },
  ];
  return { rows, tallies: [], notes };
};
