/** Work without a network: what is kept in the browser, and what becomes of it. */
export const offline = {
  'app.offline_desk': [
    'Không kết nối được máy chủ. Vẫn tiếp nhận hồ sơ được: hồ sơ giữ trên máy này và tự gửi khi có mạng.',
    'The server cannot be reached. You can go on receiving: dossiers are kept in this browser and sent by themselves later.',
  ],
  'offline.bar_waiting': [
    '{count} hồ sơ đang giữ trên máy này, chờ có mạng để gửi.',
    'Kept in this browser until there is a network: {count}.',
  ],
  'offline.bar_sending': ['Đang gửi {count} hồ sơ đã nhận khi mất mạng.', 'Being sent now, received without a network: {count}.'],
  'offline.bar_refused': [
    '{count} hồ sơ máy chủ không nhận, cần xem lại.',
    'Not accepted by the server, to be looked at: {count}.',
  ],
  'offline.see': ['Xem danh sách', 'See the list'],
  'offline.leave_title': ['Còn {count} hồ sơ chưa gửi lên máy chủ', '{count} not sent to the server yet'],
  'offline.leave_text': [
    'Các hồ sơ này vẫn được giữ trên máy, chỉ gửi được khi chính bạn đăng nhập lại trên trình duyệt này. Đừng xóa dữ liệu duyệt web trước đó.',
    'They stay in this browser and can be sent only when you sign in here again. Do not clear the browser data before.',
  ],
  'offline.title': ['Hồ sơ chờ gửi', 'Waiting to be sent'],
  'offline.lead': [
    'Hồ sơ đã nhận khi mất mạng. Mỗi hồ sơ chỉ thành một hồ sơ trên máy chủ, dù gửi lại nhiều lần.',
    'Received without a network. Each becomes one dossier on the server, however often it is sent.',
  ],
  'offline.none': ['Không có hồ sơ nào chờ gửi.', 'Nothing waits to be sent.'],
  'offline.what_is_kept': ['Trình duyệt giữ những gì?', 'What does the browser keep?'],
  'offline.kept_sealed': [
    'Nội dung hồ sơ được mã hóa trong trình duyệt này, chỉ tài khoản đã nhập mới đọc lại được; xóa sau khi gửi xong 7 ngày hoặc khi đăng xuất. Danh mục thủ tục, đơn vị và tên tài khoản cũng được giữ để mở trang khi mất mạng.',
    'What you typed is encrypted in this browser and readable by the account that typed it; it goes 7 days after sending, or when you sign out. The catalogue, the units and the name of the account are kept too, so that the page opens without a network.',
  ],
  'offline.kept_plain': [
    'Kết nối tới máy chủ không dùng https nên trình duyệt không cho mã hóa và không mở lại được trang khi mất mạng: nội dung được giữ nguyên văn trên máy này, hãy để trang mở cho đến khi gửi xong.',
    'The server is not reached by https, so the browser offers no encryption and cannot open the page again without a network: what you typed lies here in plain. Keep the page open until it is sent.',
  ],
  'offline.others': [
    'Máy này còn hồ sơ chưa gửi của người khác: {people}. Chỉ người đó đăng nhập mới gửi được.',
    'Unsent dossiers of other accounts lie in this browser: {people}. Only they can send them, by signing in.',
  ],
  'offline.state.waiting': ['Chờ gửi', 'Waiting'],
  'offline.state.refused': ['Máy chủ không nhận', 'Not accepted'],
  'offline.state.sent': ['Đã gửi', 'Sent'],
  'offline.temporary_no': ['Số tạm', 'Temporary no.'],
  'offline.unreadable': ['Không đọc lại được nội dung', 'The content cannot be read any more'],
  'offline.kept_at': ['Nhận lúc', 'Received at'],
  'offline.send_now': ['Gửi ngay', 'Send now'],
  'offline.send_again': ['Gửi lại', 'Send again'],
  'offline.mend': ['Sửa', 'Mend'],
  'offline.forget': ['Bỏ', 'Discard'],
  'offline.forget_title': ['Bỏ hồ sơ chưa gửi này?', 'Discard this unsent dossier?'],
  'offline.forget_text': [
    'Hồ sơ chưa có trên máy chủ. Bỏ rồi không lấy lại được; nếu đã đưa phiếu tạm cho người nộp, hãy thu lại phiếu.',
    'It is not on the server. Once discarded it cannot be had back; if the applicant has a temporary slip, take it back.',
  ],
  'offline.clear_sent': ['Xóa các hồ sơ đã gửi khỏi danh sách', 'Clear what has been sent'],
  'offline.done_sending': ['Đã gửi {count} hồ sơ', 'Sent: {count}'],
  'offline.kept': ['Đã giữ hồ sơ trên máy này', 'Kept in this browser'],
  'offline.kept_text': [
    'Hồ sơ chưa có mã và chưa có hạn trả. Khi có mạng, hồ sơ tự gửi với thời điểm tiếp nhận {at}.',
    'It has no code and no due date yet. With a network it is sent by itself, as received at {at}.',
  ],
  'offline.due_later': ['Hạn trả sẽ tính khi có mạng', 'The due date is computed when there is a network'],
  'offline.due_likely': [
    'Dự kiến, theo lần tính lúc {at}; máy chủ tính lại khi hồ sơ được gửi lên.',
    'Likely, as counted at {at}; the server counts again when the dossier goes up.',
  ],
  'offline.due_why': [
    'Ngày hẹn trả do máy chủ tính theo lịch làm việc và ngày nghỉ, từ lúc tiếp nhận ghi trên máy này. Phiếu tạm chỉ ghi thời hạn; báo người nộp ngày hẹn trả khi hồ sơ đã gửi lên.',
    'The day is computed by the server from the working calendar, from the moment of reception noted here. The temporary slip states the limit only; tell the applicant the day once the dossier has gone up.',
  ],
  'offline.due_limit': ['Thời hạn theo danh mục: {limit}', 'Limit in the catalogue: {limit}'],
  'offline.reason': ['Tiếp nhận khi mất kết nối máy chủ', 'Received while the server could not be reached'],
  'offline.print_slip': ['In phiếu tạm', 'Print the temporary slip'],
  'offline.slip_title': ['PHIẾU TIẾP NHẬN TẠM', 'TEMPORARY RECEIPT'],
  'offline.slip_short': ['Phiếu tiếp nhận tạm', 'Temporary receipt'],
  'offline.slip_due': [
    'Sẽ ghi trong Giấy tiếp nhận hồ sơ và hẹn trả kết quả khi kết nối được máy chủ',
    'Will stand in the receipt as soon as the server is reached',
  ],
  'offline.slip_note': [
    'Phiếu này xác nhận đã nhận giấy tờ khi hệ thống mất kết nối. Giấy tiếp nhận chính thức, có mã hồ sơ và hạn trả, được cấp thay phiếu này; thời hạn giải quyết tính từ thời điểm ghi trên phiếu.',
    'It confirms that the papers were taken while the system was not connected. The official receipt with code and due date replaces it; time runs from the moment written here.',
  ],
  'offline.slip_gone': ['Không có phiếu tạm này trên máy', 'There is no such slip in this browser'],
} as const satisfies Record<string, readonly [vi: string, en: string]>;
