// A filled form written by hand, for the tests of what is drawn from one.
import path from 'node:path';
import { PACKS, readPackFile } from '#lib/pack';
import { type CellFilter, checkRows, type FilledForm, type FormScope, type Line, layRows } from './filled.ts';
import { FormPack, type Layout } from './layout.ts';

/** Layout of form II.06a before (0) and after (1) 1 July 2025. */
export function exampleLayout(version: 0 | 1 = 0): Layout {
  const { value, problems } = readPackFile(path.join(PACKS, 'forms/II.06a.yaml'), FormPack);
  if (!value) throw new Error(JSON.stringify(problems));
  return (value.versions[version] as { layout: Layout }).layout;
}

const FILTER: CellFilter = { unit: 'H34.38', from: '2023-12-15', to: '2024-12-14', scope: 'all' };

function line(key: string, label: string, figures: number[], on_time_rate: string | null, group: string | null = null): Line {
  const names = [
    'received',
    'new_online',
    'new_direct',
    'carried_over',
    'resolved',
    'resolved_early',
    'resolved_on_time',
    'resolved_overdue',
    'pending',
    'pending_in_time',
    'pending_overdue',
    'withdrawn_refused',
    'resolved_undated',
  ];
  const scope: FormScope = group ? 'own' : 'all';
  const filter = group ? { ...FILTER, unit: key, scope } : { ...FILTER, sector: key };
  return {
    key,
    label,
    group,
    values: Object.fromEntries(names.map((name, i) => [name, figures[i] as number])),
    on_time_rate,
    filter,
  };
}

// received, online, counter + post, carried over, resolved, early, on time, overdue, pending, in time, overdue, withdrawn, no time limit
export const SECTORS: Line[] = [
  line('chung-thuc', 'Chứng thực', [1204, 0, 1200, 4, 1200, 1000, 200, 0, 4, 4, 0, 0, 0], '100.00'),
  line('dat-dai', 'Đất đai', [310, 12, 250, 48, 250, 100, 90, 60, 57, 50, 7, 3, 0], '76.00'),
  line('ton-giao', 'Tôn giáo', [5, 0, 5, 0, 5, 0, 2, 0, 0, 0, 0, 0, 3], '40.00'),
];
export const TOTAL = line('', '', [1519, 12, 1455, 52, 1455, 1100, 292, 60, 61, 54, 7, 3, 3], '95.67');

export const UNITS: Line[] = [
  line('H34.38', 'Huyện Kon Rẫy', [315, 12, 255, 48, 255, 100, 92, 60, 57, 50, 7, 3, 3], '75.29', 'district'),
  line('H34.38.01', 'Thị trấn Đắk Rve', [1204, 0, 1200, 4, 1200, 1000, 200, 0, 4, 4, 0, 0, 0], '100.00', 'commune'),
  line('H34.38.02', 'Xã Đắk Kôi', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], null, 'commune'),
];

/** The example by sector or by unit; `change` edits the lines first. */
export function exampleForm(by: 'sector' | 'unit' = 'sector', change: (lines: Line[]) => Line[] = (lines) => lines): FilledForm {
  const layout = exampleLayout();
  const rows = layRows(layout, change(by === 'sector' ? SECTORS : UNITS), {
    values: TOTAL.values,
    on_time_rate: TOTAL.on_time_rate,
    filter: FILTER,
  });
  return {
    form: 'II.06a',
    official_code: layout.official_code,
    version: 1,
    title_vi: 'Tình hình, kết quả giải quyết thủ tục hành chính tại cơ quan, đơn vị trực tiếp giải quyết',
    title_en: 'Processing of administrative procedures',
    count_unit_vi: layout.count_unit_vi,
    count_unit_en: layout.count_unit_en,
    source: 'Thông tư 01/2020/TT-VPCP',
    unit: { code: 'H34.38', name: 'Huyện Kon Rẫy', short_name: 'Kon Rẫy', kind: 'district' },
    parent: { code: 'H34', name: 'Tỉnh Kon Tum', short_name: 'Kon Tum', kind: 'province' },
    period: { from: '2023-12-15', to: '2024-12-14', text_vi: 'Từ ngày 15/12/2023 đến ngày 14/12/2024', name_vi: 'Năm 2024' },
    by,
    scope: 'all',
    columns: layout.columns,
    besides: layout.besides,
    rows,
    checks: checkRows(layout, rows),
    notes: [],
  };
}
