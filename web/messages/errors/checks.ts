/** Sentences of the module checks; see ../errors.ts. */
export const checks = {
  'checks.already_checked': [
    'Bản này đã được kiểm tra xong. Tải lại trang để xem kết quả.',
    'This draft is checked already. Reload the page to see the result.',
  ],
  'checks.finding_not_found': [
    'Không có phát hiện này, hoặc báo cáo thuộc đơn vị ngoài phạm vi của bạn. Tải lại trang.',
    'There is no such finding, or the report belongs to a unit out of your reach. Reload the page.',
  ],
  'checks.not_checked': [
    'Bản này chưa kiểm tra xong. Chờ kết quả rồi tải về.',
    'This draft is not checked yet. Wait for the result, then download.',
  ],
  'checks.not_found': [
    'Không có báo cáo này, hoặc báo cáo thuộc đơn vị ngoài phạm vi của bạn. Tìm lại trong danh sách.',
    'There is no such report, or it belongs to a unit out of your reach. Find it in the list.',
  ],
  'checks.note_needed': [
    'Hãy ghi rõ lý do: vì sao số liệu giữ nguyên, hoặc vì sao đây là báo nhầm.',
    'Say why: why the figure stays, or why this is a false alarm.',
  ],
  'checks.only_word': [
    'Chỉ tệp Word (.docx) nhận được nhận xét trong văn bản. Tải trang HTML cho các loại tệp khác.',
    'Only Word files (.docx) take comments. Download the page for other kinds of files.',
  ],
  'checks.still_running': [
    'Bản này đang được kiểm tra. Chờ kết quả hoặc bấm dừng trước.',
    'This draft is being checked. Wait, or stop it first.',
  ],
  'checks.unit_not_found': [
    'Không có đơn vị này trong phạm vi của bạn. Chọn đơn vị khác.',
    'There is no such unit in your reach. Choose another.',
  ],
  'checks.unreadable': ['{message}', 'The file cannot be read: {message}'],
} as const;
