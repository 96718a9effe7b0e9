/** Sentences of the module processes; see ../errors.ts. */
export const processes = {
  'processes.absence_in_the_past': [
    'Ngày bắt đầu vắng mặt đã qua. Hãy chọn từ hôm nay trở đi.',
    'The absence begins in the past. Choose today or later.',
  ],
  'processes.absence_not_found': [
    'Không có lượt vắng mặt này hoặc đã kết thúc. Hãy tải lại danh sách.',
    'There is no such absence, or it has ended. Load the list again.',
  ],
  'processes.absence_overlaps': [
    '{account} đã có lượt vắng mặt trùng những ngày này. Hãy kết thúc lượt đó trước hoặc chọn ngày khác.',
    '{account} is away already on some of these days. End that absence first, or choose other days.',
  ],
  'processes.absence_reversed': [
    'Ngày cuối vắng mặt sớm hơn ngày đầu. Hãy sửa lại.',
    'The last day of the absence lies before the first. Correct it.',
  ],
  'processes.account_unknown': [
    'Không có cán bộ này trong những người bạn được ghi vắng mặt. Hãy chọn trong danh sách.',
    'There is no such officer among those whose absence you may enter. Choose from the list.',
  ],
  'processes.choose_next': [
    'Bước này rẽ nhiều hướng. Hãy chọn bước tiếp theo.',
    'Several ways lead on from here. Choose the next step.',
  ],
  'processes.day_in_the_past': [
    'Ngày hiệu lực {from} đã qua. Hãy chọn từ hôm nay trở đi.',
    'The day {from} lies in the past. Choose today or later.',
  ],
  'processes.delegate_is_oneself': [
    'Không thể ủy quyền cho chính người vắng mặt. Hãy chọn người khác.',
    'An officer cannot stand in for themselves. Choose somebody else.',
  ],
  'processes.delegate_without_role': [
    '{delegate} không giữ đủ vai trò của {account}. Hãy chọn người có cùng vai trò.',
    '{delegate} does not hold all the roles of {account}. Choose somebody who does.',
  ],
  'processes.draft_changed': [
    'Bản dự thảo vừa được người khác lưu. Hãy tải lại rồi sửa tiếp.',
    'Somebody else saved the draft meanwhile. Load it again, then go on.',
  ],
  'processes.exists_already': [
    'Đơn vị này đã có quy trình cho thủ tục và cấp đã chọn. Hãy mở quy trình đó và soạn phiên bản mới.',
    'The authority has a process for this procedure and level already. Open it and write a new version.',
  ],
  'processes.faulty': [
    'Quy trình còn lỗi nên chưa ban hành được. Hãy sửa các lỗi nêu bên cạnh sơ đồ.',
    'The process still has faults and cannot be put in force. Mend those shown beside the diagram.',
  ],
  'processes.file_unreadable': [
    'Không đọc được tệp quy trình ({detail}). Hãy sửa tệp hoặc xuất một quy trình làm mẫu.',
    'The process file cannot be read ({detail}). Mend it, or export one as an example.',
  ],
  'processes.no_draft': ['Chưa có bản dự thảo. Hãy soạn dự thảo trước.', 'There is no draft yet. Write one first.'],
  'processes.no_unit_for_step': [
    'Không tìm thấy đơn vị thực hiện bước tiếp theo ({name}). Hãy báo cán bộ kiểm soát thủ tục sửa quy trình.',
    'No unit was found for the next step ({name}). Tell the procedure-control officer to mend the process.',
  ],
  'processes.not_a_next_step': [
    'Bước đã chọn không nằm sau bước này. Hãy chọn trong danh sách.',
    'The step chosen does not follow this one. Choose from the list.',
  ],
  'processes.not_an_earlier_step': [
    'Chỉ trả lại được bước đứng trước. Hãy chọn trong danh sách.',
    'A dossier is sent back only to an earlier step. Choose from the list.',
  ],
  'processes.not_found': [
    'Không có quy trình này hoặc bạn không được xem. Hãy tải lại danh sách.',
    'There is no such process, or you may not see it. Load the list again.',
  ],
  'processes.not_in_force': [
    'Quy trình không có hiệu lực vào ngày đã chọn. Hãy kiểm tra lại ngày.',
    'The process is not in force on that day. Check the day.',
  ],
  'processes.starts_already': [
    'Đã có phiên bản bắt đầu hiệu lực ngày {from}. Hãy chọn ngày khác.',
    'A version begins on {from} already. Choose another day.',
  ],
  'processes.step_not_active': [
    'Hồ sơ không còn ở bước này. Hãy tải lại trang.',
    'The dossier is not at this step any more. Load the page again.',
  ],
  'processes.step_unknown': [
    'Quy trình không có bước này. Hãy tải lại trang.',
    'The process has no such step. Load the page again.',
  ],
  'processes.unit_not_permitted': [
    'Bạn không được soạn quy trình cho đơn vị này. Hãy chọn đơn vị trong phạm vi của bạn.',
    'You may not write processes for this unit. Choose one of yours.',
  ],
} as const;
