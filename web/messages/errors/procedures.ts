export const procedures = {
  'procedures.bad_code': [
    'Mã thủ tục phải có dạng N.NNNNNN, ví dụ 1.001193.',
    'Not a national procedure code. Write it as N.NNNNNN.',
  ],
  'procedures.day_in_the_past': [
    'Phiên bản mới không được bắt đầu trước hôm nay. Hãy chọn ngày hôm nay hoặc muộn hơn.',
    'A version may not begin before today: dossiers were received under the one that held. Choose today or a later day.',
  ],
  'procedures.not_on_day': [
    'Thủ tục {code} không có hiệu lực vào ngày {day}. Hãy chọn thủ tục thay thế hoặc kiểm tra lại ngày.',
    'The procedure exists, but not on that day. Take the procedure that replaced it, or correct the day.',
  ],
  'procedures.sector_unknown': [
    'Không có lĩnh vực {sector}. Hãy chọn trong danh sách lĩnh vực.',
    'No sector has this code. Choose one from the list of sectors.',
  ],
  'procedures.unknown': [
    'Không có thủ tục mang mã {code}. Hãy tìm theo tên trong danh mục thủ tục.',
    'No procedure has this code. Look it up in the catalogue by name.',
  ],
  'procedures.version_exists': [
    'Đã có phiên bản của thủ tục này bắt đầu từ ngày {from}. Hãy chọn ngày khác.',
    'A version begins on that day already. Choose another day.',
  ],
} as const;
