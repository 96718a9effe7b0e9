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
  'procedures.already_there': [
    'Danh mục đã có thủ tục {code} vào ngày {day}. Chọn sửa đổi thay vì công bố mới, hoặc dùng mã khác.',
    'The catalogue has the procedure {code} on {day} already. Amend it, or use another code.',
  ],
  'procedures.content_needed': [
    'Nhập đủ nội dung thủ tục {code} (với thay thế: cả mã thủ tục bị thay thế).',
    'Fill in the content of {code} (for a replacement also the procedure it replaces).',
  ],
  'procedures.decision_exists': [
    'Quyết định {number} của {issuer} đã được nhập. Mở lại từ danh sách quyết định.',
    'The decision {number} of {issuer} is entered already. Open it from the list.',
  ],
  'procedures.decision_needed': [
    'Nhập số quyết định phê duyệt kiến nghị.',
    'Enter the number of the decision that approves the proposal.',
  ],
  'procedures.decision_not_found': [
    'Không có quyết định này. Mở lại từ danh sách.',
    'There is no such decision. Open it from the list.',
  ],
  'procedures.done_in_the_future': [
    'Ngày rà soát xong không được sau hôm nay. Hãy sửa lại.',
    'A review cannot be done after today. Correct the day.',
  ],
  'procedures.due_outside_year': [
    'Hạn rà soát phải nằm trong năm {year}. Hãy sửa lại.',
    'The due day must be in {year}. Correct it.',
  ],
  'procedures.later_version': [
    'Thủ tục {code} còn phiên bản bắt đầu từ ngày {day} trở đi nên chưa chấm dứt được. Xem lại các phiên bản.',
    'The procedure {code} has a version from {day} or later. Look at its versions first.',
  ],
  'procedures.not_offered': [
    'Đơn vị này không được nêu tên cho thủ tục vào ngày đó. Tải lại danh sách.',
    'The unit is not named for the procedure on that day. Reload the list.',
  ],
  'procedures.not_reviewed_yet': [
    'Ghi kết quả rà soát (đơn giản hóa hoặc bãi bỏ) trước khi lập kiến nghị.',
    'Record the outcome of the review (simplify or abolish) before proposing.',
  ],
  'procedures.offered_already': [
    'Đơn vị này đã được nêu tên cho thủ tục trong thời gian đó.',
    'The unit is named for the procedure at that time already.',
  ],
  'procedures.proposal_not_found': [
    'Không có kiến nghị này. Tải lại kế hoạch rà soát.',
    'There is no such proposal, or you may not see it. Reload the plan.',
  ],
  'procedures.proposal_not_in_this_state': [
    'Kiến nghị đang ở trạng thái khác nên không chuyển như vậy được. Tải lại kế hoạch.',
    'The proposal is in another state. Reload the plan.',
  ],
  'procedures.publication_not_found': [
    'Không có mục niêm yết này. Tải lại danh sách.',
    'There is nothing posted under this number, or you may not see it. Reload the list.',
  ],
  'procedures.reason_needed': [
    'Ngày hiệu lực {effective_on} đã qua. Nhập lý do nhập chậm.',
    'The day {effective_on} has passed. Say why it is entered late.',
  ],
  'procedures.review_not_found': [
    'Không có mục rà soát này. Tải lại kế hoạch.',
    'There is no such review, or you may not see it. Reload the plan.',
  ],
  'procedures.signed_in_the_future': [
    'Ngày ký quyết định không được sau hôm nay. Hãy sửa lại.',
    'A decision cannot be signed after today. Correct the day.',
  ],
  'procedures.unit_not_permitted': [
    'Bạn không phụ trách niêm yết, rà soát của đơn vị {code}. Chọn đơn vị của mình.',
    'You may not post or review for the unit {code}. Choose one of yours.',
  ],
  'procedures.book_has_faults': [
    'Tệp có {count} lỗi nên chưa nhập gì. Xem danh sách lỗi theo trang và ô, sửa rồi gửi lại.',
    'The book has {count} faults, so nothing was taken over. Mend what is named by sheet and cell, and send it again.',
  ],
  'procedures.book_unreadable': [
    'Không đọc được tệp Excel này. Hãy lưu lại dạng .xlsx rồi gửi lại.',
    'This Excel file cannot be read. Save it as .xlsx and send it again.',
  ],
  'procedures.nothing_to_import': [
    'Nội dung tệp giống hệt danh mục hiện có, không có gì để nhập.',
    'The book says nothing that the catalogue does not say already.',
  ],
} as const;
