/** Sentences of report templates; see ../errors.ts. */
export const report_templates = {
  'reports.template_not_found': [
    'Không có mẫu này hoặc mẫu không thuộc đơn vị bạn quản lý. Hãy tải lại trang.',
    'There is no such template, or it is not of your units. Reload.',
  ],
  'reports.from_in_the_past': [
    'Mẫu chỉ áp dụng được từ hôm nay ({today}) trở đi. Hãy chọn ngày khác.',
    'A template can begin today ({today}) at the earliest. Choose another day.',
  ],
  'reports.nothing_to_preview': [
    'Chế độ này không có kỳ riêng và đơn vị chưa có báo cáo nào để xem trước. Hãy lập một báo cáo rồi xem lại.',
    'This regime has no periods of its own and the unit no report to preview with. Make one first.',
  ],
  'reports.no_converter': [
    'Máy chủ chưa cài LibreOffice nên không tạo được PDF. Hãy xem trước bằng Word.',
    'The server has no LibreOffice to make a PDF. Take the Word file.',
  ],
  'reports.conversion_failed': [
    'Không chuyển được mẫu này sang PDF. Hãy xem trước bằng Word và kiểm tra lại mẫu.',
    'This template could not be turned into a PDF. Take the Word file and check the template.',
  ],
  'reports.no_such_figure_asked': [
    'Không tính được số liệu này. Hãy tìm và chọn lại số liệu khác.',
    'This figure cannot be computed. Search and choose another.',
  ],
} as const;
