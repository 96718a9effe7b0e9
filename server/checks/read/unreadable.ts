/** What a file may take before it is refused, whatever it says of itself. Stated in ../README.md. */
export const LIMITS = {
  /** The file itself. */
  file_bytes: 50 * 1024 * 1024,
  /** Characters of the text that is read from it: about 1,500 pages. */
  text_chars: 5_000_000,
  /** Entries of an archive, and bytes of one and of all parts that are unpacked. */
  zip_entries: 10_000,
  part_bytes: 32 * 1024 * 1024,
  unpacked_bytes: 64 * 1024 * 1024,
  /** Elements inside elements. */
  xml_depth: 256,
  table_cells: 400_000,
  /** Rows or columns one cell may cover. */
  cell_span: 512,
  pdf_pages: 2_000,
  pdf_ms: 60_000,
  pdf_heap_mb: 512,
  /** Heap and time of one check: of the command where a file is large (cli/commands/check-thread.ts), in the product of every one. */
  check_heap_mb: 1024,
  check_ms: 180_000,
} as const;

export const UNREADABLE = {
  not_found: 'Không mở được tệp: tệp không có ở đường dẫn này hoặc không được phép đọc.',
  folder: 'Đây là thư mục; hãy nêu tên từng tệp trong thư mục (ví dụ thư-mục/*.docx).',
  empty: 'Tệp rỗng, không có gì để kiểm tra.',
  too_large: 'Tệp lớn hơn 50 MB; hãy bỏ bớt ảnh hoặc tách báo cáo thành nhiều tệp.',
  too_long: 'Văn bản dài quá 5 triệu ký tự; hãy tách báo cáo thành nhiều tệp.',
  unknown_kind: 'Không nhận ra loại tệp; công cụ đọc được .docx, .pdf, .xlsx, .md và .txt.',
  old_word:
    'Đây là tệp Word, Excel kiểu cũ (.doc, .xls) hoặc tệp có mật khẩu; hãy mở ra và lưu lại thành .docx hoặc .xlsx không mật khẩu.',
  not_text: 'Tệp không phải văn bản: có ký tự nhị phân hoặc bảng mã không đọc được; hãy lưu lại bằng UTF-8.',
  broken_archive: 'Tệp bị hỏng (gói nén không đọc được); hãy mở bằng Word hoặc Excel và lưu lại.',
  bomb: 'Tệp nén phình quá giới hạn khi mở; công cụ không đọc để bảo đảm an toàn.',
  broken_xml: 'Tệp bị hỏng (nội dung XML không đúng); hãy mở bằng Word hoặc Excel và lưu lại.',
  dtd: 'Tệp có khai báo DTD, thứ không có trong tài liệu Word, Excel bình thường; công cụ không đọc để bảo đảm an toàn.',
  too_deep: 'Tệp có cấu trúc lồng nhau quá sâu; công cụ không đọc để bảo đảm an toàn.',
  no_document: 'Trong tệp không có nội dung của tài liệu Word hoặc bảng tính Excel.',
  broken_pdf: 'Tệp PDF bị hỏng hoặc không đúng chuẩn; hãy xuất lại từ tệp gốc.',
  locked_pdf: 'Tệp PDF có mật khẩu; hãy bỏ mật khẩu rồi thử lại.',
  no_pdf_text: 'Tệp PDF không có chữ (bản quét ảnh); hãy dùng tệp gốc, hoặc nhận dạng chữ (OCR) trước.',
  pdf_too_slow: 'Tệp PDF quá phức tạp, đọc quá thời gian cho phép; hãy dùng tệp Word gốc hoặc tách nhỏ.',
  too_heavy: 'Tệp cần nhiều bộ nhớ hơn mức cho phép để kiểm tra (1 GB); hãy tách báo cáo thành nhiều tệp.',
  too_slow: 'Tệp cần quá 3 phút để kiểm tra; hãy tách báo cáo thành nhiều tệp.',
  stopped: 'Việc kiểm tra đã được dừng theo yêu cầu.',
} as const;
export type UnreadableReason = keyof typeof UNREADABLE;

/** The file cannot be read: the only thing that reading throws. `message` is Vietnamese and says what to do. */
export class UnreadableError extends Error {
  readonly reason: UnreadableReason;
  /** Broken in a way that no reader looks for: refused all the same, but a fault of ours to look into. */
  readonly is_unforeseen: boolean;

  constructor(reason: UnreadableReason, options: ErrorOptions & { is_unforeseen?: boolean } = {}) {
    super(UNREADABLE[reason], options);
    this.name = 'UnreadableError';
    this.reason = reason;
    this.is_unforeseen = options.is_unforeseen ?? false;
  }
}
