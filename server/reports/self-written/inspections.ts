// What inspections of the year found and what of it still waits to be mended.
import { dayVi } from '#lib/day';
import { unitsByIds } from '#org';
import { entries, registerOn } from '#registers';
import { type Frame, sinceJanuary, wanted } from './frame.ts';
import { type Said, words } from './numbers.ts';

const MOST_NAMED = 5;

/** Entries are the unit's own register, as in the table of documents. */
export async function openRemedies(frame: Frame): Promise<Said[]> {
  const { db, numbers, unit, to, year } = frame;
  const [findings, resolved] = ['inspection_findings', 'inspection_resolved'].map((measure) =>
    wanted(frame, measure, sinceJanuary(frame)),
  ) as [ReturnType<typeof wanted>, ReturnType<typeof wanted>];
  await numbers.ask([findings, resolved]);
  const [found, mended] = [Number(numbers.value(findings) ?? 0), Number(numbers.value(resolved) ?? 0)];
  if (found <= mended || numbers.value(resolved) === null) return [];
  const { layout } = await registerOn(db, 'inspection', to, unit.tenant);
  const asked = {
    register: 'inspection',
    layout,
    unit_ids: [unit.id],
    from: `${year}-01-01`,
    to,
    sort: 'inspected_on',
    page_size: 200,
  };
  const rows = (await entries(db, asked, { unit_ids: null })).filter(
    ({ values }) => Number(values.findings ?? 0) > Number(values.resolved ?? 0),
  );
  const ids = rows.flatMap(({ values }) => (typeof values.inspected_unit === 'number' ? [values.inspected_unit] : []));
  const names = new Map((await unitsByIds(db, ids, to)).map((one) => [one.id, one.name]));
  const named = rows.slice(0, MOST_NAMED).flatMap(({ values }) => {
    const where = names.get(Number(values.inspected_unit));
    const due = typeof values.remedy_due_on === 'string' ? `hạn khắc phục ${dayVi(values.remedy_due_on)}` : null;
    const what = typeof values.finding_text === 'string' ? values.finding_text.trim().replace(/\.$/, '') : null;
    const item = [where, what, due].filter(Boolean).join(', ');
    return item ? [words`${item}`] : [];
  });
  const line = words`Qua kiểm tra từ đầu năm phát hiện ${numbers.piece(findings)} vấn đề, mới xử lý ${numbers.piece(resolved)} vấn đề`;
  return [named.length > 0 ? { line: [...line, ...words`; chưa khắc phục xong`], items: named } : { line }];
}
