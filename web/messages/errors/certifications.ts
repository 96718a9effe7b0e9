/** Sentences of the module certifications; see ../errors.ts. */
export const certifications = {
  'certifications.issued_in_the_future': [
    'Ngày cấp bản chính muộn hơn hôm nay. Hãy kiểm tra lại ngày cấp.',
    'The original was issued after today. Check the day.',
  ],
  'certifications.not_found': [
    'Không có bản sao chứng thực này trong phạm vi của bạn. Hãy tra trong sổ bản sao chứng thực.',
    'There is no such certified copy within your reach. Search the register.',
  ],
  'certifications.not_genuine': [
    'Mã này không thuộc bản sao chứng thực nào do hệ thống cấp. Hãy quét lại mã QR ở trang cuối của bản sao; nếu vẫn vậy, đừng dùng bản sao này và hỏi nơi đã cấp.',
    'This code belongs to no certified copy issued here. Scan the QR code on the last page of the copy again; if it stays so, do not rely on the copy and ask the office named on it.',
  ],
  'certifications.not_in_this_state': [
    'Bản sao đang ở trạng thái khác nên không làm được việc này. Tải lại trang.',
    'The copy is in another state, so this cannot be done. Reload the page.',
  ],
  'certifications.scan_unreadable': [
    'Không đọc được bản quét (hỏng hoặc có mật khẩu). Hãy quét lại.',
    'The scan cannot be read (broken or encrypted). Scan it again.',
  ],
  'certifications.service_signs_last': [
    'Chữ ký từ xa chỉ ký được sau cùng. Hãy đổi thứ tự hoặc chỉ chọn một con dấu.',
    'A remote key can only sign last. Exchange the order, or choose one seal.',
  ],
} as const;
