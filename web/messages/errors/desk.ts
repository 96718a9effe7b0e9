/** Sentences of the module desk; see ../errors.ts. */
export const desk = {
  'desk.account_unknown': [
    'Tài khoản này không thuộc phạm vi của bạn. Chọn tài khoản khác hoặc để trống.',
    'The account is not one of your units. Choose another or leave it empty.',
  ],
  'desk.already_there': [
    '{name} đã có chức danh “{title}” tại đây trong thời gian đó. Kết thúc lần trước hoặc chọn thời gian khác.',
    '{name} has the title “{title}” here at that time already. End that first, or choose another time.',
  ],
  'desk.counter_busy': [
    'Quầy {counter} còn số {label} chưa kết thúc. Bấm Xong hoặc Vắng mặt rồi gọi số tiếp theo.',
    'Counter {counter} still has number {label}. End it, then call the next.',
  ],
  'desk.counter_unknown': ['Không có quầy này. Tải lại trang.', 'There is no such counter. Reload the page.'],
  'desk.equipment_not_there': [
    'Thiết bị này không còn trong sổ. Tải lại trang.',
    'This equipment is no longer in the register. Reload the page.',
  ],
  'desk.hours_overlap': [
    'Khoảng giờ {opens}-{closes} trùng với khoảng khác trong ngày hoặc kết thúc trước khi bắt đầu. Hãy sửa lại.',
    'The span {opens}-{closes} overlaps another of that day or ends before it begins. Correct it.',
  ],
  'desk.kind_unknown': [
    'Không có loại thiết bị này. Chọn trong danh sách.',
    'There is no such kind of equipment. Choose one of the list.',
  ],
  'desk.more_working_than_there': [
    'Số đang dùng tốt ({amount_working}) lớn hơn số lượng ({amount}). Hãy sửa lại.',
    'More work ({amount_working}) than there are ({amount}). Correct one of them.',
  ],
  'desk.address_not_in_use': [
    'Địa chỉ của màn hình này không còn dùng. Mở lại từ trang Bộ phận Một cửa, thẻ "Quầy và số thứ tự".',
    'The address of this screen is no longer in use. Open it again from the desk’s page, tab "Counters and numbers".',
  ],
  'desk.not_found': [
    'Không có điểm tiếp nhận này. Mở lại từ danh sách.',
    'There is no such desk, or you may not see it. Open it from the list.',
  ],
  'desk.reversed_dates': [
    'Ngày kết thúc phải sau ngày bắt đầu. Hãy đổi lại.',
    'The last day must be after the first. Correct the days.',
  ],
  'desk.service_closed': ['Dịch vụ này đang tạm ngừng. Chọn dịch vụ khác.', 'This service is closed now. Choose another.'],
  'desk.service_unknown': [
    'Có dịch vụ không thuộc điểm tiếp nhận này. Tải lại trang rồi chọn lại.',
    'One of the services is not of this desk. Reload and choose again.',
  ],
  'desk.staff_not_there': [
    'Người này không còn làm việc tại đây vào ngày đó. Tải lại trang.',
    'This person does not work here on that day. Reload the page.',
  ],
  'desk.ticket_not_found': [
    'Không có số này. Tải lại trang.',
    'There is no such number, or you may not see it. Reload the page.',
  ],
  'desk.ticket_not_in_this_state': [
    'Số này vừa được xử lý ở nơi khác. Tải lại danh sách rồi làm tiếp.',
    'Something happened to this number meanwhile. Reload the list and go on.',
  ],
  'desk.too_many_numbers': [
    'Đang có quá nhiều lượt lấy số. Vui lòng thử lại sau một phút.',
    'Too many numbers were taken. Please try again in a minute.',
  ],
  'desk.unit_not_permitted': [
    'Bạn không quản lý điểm tiếp nhận của đơn vị {code}. Chọn đơn vị của mình.',
    'You may not manage desks of the unit {code}. Choose one of yours.',
  ],
} as const;
