// Rows of late dossiers, by unit and officer: those that ended late in the period and those open and overdue when it ended; what was done about each.
import { type LateTold, lateTold } from '#dossiers';
import { type Day, daysBetween, dayVi } from '#lib/day';
import { type DossierRecord, records } from '#measures';
import {
  type DetailCell,
  type DetailLink,
  type DetailNote,
  type DetailRow,
  type DetailSource,
  figure,
  said,
  type Tally,
} from './detail.ts';

/** A page of Word holds some twenty; more than these are counted and not written out. */
const MOST_ROWS = 500;

const CAUSES: Readonly<Record<NonNullable<LateTold['cause']>, string>> = {
  workload: 'Khối lượng công việc lớn',
  other_agency: 'Cơ quan phối hợp chậm',
  applicant: 'Do người nộp hồ sơ',
  officer: 'Do người thụ lý',
  system: 'Lỗi hệ thống, đường truyền',
  law: 'Vướng mắc quy định',
  disaster: 'Thiên tai, bất khả kháng',
  other: 'Nguyên nhân khác',
};

type Late = DossierRecord & { told: LateTold | undefined; late_days: number; closed: boolean };

/** The same dossiers as the overdue columns of form II.06a, resolved and pending. */
export const lateRows: DetailSource = async (db, { unit, from, to, today }, access) => {
  const ask = { unit: unit.code, from, to, scope: 'all' as const, today };
  const closed = await records(db, { ...ask, measure: 'resolved_overdue' }, access);
  const open = await records(db, { ...ask, measure: 'pending_overdue' }, access);
  const found = [
    ...closed.records.map((one) => ({ ...one, closed: true })),
    ...open.records.map((one) => ({ ...one, closed: false })),
  ];
  const end = today < to ? today : to;
  const told = new Map(
    (
      await lateTold(
        db,
        found.map(({ id }) => id),
      )
    ).map((one) => [one.id, one]),
  );
  const late = found
    .map((one): Late => ({ ...one, told: told.get(one.id), late_days: daysOf(one, end) }))
    .sort(
      (a, b) =>
        a.unit_name.localeCompare(b.unit_name, 'vi') ||
        (a.told?.officer_name ?? '￿').localeCompare(b.told?.officer_name ?? '￿', 'vi') ||
        b.late_days - a.late_days ||
        (a.code < b.code ? -1 : 1),
    );
  return { rows: laidOut(late, { unit: unit.code, from, to }), tallies: talliesOf(late, ask), notes: notesOf(late) };
};

type Asked = { unit: string; from: Day; to: Day };

function daysOf({ due_on, closed_on, closed }: DossierRecord & { closed: boolean }, end: Day): number {
  return due_on === null ? 0 : Math.max(0, daysBetween(due_on, closed && closed_on ? closed_on : end));
}

function laidOut(late: readonly Late[], ask: Asked): DetailRow[] {
  const rows: DetailRow[] = [];
  let n = 0;
  for (const [unit, of_unit] of Map.groupBy(late, (one) => `${one.unit_code}|${one.unit_name}`)) {
    const [code = '', name = ''] = unit.split('|');
    rows.push(group(`unit:${code}`, 1, name, of_unit, code, ask));
    for (const [officer, own] of Map.groupBy(of_unit, (one) => one.told?.officer_name ?? '')) {
      rows.push(group(`officer:${code}:${own[0]?.told?.officer_id ?? 0}`, 2, officer || 'Chưa phân công', own, null, ask));
      for (const one of own) {
        n += 1;
        if (n <= MOST_ROWS) rows.push(rowOf(one, n));
      }
    }
  }
  return rows;
}

function group(key: string, level: 1 | 2, name: string, members: readonly Late[], unit: string | null, ask: Asked): DetailRow {
  const closed = members.filter((one) => one.closed).length;
  const parts = [
    closed > 0 ? `${closed} đã giải quyết quá hạn` : '',
    closed < members.length ? `${members.length - closed} đang quá hạn` : '',
  ];
  const link: DetailLink | null = unit ? { measure: 'resolved_overdue', filter: { ...ask, unit, scope: 'own' } } : null;
  return {
    key,
    kind: 'group',
    level,
    cells: { ordinal: said(null), code: said(`${name}: ${parts.filter(Boolean).join(', ')}`, link) },
    sum_of: [],
  };
}

function rowOf(
  { id, code, procedure_name, received_on, due_on, closed_on, closed, late_days, told }: Late,
  n: number,
): DetailRow {
  const page: DetailLink = { page: `/dossiers/${id}` };
  const day = (value: string | null | undefined): DetailCell => said(value ? dayVi(value) : null, page);
  return {
    key: `dossier:${id}`,
    kind: 'row',
    level: 3,
    cells: {
      ordinal: said(String(n), page),
      code: said(code, page),
      procedure: said(procedure_name, page),
      officer: said(told?.officer_name ?? null, page),
      received_on: day(received_on),
      due_on: day(due_on),
      closed_on: closed ? day(closed_on) : said('Đang giải quyết', page),
      late_days: figure(late_days, page),
      cause: said(told?.cause ? CAUSES[told.cause] : null, page),
      explanation: said(told?.explanation ?? (told?.explained_on ? null : 'Chưa giải trình'), page),
      explained_on: day(told?.explained_on),
      apologised_on: day(told?.apologised_on),
      new_day: day(told?.reappointed_on),
      accepted_on: day(told?.accepted_on),
    },
    sum_of: [],
  };
}

function talliesOf(late: readonly Late[], ask: Asked & { scope: 'all' }): Tally[] {
  const { unit, from, to } = ask;
  const filter = { unit, from, to, scope: 'all' as const };
  const page = { page: `/late?${new URLSearchParams({ unit, from, to })}` };
  const count = (holds: (one: Late) => boolean) => late.filter(holds).length;
  const tally = (code: string, label_vi: string, label_en: string, value: number, link: DetailLink): Tally => ({
    code,
    label_vi,
    label_en,
    value,
    column: null,
    equals: null,
    link,
  });
  return [
    tally(
      'closed',
      'Đã giải quyết quá hạn',
      'Resolved late',
      count((one) => one.closed),
      { measure: 'resolved_overdue', filter },
    ),
    tally(
      'open',
      'Đang giải quyết đã quá hạn',
      'Open and overdue',
      count((one) => !one.closed),
      { measure: 'pending_overdue', filter },
    ),
    tally(
      'explained',
      'Đã giải trình',
      'Explained',
      count((one) => Boolean(one.told?.explained_on)),
      page,
    ),
    tally(
      'apologised',
      'Đã xin lỗi',
      'Apologised',
      count((one) => Boolean(one.told?.apologised_on)),
      page,
    ),
  ];
}

function notesOf(late: readonly Late[]): DetailNote[] {
  if (late.length === 0)
    return [{ code: 'none', text_vi: 'Trong kỳ không có hồ sơ quá hạn.', text_en: 'No dossier was late in the period.' }];
  const notes: DetailNote[] = [];
  if (late.length > MOST_ROWS)
    notes.push({
      code: 'cut',
      text_vi: `Biểu in ${MOST_ROWS} hồ sơ đầu; còn ${late.length - MOST_ROWS} hồ sơ, xem đầy đủ bằng cách bấm vào số đếm.`,
      text_en: `The first ${MOST_ROWS} are written out; open the counts for the other ${late.length - MOST_ROWS}.`,
    });
  return notes;
}
