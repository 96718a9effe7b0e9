/** Sentences of the module notices; see ../errors.ts. */
export const notices = {
  'notices.address_needed': [
    'Nhập địa chỉ e-mail hoặc số điện thoại trước khi chọn nhận thông báo qua kênh đó.',
    'Enter the e-mail address or phone number before choosing to be told that way.',
  ],
  'notices.channel_not_set_up': [
    'Hệ thống chưa được cấu hình kênh gửi này. Hãy đề nghị người quản trị thiết lập.',
    'This channel is not set up. Ask the administrator to do so.',
  ],
  'notices.message_not_found': [
    'Không có tin này trong hộp gửi đi. Tải lại danh sách.',
    'There is no such message, or you may not see it. Reload the list.',
  ],
  'notices.message_not_in_this_state': [
    'Tin này vừa đổi trạng thái nên không làm được thao tác đó. Tải lại danh sách.',
    'The state of this message changed meanwhile. Reload the list.',
  ],
  'notices.no_own_rule': [
    'Đơn vị này không có cảnh báo riêng; đang dùng quy tắc của cấp trên hoặc của hệ thống.',
    'The unit has no rule of its own; the one above holds.',
  ],
  'notices.unit_not_permitted': [
    'Bạn không quản lý cảnh báo của đơn vị {code}. Chọn đơn vị của mình.',
    'You do not manage the warnings of the unit {code}. Choose one of yours.',
  ],
} as const;
