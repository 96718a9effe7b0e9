/** Sentences of the module plans; see ../errors.ts. */
export const plans = {
  'plans.approved_needs_amendment': [
    'Kế hoạch đã duyệt. Mở lần điều chỉnh (nút “Điều chỉnh kế hoạch”), nêu lý do rồi sửa.',
    'The plan is approved. Open an amendment with its reason, then change it.',
  ],
  'plans.book_faulty': [
    'Tệp Excel có {count} lỗi, chưa nhập gì: {detail}. Sửa các ô đã nêu rồi nhập lại.',
    'The Excel book has {count} faults, nothing was entered: {detail}. Mend these cells and import it again.',
  ],
  'plans.book_unreadable': [
    'Không đọc được tệp Excel. Lưu lại thành .xlsx rồi gửi lại.',
    'The Excel book cannot be read. Save it as .xlsx and send it again.',
  ],
  'plans.empty': [
    'Kế hoạch chưa có nhiệm vụ nào. Thêm nhiệm vụ rồi duyệt.',
    'The plan has no tasks yet. Add some, then approve it.',
  ],
  'plans.evidence_needed': [
    'Kết luận không có số liệu phải kèm minh chứng. Chọn minh chứng trong sổ minh chứng.',
    'A verdict without a figure needs evidence. Choose a piece of evidence.',
  ],
  'plans.evidence_outside_period': [
    'Minh chứng “{title}” đề ngày {document_on}, ngoài khoảng {from} đến {to}. Chọn văn bản trong kỳ.',
    'The evidence “{title}” is dated {document_on}, outside {from} to {to}. Choose a document of the period.',
  ],
  'plans.exists': [
    'Đơn vị đã có kế hoạch CCHC năm {year}. Mở kế hoạch đó.',
    'The unit has a reform plan of {year} already. Open that one.',
  ],
  'plans.figure_in_the_future': [
    'Ngày {to_on} chưa đến. Chọn ngày đến hôm nay.',
    'The day {to_on} has not come. Choose today or an earlier day.',
  ],
  'plans.figure_reversed': [
    'Kỳ số liệu kết thúc {to_on} trước khi bắt đầu {from_on}. Sửa lại ngày.',
    'The period ends {to_on} before it begins {from_on}. Mend the days.',
  ],
  'plans.not_below': [
    'Đơn vị {code} không thuộc cấp dưới của đơn vị giao. Chọn đơn vị trực thuộc.',
    'The unit {code} is not below the one that hands the task down. Choose another.',
  ],
  'plans.not_found': [
    'Không có kế hoạch này trong phạm vi của bạn. Tải lại danh sách.',
    'There is no such plan in your units. Reload the list.',
  ],
  'plans.not_in_this_state': [
    'Không làm được việc này ở trạng thái hiện tại. Tải lại trang.',
    'This cannot be done in the present state. Reload the page.',
  ],
  'plans.note_before_start': [
    'Ngày {on_day} trước khi nhiệm vụ bắt đầu ({starts_on}). Sửa lại ngày.',
    'The day {on_day} lies before the task begins ({starts_on}). Mend the day.',
  ],
  'plans.note_in_the_future': [
    'Ngày {on_day} chưa đến. Chọn ngày đến hôm nay.',
    'The day {on_day} has not come. Choose today or an earlier day.',
  ],
  'plans.note_out_of_order': [
    'Đã cập nhật nhiệm vụ tại ngày {last_on}. Chọn ngày {last_on} hoặc sau đó.',
    'The task was told of on {last_on} already. Choose that day or a later one.',
  ],
  'plans.nothing_to_carry': [
    'Mọi nhiệm vụ của kế hoạch đã kết thúc, không có gì để chuyển sang năm sau.',
    'Every task of the plan is finished; nothing is carried over.',
  ],
  'plans.occurrence_done': [
    'Kỳ {occurrence} đã báo hoàn thành. Chọn kỳ khác.',
    '{occurrence} was told of as done already. Choose another.',
  ],
  'plans.occurrence_needed': [
    'Nhiệm vụ định kỳ hoàn thành theo từng kỳ. Chọn kỳ: {occurrences}.',
    'A recurring task is done one by one. Choose which: {occurrences}.',
  ],
  'plans.occurrence_unknown': [
    'Nhiệm vụ không có kỳ {occurrence}. Tải lại trang.',
    'The task has no {occurrence}. Reload the page.',
  ],
  'plans.only_helping': [
    'Đơn vị phối hợp chỉ ghi được tiến độ và ý kiến. Kết quả do đơn vị chủ trì báo.',
    'A cooperating unit tells progress and words only. The unit that leads tells the outcome.',
  ],
  'plans.other_province': [
    'Đơn vị {code} thuộc tỉnh khác. Hãy chọn đơn vị trong tỉnh.',
    'The unit {code} belongs to another province. Choose a unit of your own province.',
  ],
  'plans.part_unknown': [
    'Chỉ tiêu không có thành phần {part}. Tải lại trang.',
    'The target has no part {part}. Reload the page.',
  ],
  'plans.plan_not_approved': [
    'Kế hoạch chưa được duyệt. Duyệt kế hoạch trước khi giao việc hoặc báo tiến độ.',
    'The plan is not approved yet. Approve it first.',
  ],
  'plans.proposal_not_found': [
    'Không có đề xuất này trong phạm vi của bạn. Tải lại danh sách.',
    'There is no such proposal in your units. Reload the list.',
  ],
  'plans.reason_needed': ['Phải nêu lý do.', 'Give the reason.'],
  'plans.rule_code_doubled': [
    'Hai thành phần cùng mã {code}. Đặt mã khác nhau.',
    'Two parts have the code {code}. Give each its own.',
  ],
  'plans.rule_too_deep': [
    'Chỉ tiêu có quá {most} cấp thành phần. Gộp bớt cấp.',
    'The target has more than {most} levels. Flatten it.',
  ],
  'plans.target_exists': ['Mã chỉ tiêu {code} đã có. Chọn mã khác.', 'There is a target {code} already. Choose another code.'],
  'plans.target_not_found': [
    'Không có chỉ tiêu này trong phạm vi của bạn. Tải lại danh sách.',
    'There is no such target in your units. Reload the list.',
  ],
  'plans.target_not_missed': [
    'Chỉ tiêu đã đạt, không cần nhiệm vụ khắc phục.',
    'The target is met; nothing has to be made up for.',
  ],
  'plans.task_closed': [
    'Nhiệm vụ đã kết thúc ngày {last_on}. Chọn “Làm lại” và nêu lý do trước khi cập nhật.',
    'The task ended on {last_on}. Take it up again with a reason before telling more.',
  ],
  'plans.task_due_after_parent': [
    'Hạn {due_on} sau hạn của nhiệm vụ cấp trên ({parent_due_on}). Chọn ngày sớm hơn.',
    'Due {due_on}, after the task above ({parent_due_on}). Choose an earlier day.',
  ],
  'plans.task_due_before_start': [
    'Hạn {due_on} trước ngày bắt đầu {starts_on}. Sửa lại ngày.',
    'Due {due_on}, before it starts {starts_on}. Mend the days.',
  ],
  'plans.changed_meanwhile': [
    'Người khác vừa sửa nội dung này. Đóng cửa sổ, xem nội dung mới rồi sửa lại.',
    'Somebody else has just changed this. Close the window, look at what stands there now, and change it anew.',
  ],
  'plans.client_id_taken': [
    'Phiếu này đã được gửi với nội dung khác. Tải lại trang để xem nội dung đã ghi, rồi mở phiếu mới.',
    'This form was sent with other content before. Reload the page to see what was kept, then open a new form.',
  ],
  'plans.task_exists': [
    'Nhiệm vụ này đã có (đã giao, đã chuyển năm sau hoặc đã lập cho phần thiếu này). Mở nhiệm vụ đó.',
    'The task is there already: handed down, carried over, or made for this gap. Open it.',
  ],
  'plans.task_handed_down': [
    'Nhiệm vụ đã giao xuống {units} đơn vị. Gỡ ở các đơn vị đó trước.',
    'The task was handed down to {units} units. Take it out there first.',
  ],
  'plans.task_not_closed': [
    'Nhiệm vụ chưa kết thúc nên không cần làm lại. Tải lại trang.',
    'The task has not ended; it need not be taken up again. Reload the page.',
  ],
  'plans.task_not_found': [
    'Không có nhiệm vụ này trong phạm vi của bạn. Tải lại danh sách.',
    'There is no such task in your units. Reload the list.',
  ],
  'plans.task_outside_year': [
    'Thời gian {starts_on} đến {due_on} nằm ngoài năm {year}. Sửa lại ngày hoặc đưa vào kế hoạch năm khác.',
    '{starts_on} to {due_on} lies outside {year}. Mend the days, or use the plan of another year.',
  ],
  'plans.unit_not_permitted': [
    'Bạn không có quyền làm việc này cho đơn vị đó. Chọn đơn vị của mình.',
    'You may not do this for that unit. Choose one of your own.',
  ],
  'plans.units_unfinished': [
    'Còn {units} đơn vị được giao chưa xong. Chờ các đơn vị hoặc nêu lý do vẫn báo hoàn thành.',
    '{units} units have not finished it. Wait for them, or say why it is done all the same.',
  ],
  'plans.verdict_is_computed': [
    'Kết luận của {part} được tính từ số liệu, không khai tay. Sửa dữ liệu gốc nếu số sai.',
    'The verdict of {part} is computed. Correct the records if the figure is wrong.',
  ],
  'plans.verdict_without_figure': [
    'Chưa có số liệu cho {part}. Nhập một số, hoặc tử số và mẫu số; không có số thì chọn kết luận kèm lý do.',
    'There is no figure for {part}. Enter a number, or numerator and denominator; without one choose a verdict with its reason.',
  ],
  'plans.zero_denominator': [
    'Mẫu số bằng 0 thì không có tỷ lệ. Chọn “Chưa đánh giá được” và nêu lý do.',
    'A denominator of 0 gives no share. Choose “cannot be assessed” with the reason.',
  ],
} as const;
