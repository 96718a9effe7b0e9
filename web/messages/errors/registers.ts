/** Sentences of the module registers; see ../errors.ts. */
export const registers = {
  'registers.already_cancelled': [
    'Mục này đã bị hủy. Hãy mở lịch sử để xem lý do.',
    'The entry was cancelled already. Its history says why.',
  ],
  'registers.bad_definition': [
    'Mẫu sổ còn lỗi. Hãy sửa các chỗ được đánh dấu.',
    'The definition has faults. Mend what is marked.',
  ],
  'registers.bad_filter': [
    'Điều kiện lọc “{field}” không dùng được với sổ này. Hãy bỏ hoặc sửa điều kiện.',
    'The condition on “{field}” cannot be asked of this register. Drop it or change it.',
  ],
  'registers.bad_values': [
    'Có ô chưa đúng. Hãy sửa các ô được đánh dấu rồi lưu lại.',
    'Some fields are not right. Mend what is marked and save again.',
  ],
  'registers.book_unreadable': [
    'Không đọc được tệp Excel (hỏng, có mật khẩu hoặc quá lớn). Hãy lưu lại dạng .xlsx.',
    'The Excel book cannot be read (broken, encrypted or too large). Save it again as .xlsx.',
  ],
  'registers.changed_meanwhile': [
    'Người khác vừa sửa mục này (bản {version}). Hãy tải lại trang rồi sửa tiếp.',
    'Somebody else changed the entry meanwhile (version {version}). Reload and try again.',
  ],
  'registers.client_id_taken': [
    'Mã gửi đã dùng cho mục khác. Hãy mở lại phiếu ghi.',
    'This sending was used for another entry. Open the form again.',
  ],
  'registers.closed': [
    'Sổ “{name_vi}” đã đóng[ từ {from}], không ghi thêm được.',
    'The register “{name_en}” is closed[ from {from}]; nothing new is written.',
  ],
  'registers.entry_not_found': ['Không có mục này trong phạm vi của bạn.', 'There is no such entry within your reach.'],
  'registers.evidence_in_the_future': [
    'Ngày văn bản {document_on} sau hôm nay. Hãy kiểm tra lại.',
    'The document is dated {document_on}, after today. Check the day.',
  ],
  'registers.evidence_needed': [
    'Sổ này cần ít nhất một minh chứng. Hãy đính kèm.',
    'This register needs at least one piece of evidence. Attach it.',
  ],
  'registers.evidence_not_found': [
    'Không có minh chứng này trong phạm vi của bạn.',
    'There is no such evidence within your reach.',
  ],
  'registers.evidence_outside_period': [
    'Minh chứng “{title}” ngày {document_on} nằm ngoài khoảng {from} – {to}. Hãy chọn văn bản đúng thời gian.',
    '“{title}” of {document_on} lies outside {from} – {to}. Choose a document of that time.',
  ],
  'registers.import_changed': [
    'Sổ đã thay đổi từ lúc rà tệp. Chưa có gì được ghi, hãy gửi lại tệp để rà lại.',
    'The register changed since the book was looked through. Nothing was kept; send it again.',
  ],
  'registers.import_conflicts': [
    '{count} dòng trùng khóa nhưng khác nội dung. Hãy chọn giữ mục cũ hay lấy theo tệp.',
    '{count} rows have the key of an entry that says something else. Choose which counts.',
  ],
  'registers.import_not_found': ['Không có lần nhập này trong phạm vi của bạn.', 'There is no such import within your reach.'],
  'registers.import_not_ready': [
    'Tệp này chưa rà xong, còn lỗi, hoặc đã được ghi. Hãy xem trạng thái.',
    'The book is not looked through, has faults, or was kept already. See its state.',
  ],
  'registers.link_not_found': ['Không có minh chứng đang gắn này. Hãy tải lại trang.', 'There is no such link. Reload the page.'],
  'registers.period_over_versions': [
    'Mẫu sổ đổi từ {on}. Hãy nhập riêng phần trước và sau ngày đó.',
    'The register changed on {on}. Import the days before and after it apart.',
  ],
  'registers.period_reversed': [
    'Ngày cuối {to} trước ngày đầu {from}. Hãy đổi lại.',
    'The last day {to} lies before the first, {from}. Exchange them.',
  ],
  'registers.same_key': [
    'Đã có mục cùng {fields_vi}[ (mục số {entry_id})]. Hãy mở mục đó để sửa.',
    'There is an entry with the same {fields_en}[ (entry {entry_id})]. Open it to correct it.',
  ],
  'registers.superior_writes': ['Sổ “{name_vi}” do cấp trên của đơn vị ghi.', 'The level above writes the register “{name_en}”.'],
  'registers.unit_keeps_none': [
    'Đơn vị này không ghi sổ “{name_vi}”. Hãy chọn đơn vị khác.',
    'This unit does not keep the register “{name_en}”. Choose another.',
  ],
  'registers.unknown_register': [
    'Không có sổ “{code}”. Hãy chọn trong danh sách sổ.',
    'There is no register “{code}”. Choose one from the list.',
  ],
  'registers.version_too_early': [
    'Đã có phiên bản bắt đầu từ {from}. Hãy chọn ngày sau đó.',
    'A version begins on {from}. Choose a later day.',
  ],
} as const;
