// A report of one page and a half for the tests: two sections, a table, figures in words and in cells, an annex.
import type { Content, Figure } from '../content.ts';

const figure = (anchor: string, measure: string, label: string, printed: string, value: string | null): Figure => ({
  anchor,
  measure,
  label,
  unit: 'H48.108',
  from: '2026-06-15',
  to: '2026-09-14',
  filter: {},
  printed,
  value,
  numerator: null,
  denominator: null,
  decimals: 0,
  n: null,
  digest: null,
});

export const RECEIVED = 'f00000000000a';
export const RESOLVED = 'f00000000000b';
export const ON_TIME = 'f00000000000c';
export const LATE = 'f00000000000d';

export function exampleContent(): Content {
  return {
    title: 'Báo cáo cải cách hành chính quý III năm 2026',
    superior: [],
    issuer: ['ỦY BAN NHÂN DÂN', 'XÃ BỜ Y'],
    number: 'Số:       /BC-UBND',
    place_and_date: 'Bờ Y, ngày     tháng 9 năm 2026',
    type: 'BÁO CÁO',
    subject: ['Kết quả công tác cải cách hành chính', 'quý III năm 2026'],
    unit_name: 'Ủy ban nhân dân xã Bờ Y',
    period_name: 'quý III năm 2026',
    from: '2026-06-15',
    to: '2026-09-14',
    bases: ['Căn cứ Kế hoạch cải cách hành chính năm 2026;', 'Căn cứ chức năng, nhiệm vụ được giao;'],
    sections: [
      {
        key: 'I',
        level: 1,
        heading: 'I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH',
        blocks: [
          {
            kind: 'narrative',
            key: 'I.text',
            origin: 'typed',
            from: null,
            paragraphs: [
              [
                { text: 'Trong ' },
                { field: 'period' },
                { text: ', xã tổ chức 03 cuộc họp chuyên đề & đối thoại với người dân.' },
              ],
              [
                { text: 'Kế hoạch số 12/KH-UBND ngày 05/01/2026 được triển khai ', italic: true },
                { text: 'đúng tiến độ', bold: true },
              ],
            ],
          },
        ],
      },
      {
        key: 'II',
        level: 1,
        heading: 'II. KẾT QUẢ GIẢI QUYẾT HỒ SƠ',
        blocks: [
          {
            kind: 'narrative',
            key: 'II.text',
            origin: 'drafted',
            from: null,
            paragraphs: [
              [
                { text: 'Tiếp nhận ' },
                { figure: RECEIVED, bold: true },
                { text: ' hồ sơ; đã giải quyết ' },
                { figure: RESOLVED },
                { text: ' hồ sơ, tỷ lệ trước hạn và đúng hạn ' },
                { figure: ON_TIME },
                { text: '.' },
              ],
            ],
          },
          {
            kind: 'table',
            key: 'II.table',
            caption: 'Bảng 1. Kết quả giải quyết',
            widths: [10, 50, 20, 20],
            header: [
              [
                { text: 'TT', align: 'center', bold: true, row_span: 2 },
                { text: 'Nội dung', align: 'center', bold: true, row_span: 2 },
                { text: 'Số hồ sơ', align: 'center', bold: true, col_span: 2 },
              ],
              [
                { text: 'Tiếp nhận', align: 'center', bold: true },
                { text: 'Quá hạn', align: 'center', bold: true },
              ],
            ],
            rows: [
              [
                { text: '1', align: 'center' },
                { text: 'Toàn xã' },
                { figure: RECEIVED, align: 'right' },
                { figure: LATE, align: 'right' },
              ],
            ],
          },
          { kind: 'narrative', key: 'II.causes', origin: 'typed', from: null, paragraphs: [] },
        ],
      },
    ],
    annexes: [
      {
        key: 'PL1',
        label: 'PHỤ LỤC I',
        title: 'TỔNG HỢP KẾT QUẢ',
        lines: ['(Kèm theo Báo cáo của Ủy ban nhân dân xã Bờ Y)'],
        table: {
          kind: 'table',
          key: 'PL1.table',
          caption: '',
          widths: [70, 30],
          header: [
            [
              { text: 'Chỉ tiêu', align: 'center', bold: true },
              { text: 'Giá trị', align: 'center', bold: true },
            ],
          ],
          rows: [[{ text: 'Hồ sơ tiếp nhận' }, { figure: RECEIVED, align: 'right' }]],
        },
        notes: ['Số liệu tính đến hết ngày 14/9/2026.'],
      },
    ],
    recipients: ['- UBND tỉnh Quảng Ngãi;', '- Sở Nội vụ;', '- Lưu: VT.'],
    authority: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'],
    signer: 'A Văn Mẫu',
    figures: {
      [RECEIVED]: figure(RECEIVED, 'received', 'Hồ sơ phải giải quyết', '1.234', '1234'),
      [RESOLVED]: figure(RESOLVED, 'resolved', 'Hồ sơ đã giải quyết', '1.180', '1180'),
      [ON_TIME]: figure(ON_TIME, 'on_time_rate', 'Tỷ lệ trước hạn và đúng hạn', '98,7 %', '98.7'),
      [LATE]: figure(LATE, 'resolved_overdue', 'Hồ sơ quá hạn', '15', '15'),
    },
  };
}
