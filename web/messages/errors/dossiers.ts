export const dossiers = {
  'dossiers.action_not_permitted': [
    'Tài khoản của bạn không có quyền làm việc này với hồ sơ. Hãy chuyển hồ sơ cho người có quyền.',
    'You may read this dossier but not do this with it. Hand it to somebody who may, or ask the administrator for the role.',
  ],
  'dossiers.applicant_without_identity': [
    'Chưa có số định danh của chủ hồ sơ. Hãy nhập số, hoặc ghi lý do không có.',
    'The applicant has no identity number yet. Enter the number, or say why there is none.',
  ],
  'dossiers.applicant_without_name': [
    'Chưa có tên chủ hồ sơ. Hãy nhập họ và tên hoặc tên tổ chức.',
    'The applicant has no name. Enter the name.',
  ],
  'dossiers.bad_identity': [
    'Số định danh chưa đúng: căn cước 12 số, chứng minh 9 số, hộ chiếu hoặc mã số thuế. Hãy kiểm tra lại.',
    'The identity number is not right: 12 digits (9 on an old card), a passport or a tax code. Check it.',
  ],
  'dossiers.bad_phone': [
    'Số điện thoại chưa đúng. Hãy kiểm tra lại hoặc để trống.',
    'The phone number is not right. Check the digits, or leave it empty.',
  ],
  'dossiers.before_last_event': [
    'Thời điểm này sớm hơn việc gần nhất đã ghi ({last_at}). Hãy chọn thời điểm muộn hơn.',
    'This is earlier than the last thing recorded ({last_at}). Give a later moment.',
  ],
  'dossiers.changed_meanwhile': [
    'Hồ sơ vừa được người khác thay đổi; trang đã tải lại. Hãy xem lại rồi quyết định.',
    'Somebody else changed the dossier; the page is up to date again. Look at it, then decide.',
  ],
  'dossiers.client_id_reused': [
    'Mã gửi này đã dùng cho hồ sơ khác. Tải lại trang tiếp nhận rồi nhập lại.',
    'This was sent before with another dossier. Reload the page and enter it again.',
  ],
  'dossiers.competent_unit_needed': [
    'Chưa xác định được cơ quan giải quyết. Hãy chọn nơi tiếp nhận khác hoặc kiểm tra cấp của thủ tục.',
    "Which unit decides does not follow from the procedure and the desk. Choose another desk or check the procedure's level.",
  ],
  'dossiers.export_too_large': [
    'Danh sách có {total} hồ sơ, nhiều hơn {most} dòng của một bảng. Hãy lọc hẹp hơn.',
    '{total} records are more than a sheet may have ({most}). Narrow the filters.',
  ],
  'dossiers.held_elsewhere': [
    'Hồ sơ đang ở {unit}. Hãy đề nghị đơn vị đó xử lý hoặc chuyển lại.',
    'The dossier lies at {unit}. Ask that unit to act or to hand it back.',
  ],
  'dossiers.in_the_future': [
    'Thời điểm này ở tương lai. Hãy chọn thời điểm không muộn hơn bây giờ.',
    'This moment is in the future. Give one that is not later than now.',
  ],
  'dossiers.late_entry_without_reason': [
    'Việc này được nhập muộn. Hãy ghi lý do nhập muộn.',
    'This is entered more than an hour after it happened. Say why it is late.',
  ],
  'dossiers.not_found': [
    'Không có hồ sơ này. Hãy tìm theo mã hồ sơ.',
    'There is no such dossier, or you may not see it. Search for it by its code.',
  ],
  'dossiers.not_in_this_status': [
    'Việc này không làm được ở trạng thái hiện tại của hồ sơ. Tải lại trang để xem việc có thể làm.',
    'This cannot be done in the present status of the dossier. Reload it to see what can.',
  ],
  'dossiers.officer_not_there': [
    'Người được chọn không làm việc ở đơn vị {unit}. Hãy chọn người khác hoặc để trống.',
    'The officer does not work at that unit. Choose an officer of the unit, or none.',
  ],
  'dossiers.online_not_offered': [
    'Thủ tục {code} chưa có dịch vụ công trực tuyến. Hãy chọn hình thức nộp khác.',
    'The procedure was not offered online on that day. Choose another channel.',
  ],
  'dossiers.other_province': [
    'Đơn vị {unit} thuộc tỉnh khác. Hãy chọn đơn vị trong cùng tỉnh.',
    'The unit belongs to another province. Choose a unit of the same province.',
  ],
  'dossiers.paper_not_found': [
    'Không có giấy tờ này hoặc giấy tờ chưa có tệp. Tải lại hồ sơ.',
    'The dossier has no such paper, or the paper no file. Reload the dossier.',
  ],
  'dossiers.paper_unknown': [
    'Có giấy tờ không nằm trong thành phần hồ sơ và chưa có tên. Hãy chọn trong danh sách hoặc ghi tên giấy tờ.',
    "A paper is neither on the procedure's list nor named, or is ticked twice. Tick it once, or name it.",
  ],
  'dossiers.papers_missing': [
    'Còn thiếu giấy tờ bắt buộc: {missing}. Hãy nhận đủ, hoặc hướng dẫn người nộp bổ sung.',
    'Required papers are not there: {missing}. Take them in, or guide the applicant.',
  ],
  'dossiers.payment_below_asked': [
    'Số tiền ít hơn số đã yêu cầu nộp ({asked_vnd} đồng). Hãy sửa số tiền; nếu nộp ít hơn mà vẫn đủ, ghi lý do.',
    'The amount is less than what was asked for ({asked_vnd} đồng). Correct it, or say why less is enough.',
  ],
  'dossiers.supplements_used_up': [
    'Đã yêu cầu bổ sung đủ {max_supplements} lần cho phép. Hãy giải quyết trên giấy tờ đang có.',
    'As many supplements as allowed ({max_supplements}) were requested already. Decide on what is there.',
  ],
  'dossiers.unit_not_competent': [
    'Đơn vị này không có thẩm quyền giải quyết thủ tục. Hãy chọn đơn vị đúng cấp.',
    'The unit is not of the level that decides. Choose a unit of that level.',
  ],
  'dossiers.unit_not_permitted': [
    'Bạn không được tiếp nhận hồ sơ tại đơn vị {code}. Hãy chọn đơn vị của bạn.',
    'You may not receive dossiers at that unit. Choose your own unit.',
  ],
  'dossiers.explanation_accepted_already': [
    'Giải trình đã được chấp nhận. Không cần làm gì thêm.',
    'The explanation was accepted already. Nothing is left to do.',
  ],
  'dossiers.extension_not_later': [
    'Ngày {until} không muộn hơn hạn hiện tại ít nhất một ngày làm việc. Hãy chọn ngày muộn hơn.',
    '{until} is not at least one working day after the present due day. Choose a later day.',
  ],
  'dossiers.extension_too_late': [
    'Hồ sơ đã hết hạn ngày {due_on} nên không gia hạn được. Hãy xin lỗi và hẹn lại ngày trả.',
    'The limit ended on {due_on} and can no longer be extended. Apologise and appoint a new day.',
  ],
  'dossiers.extensions_used_up': [
    'Hồ sơ đã được gia hạn đủ {most} lần cho phép. Hãy giải quyết, hoặc xin lỗi và hẹn lại.',
    'It was extended as often as allowed ({most}). Decide, or apologise.',
  ],
  'dossiers.fee_above_owed': [
    'Số tiền lớn hơn số còn phải nộp ({owed_vnd} đồng). Hãy kiểm tra lại số tiền.',
    'The amount is more than is owed ({owed_vnd} đồng). Check the amount.',
  ],
  'dossiers.fees_unpaid': [
    'Hồ sơ còn phải nộp {owed_vnd} đồng. Hãy thu hoặc miễn, giảm phí trước khi trả kết quả.',
    '{owed_vnd} đồng are still owed. Collect or waive the fee before giving the result back.',
  ],
  'dossiers.new_day_not_later': [
    'Ngày hẹn lại {new_due_on} phải sau hạn cũ {due_on} và không ở quá khứ. Hãy chọn ngày khác.',
    'The new day {new_due_on} must lie after {due_on} and not in the past. Choose another.',
  ],
  'dossiers.new_day_off': [
    'Ngày {new_due_on} là ngày nghỉ. Hãy chọn một ngày làm việc.',
    '{new_due_on} is a day off. Choose a working day.',
  ],
  'dossiers.no_due_date': [
    'Hồ sơ không có hạn trả nên không gia hạn, hẹn lại được. Hãy ghi chú nếu cần.',
    'The dossier has no due date, so it cannot be extended or re-appointed. Add a note instead.',
  ],
  'dossiers.not_explained': [
    'Hồ sơ chưa có giải trình. Hãy yêu cầu người thụ lý giải trình trước.',
    'Nothing was explained yet. Ask the officer to explain first.',
  ],
  'dossiers.not_late': [
    'Hồ sơ không quá hạn nên không phải giải trình.',
    'The dossier is not late, so there is nothing to explain.',
  ],
  'dossiers.reappointed_already': [
    'Hồ sơ đã hẹn lại đủ {most} lần theo {decree}. Hãy xin lỗi không kèm ngày hẹn và giải quyết sớm.',
    'It was re-appointed as often as allowed ({most}, {decree}). Apologise without a new day and decide soon.',
  ],
  'dossiers.reappointment_too_late': [
    'Phải hẹn lại trước hạn {due_on} ít nhất {lead_days} ngày. Hãy xin lỗi không kèm ngày hẹn.',
    'A re-appointment is due at least {lead_days} day(s) before {due_on}. Apologise without a new day.',
  ],
  'dossiers.refund_above_paid': [
    'Số hoàn lớn hơn số đã nộp ({paid_vnd} đồng). Hãy kiểm tra lại số tiền.',
    'That is more than was paid ({paid_vnd} đồng). Check the amount.',
  ],
  'dossiers.batch_key_reused': [
    'Lần gửi này dùng lại mã của một lần gửi khác. Hãy tải lại trang rồi làm lại.',
    'This batch re-uses the key of another one. Reload the page and try again.',
  ],
  'dossiers.late_list_not_draft': [
    'Danh sách không còn là bản dự thảo. Hãy tải lại trang.',
    'The list is no longer a draft. Reload the page.',
  ],
  'dossiers.late_list_not_found': [
    'Không có danh sách này hoặc danh sách chưa công khai. Hãy chọn trong các danh sách đang có.',
    'There is no such list, or it is not public. Choose one of those shown.',
  ],
  'dossiers.late_list_not_published': [
    'Chỉ thu hồi được danh sách đang công khai. Hãy tải lại trang.',
    'Only a published list can be recalled. Reload the page.',
  ],
  'dossiers.late_list_published': [
    'Danh sách tháng {month} đang công khai. Hãy thu hồi, ghi lý do, rồi lập lại.',
    'The list of {month} is public. Recall it with a reason, then compile it again.',
  ],
  'dossiers.month_not_over': [
    'Tháng {month} chưa kết thúc. Hãy lập danh sách sau ngày cuối tháng.',
    '{month} is not over. Compile the list after its last day.',
  ],
  'dossiers.too_many_days': [
    'Khoảng ngày không hợp lệ hoặc dài quá {most} ngày. Hãy chọn khoảng ngắn hơn.',
    'The days are reversed or more than {most}. Ask for fewer.',
  ],
  'dossiers.follow_process': [
    'Hồ sơ này đi theo quy trình nội bộ nên không chuyển tự do. Hãy hoàn thành bước, trả lại bước trước hoặc phân công.',
    'This dossier follows an internal process and is not handed over freely. Finish the step, send it back, or assign it.',
  ],
  'dossiers.may_not_assign': [
    'Bạn không được phân công bước “{step}”. Hãy đề nghị lãnh đạo đơn vị phân công.',
    'You may not name the officer of this step ({step}). Ask a leader of the unit.',
  ],
  'dossiers.no_process': [
    'Hồ sơ này không ở bước nào của quy trình. Hãy chuyển hoặc giải quyết theo cách thông thường.',
    'This dossier stands at no step of a process. Hand it over or decide on it as usual.',
  ],
  'dossiers.not_at_this_step': [
    'Bước hiện tại ({steps}) không được làm việc này. Hãy chuyển hồ sơ đến bước có thẩm quyền.',
    'The present step ({steps}) does not allow this. Hand the dossier on to the step that does.',
  ],
  'dossiers.officer_without_role': [
    'Cán bộ được chọn không giữ vai trò của bước “{step}” tại đơn vị đó. Hãy chọn người khác trong danh sách.',
    'The officer named does not hold the role of the step {step} there. Choose another one of the list.',
  ],
  'dossiers.opinion_asked_already': [
    '{unit} đã được hỏi ý kiến và chưa trả lời. Hãy nhắc hoặc chờ trả lời.',
    '{unit} was asked and has not answered yet. Remind them, or wait.',
  ],
  'dossiers.opinion_due_too_early': [
    'Hạn trả lời ý kiến đã qua. Hãy chọn ngày muộn hơn.',
    'The day for the opinion lies in the past. Choose a later day.',
  ],
  'dossiers.opinion_not_asked': [
    'Câu hỏi này đã được trả lời hoặc đã thu hồi. Hãy tải lại hồ sơ.',
    'This question was answered or taken back. Load the dossier again.',
  ],
  'dossiers.opinion_of_another': [
    'Ý kiến này được hỏi cán bộ hoặc đơn vị khác; bạn không trả lời thay được.',
    'Another officer or unit was asked for this opinion; you cannot answer for them.',
  ],
  'dossiers.step_of_another': [
    'Bước “{steps}” đang do cán bộ khác thực hiện. Hãy đề nghị phân công lại nếu cần.',
    'The step {steps} is with another officer. Ask for it to be assigned to you if needed.',
  ],
  'dossiers.taken_already': [
    'Bạn đang giữ hồ sơ này rồi, không cần nhận lại. Hãy xử lý tiếp, hoặc chuyển cho người khác.',
    'You already have this dossier; there is nothing to take up. Go on with it, or hand it over.',
  ],
  'dossiers.visit_client_id_reused': [
    'Mã gửi này đã dùng cho một lượt hướng dẫn hoặc từ chối khác. Hãy mở lại trang tiếp nhận rồi lưu lại.',
    'This client id was used for another visit. Open the intake page again and save it anew.',
  ],
  'dossiers.which_step': [
    'Hồ sơ đang ở nhiều bước cùng lúc ({steps}). Hãy chọn bước.',
    'The dossier is at several steps at once ({steps}). Choose one.',
  ],
  'dossiers.bad_email': [
    'Địa chỉ thư điện tử chưa đúng. Hãy kiểm tra lại hoặc để trống.',
    'The e-mail address is not right. Check it, or leave it empty.',
  ],
  'dossiers.other_territory': [
    '{unit} không tiếp nhận thủ tục này thay cho {competent}, vì thủ tục phụ thuộc địa giới. Hãy chọn đúng đơn vị giải quyết, hoặc hướng dẫn người nộp đến nơi có thẩm quyền.',
    '{unit} does not receive this procedure for {competent}: it depends on the territory. Choose the right deciding unit, or send the applicant there.',
  ],
  'dossiers.not_all_received': [
    'Có {refused} hồ sơ chưa tiếp nhận được nên chưa hồ sơ nào được tiếp nhận. Hãy sửa các hồ sơ đó rồi gửi lại.',
    '{refused} of the dossiers cannot be received, so none was. Correct them and send again.',
  ],
  'dossiers.number_needed': [
    'Hãy nhập đủ số định danh hoặc số điện thoại để tìm người nộp.',
    'Enter the full identity number or phone number to find the applicant.',
  ],
  'dossiers.visit_without_papers': [
    'Phiếu hướng dẫn chưa ghi giấy tờ còn thiếu hoặc nội dung cần làm. Hãy chọn giấy tờ hoặc ghi rõ.',
    'The guidance slip names nothing. Choose the missing papers or write what has to be done.',
  ],
  'dossiers.refusal_without_ground': [
    'Từ chối tiếp nhận phải ghi lý do và căn cứ pháp lý. Hãy ghi đủ cả hai.',
    'A refusal needs its reason and its legal ground. Write both.',
  ],
  'dossiers.visit_not_found': [
    'Không tìm thấy lượt tiếp này, hoặc bạn không có quyền xem. Hãy tìm lại trong danh sách.',
    'This visit was not found, or you may not see it. Search the list.',
  ],
  'dossiers.too_many_filters': [
    'Mỗi người lưu được nhiều nhất {most} bộ lọc. Hãy xóa bớt bộ lọc không dùng.',
    'An account keeps at most {most} filters. Remove one you no longer use.',
  ],
  'dossiers.too_many_preferences': [
    'Mỗi người lưu được nhiều nhất {most} lựa chọn riêng. Hãy xóa bớt.',
    'An account keeps at most {most} choices. Take one away.',
  ],
  'dossiers.filter_not_found': [
    'Không tìm thấy bộ lọc đã lưu này. Hãy tải lại trang.',
    'This saved filter was not found. Reload the page.',
  ],
} as const;
