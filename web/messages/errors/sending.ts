/** Sentences of issued reports that are signed, sent and received; see ../errors.ts. */
export const sending = {
  'reports.already_signed': ['Bản PDF đã có chữ ký này. Hãy tải lại trang.', 'The PDF has this signature already. Reload.'],
  'reports.dispatch_not_found': [
    'Không có lần gửi này, hoặc ngoài phạm vi của tài khoản.',
    'There is no such sending, or it lies outside the reach of the account.',
  ],
  'reports.incoming_not_found': [
    'Không có báo cáo đến này, hoặc ngoài phạm vi của tài khoản.',
    'There is no such report, or it lies outside the reach of the account.',
  ],
  'reports.incoming_not_in_this_state': [
    'Báo cáo đến đã được xử lý khác. Hãy tải lại trang.',
    'The received report is in another state. Reload.',
  ],
  'reports.no_carrier': [
    'Máy chủ chưa nối kênh gửi này ({channel}). Hãy chọn kênh khác hoặc báo quản trị viên.',
    'The server has no such channel ({channel}). Choose another or tell the administrator.',
  ],
  'reports.no_pdf': [
    'Báo cáo chưa có bản PDF để ký: máy chủ cần LibreOffice cho mẫu riêng của đơn vị. Hãy báo quản trị viên.',
    'There is no PDF to sign: the server needs LibreOffice for the office’s own layout. Tell the administrator.',
  ],
  'reports.no_unit_above': [
    'Đơn vị {unit} không có cấp trên để gửi. Hãy chọn nơi nhận khi gửi từng báo cáo.',
    'The unit {unit} has no level above. Choose recipients for each report.',
  ],
  'reports.nothing_to_retry': ['Lần gửi này đã xong, không cần gửi lại.', 'This sending is done; there is nothing to try again.'],
  'reports.package_about_nothing': [
    'Gói nói về văn bản {document_id} mà hệ thống không có. Hãy kiểm tra mã văn bản, nơi gửi.',
    'The package is about {document_id}, which is not here. Check the id and the sender.',
  ],
  'reports.package_damaged': [
    'Tệp đính kèm {name} bị hỏng hoặc khác mã băm ghi trong gói. Hãy yêu cầu nơi gửi gửi lại.',
    'The attachment {name} is damaged. Ask the sender to send it again.',
  ],
  'reports.package_incomplete': [
    'Gói thiếu thông tin bắt buộc: {field}. Hãy yêu cầu nơi gửi bổ sung.',
    'The package lacks {field}. Ask the sender.',
  ],
  'reports.package_not_for_us': [
    'Gói gửi cho {to}, không phải đơn vị trong phạm vi của tài khoản.',
    'The package is for {to}, which is not in the reach of the account.',
  ],
  'reports.package_unreadable': [
    'Không đọc được gói edXML ({reason}). Hãy kiểm tra đúng tệp .edxml của trục liên thông.',
    'The package cannot be read ({reason}). Check that it is an .edxml file.',
  ],
  'reports.person_signs_first': [
    'Người có thẩm quyền ký trước, sau đó mới đóng dấu cơ quan.',
    'The person signs first, then the office.',
  ],
  'reports.recipient_self': [
    'Báo cáo không gửi cho chính đơn vị lập. Hãy bỏ đơn vị này khỏi nơi nhận.',
    'A report is not sent to its own unit. Take it off the list.',
  ],
  'reports.seal_of_other_unit': [
    'Con dấu này là của {unit}, không phải đơn vị ban hành báo cáo.',
    'This seal is that of {unit}, not of the unit that issued the report.',
  ],
  'reports.signature_waiting': [
    'Một chữ ký đang chờ dịch vụ ký số xác nhận. Hãy xác nhận hoặc huỷ yêu cầu đó trước.',
    'A signature waits for the signing service. Confirm it or give it up first.',
  ],
  'reports.signer_differs': [
    'Chứng thư số mang tên {subject}, người ký ghi trên báo cáo là {signer}. Hãy dùng đúng chứng thư số của người ký.',
    'The certificate names {subject}, the report {signer}. Use the signer’s own certificate.',
  ],
} as const;
