// What a finding of an upload says, in Vietnamese and in English; the finding is known again by its Vietnamese words.
const SENTENCES = {
  figure: [
    'Tệp Word tải lên ghi “{label}” là {now}, số của hệ thống là {was}; báo cáo giữ số của hệ thống. Xác nhận đã đưa về số hệ thống, hoặc giải trình.',
    'The uploaded Word file says {now} for “{label}”, the system says {was}; the report keeps the figure of the system. Confirm that it was put back, or explain.',
  ],
  cell: [
    'Bảng trong tệp Word ghi “{now}”, báo cáo là “{was}”; đã đưa về như báo cáo. Xác nhận, hoặc giải trình.',
    'A table of the Word file says “{now}”, the report “{was}”; it was put back as in the report. Confirm, or explain.',
  ],
  row_gone: [
    'Dòng của bảng bị xoá trong tệp Word, đã đặt lại: {place}. Xác nhận, hoặc giải trình.',
    'A row of a table was deleted in the Word file and put back: {place}. Confirm, or explain.',
  ],
  row_added: [
    'Dòng thêm vào bảng “{place}” trong tệp Word không thuộc số liệu của báo cáo, đã bỏ. Xác nhận, hoặc giải trình.',
    'A row added to the table “{place}” in the Word file is none of the report’s figures and was left out. Confirm, or explain.',
  ],
  table_gone: [
    'Bảng “{place}” bị xoá trong tệp Word, đã đặt lại. Xác nhận, hoặc giải trình.',
    'The table “{place}” was deleted in the Word file and put back. Confirm, or explain.',
  ],
  removed: [
    'Số liệu “{label}” ({printed}) đã bị bỏ khỏi câu chữ trong tệp Word.',
    'The figure “{label}” ({printed}) was taken out of the words in the Word file.',
  ],
  typed: [
    'Số gõ tay trong tệp Word: {numbers}. Số gõ tay không cập nhật theo hệ thống; nếu hệ thống có số này thì chèn số liệu thay cho số gõ.',
    'Numbers typed in the Word file: {numbers}. They are not kept up to date; where the system has the number, insert its figure instead.',
  ],
  lost: [
    'Nội dung của “{heading}” đã bị xoá trong tệp Word; trên trang phần này cũng để trống. Viết lại phần này, hoặc giải trình.',
    'The words of “{heading}” were deleted in the Word file; the part is empty on the page too. Write it anew, or explain.',
  ],
  line_added: [
    'Dòng này chỉ có trong tệp Word của đơn vị (ngoài phần lời văn và bảng của báo cáo), không hiện trên trang.',
    'This line stands in the unit’s Word file alone (outside the words and tables of the report); the page does not show it.',
  ],
  line_gone: [
    'Dòng này không còn trong tệp Word của đơn vị; trên trang và trong bố cục của hệ thống vẫn có.',
    'This line is no longer in the unit’s Word file; the page and the layout of the system still have it.',
  ],
  cut: [
    'LibreOffice làm mất đoạn đầu câu trước số liệu ở “{heading}”; hệ thống đã đặt lại.',
    'LibreOffice lost the beginning of a sentence before a figure at “{heading}”; the system put it back.',
  ],
  outside: [
    '{count} đoạn viết ngoài các phần, đã xếp vào cuối phần đứng trước.',
    '{count} paragraphs were written outside the parts; they were put at the end of the part before them.',
  ],
  recipients: ['Nơi nhận lấy theo tệp Word của đơn vị.', 'The recipients are those of the unit’s Word file.'],
  stale: [
    'Số gõ tay mang từ {from}, có thể đã cũ: {numbers}. Sửa lại cho kỳ này, hoặc xác nhận còn đúng.',
    'Typed numbers carried from {from} may be out of date: {numbers}. Mend them for this period, or confirm that they still hold.',
  ],
} as const satisfies Record<string, readonly [string, string]>;

export type UploadSentence = keyof typeof SENTENCES;

/** Something said in both languages. Nothing stands where `(trống)` is said. */
export function saidOf(
  sentence: UploadSentence,
  values: Readonly<Record<string, string | number>> = {},
): { message: string; message_en: string } {
  const [vi, en] = SENTENCES[sentence];
  const put = (text: string, nothing: string) =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => (values[name] === '' ? nothing : String(values[name] ?? '')));
  return { message: put(vi, '(trống)'), message_en: put(en, '(empty)') };
}
