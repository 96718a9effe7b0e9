/** Sentences of the module slips; see ../errors.ts. */
export const slips = {
  'slips.conversion_failed': [
    'Không chuyển được mẫu Word sang PDF. Hãy tải bản Word và kiểm tra lại mẫu của đơn vị.',
    'The Word template could not be turned into a PDF. Take the Word file and check the template.',
  ],
  'slips.from_in_the_past': [
    'Mẫu chỉ áp dụng được từ hôm nay ({today}) trở đi. Hãy chọn ngày khác.',
    'A template can begin today ({today}) at the earliest. Choose another day.',
  ],
  'slips.letterhead_exists': [
    'Đơn vị đã đặt tên Bộ phận Một cửa từ ngày {from_on}. Hãy chọn ngày khác.',
    'The unit has named its desk from {from_on} already. Choose another day.',
  ],
  'slips.no_converter': [
    'Phiếu này dùng mẫu Word riêng của đơn vị, máy chủ chưa cài LibreOffice nên không tạo được PDF. Hãy tải bản Word.',
    'This slip uses a Word template of the office, and the server has no LibreOffice to make a PDF. Take the Word file.',
  ],
  'slips.no_sheet': [
    'Phiếu này không phải danh sách nên không có bản Excel. Hãy chọn PDF hoặc Word.',
    'This slip is no list, so there is no Excel sheet. Choose PDF or Word.',
  ],
  'slips.no_such_form': [
    'Bộ mẫu {form_set} không có phiếu này. Hãy chọn bộ mẫu khác.',
    'The form set {form_set} has no such slip. Choose another.',
  ],
  'slips.not_found': [
    'Không có phiếu này hoặc bạn không được xem. Tải lại danh sách.',
    'There is no such slip, or you may not see it. Reload the list.',
  ],
  'slips.not_genuine': [
    'Không có phiếu nào được cấp với mã này. Hãy liên hệ Bộ phận Một cửa ghi trên phiếu.',
    'No slip was issued with this code. Contact the desk named on the paper.',
  ],
  'slips.not_issued': [
    'Phiếu này không đánh số, chỉ in theo tình trạng hiện tại. Hãy bấm In.',
    'This slip carries no number; print it as things stand.',
  ],
  'slips.nothing_to_print': [
    'Chưa có nội dung để lập phiếu này. Hãy thực hiện bước xử lý tương ứng trước.',
    'Nothing has happened yet that this slip could speak of. Do the step first.',
  ],
  'slips.period_too_long': [
    'Sổ theo dõi in tối đa {most_days} ngày, ngày đầu không sau ngày cuối. Hãy chọn lại khoảng thời gian.',
    'The register covers at most {most_days} days, the first not after the last. Choose another period.',
  ],
  'slips.personal_needed': [
    'Phiếu có thông tin cá nhân mà bạn không được xem ở đơn vị này. Hãy đề nghị quản trị cấp quyền xem số định danh, số điện thoại.',
    'The slip names a person whose data you may not see at this unit. Ask the administrator for that right.',
  ],
  'slips.template_not_found': [
    'Không có mẫu này hoặc bạn không được xem. Tải lại danh sách mẫu.',
    'There is no such template, or you may not see it. Reload the list.',
  ],
  'slips.too_many_rows': [
    'Khoảng thời gian này có {total} hồ sơ, sổ in tối đa {most}. Hãy chọn khoảng ngắn hơn.',
    'The period has {total} dossiers, a register at most {most}. Choose a shorter period.',
  ],
  'slips.unit_not_permitted': [
    'Phiếu này lấy số của {unit}, không phải đơn vị của bạn. Hãy để cán bộ của {unit} cấp phiếu.',
    'This slip takes its number from {unit}, which is not your unit. Let an officer there issue it.',
  ],
  'slips.visit_not_found': [
    'Không có lượt tiếp này hoặc bạn không được xem. Tải lại danh sách.',
    'There is no such visit, or you may not see it. Reload the list.',
  ],
} as const;
