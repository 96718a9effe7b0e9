/** One sentence per error code, [Vietnamese, English], saying what to do; `{name}` comes from the error's data. `web.…`: told by the browser itself. */
export const base = {
  'access.already_assigned': [
    'Tài khoản đã có vai trò này trên đơn vị này trong thời gian đó. Thôi giao vai trò cũ trước, hoặc chọn thời gian khác.',
    'The account has this role on this unit at that time already. Take away the one it has, or choose another time.',
  ],
  'access.assignment_not_found': [
    'Không có vai trò này. Tải lại trang tài khoản.',
    'There is no such role, or you may not see it. Reload the account.',
  ],
  'access.beyond_own_rights': [
    'Vai trò này có quyền mà bạn không được giao trên đơn vị đó. Hãy nhờ người quản trị có đủ quyền.',
    'The role has permissions that you do not hold on that unit. Ask an administrator who does.',
  ],
  'access.locked': [
    'Tài khoản đã bị khóa. Hãy liên hệ người quản trị của đơn vị để mở khóa.',
    'The account is locked. Ask the administrator of the unit to unlock it.',
  ],
  'access.must_change_password': [
    'Mật khẩu hiện tại do người khác đặt. Hãy đổi mật khẩu ở trang Tài khoản của tôi rồi tiếp tục.',
    'The password was given by somebody else. Change it on the page My account, then go on.',
  ],
  'access.not_found': [
    'Không có tài khoản này. Hãy tìm theo tên.',
    'There is no such account, or you may not see it. Search for it by name.',
  ],
  'access.not_permitted': [
    'Tài khoản của bạn không có quyền “{name_vi}” ở đơn vị nào. Hãy đề nghị người quản trị giao vai trò phù hợp.',
    'Your account has the permission “{name_en}” on no unit. Ask the administrator for a fitting role.',
  ],
  'access.own_account': [
    'Không thể tự đổi quyền hoặc tự khóa tài khoản của mình. Hãy nhờ người quản trị khác.',
    'You cannot change your own rights or lock your own account. Ask another administrator.',
  ],
  'access.reversed_dates': [
    'Ngày kết thúc vai trò sớm hơn ngày bắt đầu. Hãy đổi lại hai ngày.',
    'The last day of the role is earlier than the first. Exchange the two days.',
  ],
  'access.role_unknown': [
    'Không có vai trò này. Hãy chọn trong danh sách vai trò.',
    'No role has this code. Choose one of the list.',
  ],
  'access.session_not_found': [
    'Phiên đăng nhập này đã kết thúc. Tải lại danh sách.',
    'This session has ended already. Reload the list.',
  ],
  'access.sign_in_needed': ['Phiên đăng nhập đã hết. Hãy đăng nhập lại.', 'Your session is over. Sign in again.'],
  'access.starts_in_the_past': [
    'Vai trò không được bắt đầu trước hôm nay. Hãy chọn hôm nay hoặc ngày muộn hơn.',
    'A role cannot begin before today. Choose today or a later day.',
  ],
  'access.too_many_attempts': [
    'Nhập sai mật khẩu quá nhiều lần. Hãy thử lại sau {retry_after_seconds} giây.',
    'Too many wrong passwords. Try again in {retry_after_seconds} seconds.',
  ],
  'access.unit_not_found': [
    'Không có đơn vị này. Hãy chọn đơn vị thuộc phạm vi của bạn.',
    'There is no such unit, or it is not one of yours. Choose one of your units.',
  ],
  'access.username_form': [
    'Tên đăng nhập gồm 2 đến 64 chữ thường không dấu, chữ số, dấu chấm, gạch ngang, gạch dưới. Hãy chọn tên khác.',
    'A username is 2 to 64 small letters without diacritics, digits, dots, dashes or underscores. Choose another.',
  ],
  'access.username_taken': [
    'Tên đăng nhập này đã có người dùng. Hãy chọn tên khác.',
    'Another account has this username. Choose another.',
  ],
  'access.weak_password': [
    'Mật khẩu mới quá ngắn, quá dễ đoán hoặc trùng mật khẩu cũ. Hãy chọn mật khẩu ít nhất {min_length} ký tự.',
    'The new password is too short, common, or the same as before. Choose one of at least {min_length} characters.',
  ],
  'access.wrong_current_password': [
    'Mật khẩu hiện tại chưa đúng. Hãy nhập lại.',
    'The present password is not right. Type it again.',
  ],
  'access.wrong_password': [
    'Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy nhập lại cả hai.',
    'The user name or the password is wrong. Type both again.',
  ],
  'app.bad_input': [
    'Dữ liệu gửi lên chưa đúng dạng: {detail}. Hãy sửa rồi gửi lại.',
    'What was sent does not have the expected form: {detail}. Correct it and send it again.',
  ],
  'app.body_not_json': [
    'Máy chủ không đọc được nội dung gửi lên. Tải lại trang rồi thử lại.',
    'The server could not read what was sent. Reload the page and try again.',
  ],
  'app.body_too_large': ['Nội dung gửi lên quá lớn. Hãy gửi ít hơn mỗi lần.', 'What was sent is too large. Send less at once.'],
  'app.csrf': ['Phiên làm việc của trang đã cũ. Tải lại trang rồi thử lại.', 'The page is out of date. Reload it and try again.'],
  'app.database_away': [
    'Cơ sở dữ liệu đang không trả lời. Hãy chờ một lát rồi thử lại; nếu vẫn lỗi, báo người vận hành.',
    'The database does not answer. Wait a moment and try again; then tell the operator.',
  ],
  'app.foreign_origin': [
    'Yêu cầu đến từ một trang khác. Hãy mở sản phẩm bằng đúng địa chỉ của nó.',
    'The request came from a page of another site. Open the product by its own address.',
  ],
  'app.internal': [
    'Sản phẩm gặp lỗi. Hãy thử lại; nếu vẫn lỗi, gửi mã yêu cầu bên dưới cho người vận hành.',
    'Something went wrong. Try again; if it fails again, give the request id below to the operator.',
  ],
  'app.no_such_route': [
    'Máy chủ không có địa chỉ này. Tải lại trang để dùng phiên bản mới nhất.',
    'The server has no such address. Reload the page for the newest version.',
  ],
  'app.try_again': [
    'Có thay đổi khác vừa được ghi trước. Chưa có gì được ghi; hãy gửi lại.',
    'Another change of the same records came first; nothing of this one was written. Send it again.',
  ],
  'calendar.amount_out_of_range': [
    'Thời hạn phải là số nguyên từ 0 đến {most}.',
    'The limit must be a whole number from 0 to {most}.',
  ],
  'calendar.day_not_recorded': [
    'Ngày {on_date} không có trong lịch nghỉ; hãy xem lại danh sách của năm.',
    "Nothing is recorded for that day. Look at the year's list; another region may have it.",
  ],
  'calendar.impossible_cut_off': [
    'Giờ chốt {cut_off} không hợp lệ; hãy ghi theo dạng giờ:phút, ví dụ 15:00.',
    'The cut-off is not a time of day. Give HH:MM, 00:00 to 23:59.',
  ],
  'calendar.impossible_date': [
    'Ngày {day} không tồn tại; hãy kiểm tra lại ngày, tháng.',
    'The day does not exist. Give a day that exists.',
  ],
  'calendar.no_such_period': [
    'Không có kỳ báo cáo này trong năm {year}; hãy chọn lại kỳ.',
    'The year has no such period. Quarters are 1 to 4, months 1 to 12, half-years 1 and 2.',
  ],
  'calendar.no_working_hours': [
    'Đơn vị {unit_code} chưa có giờ làm việc cho ngày {day}; hãy nhập giờ làm việc trước.',
    'The unit has no working time on a working day. Enter the working hours of the unit, or the default.',
  ],
  'calendar.off_on_weekend': [
    'Ngày {on_date} là cuối tuần nên không thể là ngày nghỉ bù hay nghỉ hoán đổi; hãy chọn ngày trong tuần.',
    'A substitute, swapped or local day off is a Saturday or Sunday. Choose a weekday; a holiday on a weekend is recorded as a holiday.',
  ],
  'calendar.pause_reversed': [
    'Thời điểm kết thúc tạm dừng sớm hơn thời điểm bắt đầu; hãy kiểm tra lại.',
    'A pause ends before it begins. Check both moments.',
  ],
  'calendar.reversed_dates': [
    'Ngày kết thúc {to} sớm hơn ngày bắt đầu {from}; hãy đổi lại hai ngày.',
    'The last day is earlier than the first. Exchange the two days.',
  ],
  'calendar.swap_work_not_weekend': [
    'Ngày làm bù phải là thứ Bảy hoặc Chủ nhật; ngày {on_date} thì không.',
    'A day worked by swap is not a Saturday or Sunday. Choose the weekend day that is worked.',
  ],
  'demo.no_desks': [
    'Chưa có bộ phận tiếp nhận nào nên không tạo được hồ sơ. Hãy nạp dữ liệu minh họa trước.',
    'No desk can receive dossiers, so nothing can be made up. Load the demonstration first.',
  ],
  'demo.seed_out_of_range': [
    'Số hồ sơ phải từ 1 đến {most}. Hãy nhập số khác.',
    'The number of dossiers must be from 1 to {most}. Give another number.',
  ],
  'files.damaged': [
    'Tệp trên máy chủ bị mất hoặc hỏng. Báo người vận hành khôi phục từ bản sao lưu.',
    'The bytes on disk are missing or not those that were kept. Bring the files back from the backup.',
  ],
  'files.empty': ['Tệp không có nội dung. Hãy chọn tệp khác.', 'The file has no bytes. Choose another file.'],
  'files.infected': [
    'Tệp có mã độc nên không được nhận. Hãy quét lại giấy tờ.',
    'The scanner found something in the file. Clean it, or scan the paper again.',
  ],
  'files.no_file': ['Chưa chọn tệp nào. Hãy chọn một tệp.', 'No file was chosen. Choose one.'],
  'files.not_found': [
    'Không có tệp này. Hãy mở tệp từ hồ sơ của nó.',
    'There is no such file, or you may not see it. Open it from its dossier.',
  ],
  'files.pages_unreadable': [
    'Có trang quét bị hỏng hoặc không phải hình, PDF. Hãy quét lại trang đó.',
    'A scanned page is broken, or no picture or PDF. Scan it again.',
  ],
  'files.too_many_pages': ['Mỗi giấy tờ có từ 1 đến {most} trang. Hãy tách giấy tờ.', 'A paper has 1 to {most} pages. Split it.'],
  'files.scanner_away': [
    'Chương trình quét vi-rút không trả lời nên chưa nhận tệp. Hãy báo người quản trị rồi gửi lại.',
    'The virus scanner does not answer, so no file is taken. Tell the administrator, then send it again.',
  ],
  'files.too_large': [
    'Tệp lớn hơn mức cho phép ({limit}). Hãy quét với độ phân giải thấp hơn, hoặc chia nhỏ.',
    'The file is larger than allowed ({limit}). Scan with less resolution, or split it.',
  ],
  'files.type_not_allowed': [
    'Không nhận loại tệp này, hoặc nội dung không đúng với tên tệp. Hãy gửi pdf, png, jpg, webp, tiff, docx hoặc xlsx.',
    'Not a kind of file that may be kept, or its bytes are not what its name says. Send pdf, png, jpg, webp, tiff, docx or xlsx.',
  ],
  'files.unit_not_found': [
    'Không có đơn vị này. Hãy chọn đơn vị của bạn.',
    'There is no such unit, or it is not one of yours. Choose one of your units.',
  ],
  'measures.no_such_part': [
    'Chỉ tiêu {measure} không có tử số và mẫu số. Hãy mở lại từ trang Số liệu.',
    'The measure {measure} has no numerator and denominator. Open it again from the figures page.',
  ],
  'measures.too_many_records': [
    'Danh sách có {count} hồ sơ, nhiều hơn {limit} dòng của một bảng. Hãy chọn kỳ ngắn hơn hoặc đơn vị nhỏ hơn.',
    '{count} records are more than a sheet may have ({limit}). Choose a shorter period or a smaller unit.',
  ],
  'measures.unknown_filter': [
    'Điều kiện lọc trong địa chỉ không có trong danh mục. Hãy chọn lại lĩnh vực, hình thức nộp, cấp hoặc thủ tục.',
    'No sector, channel, level or procedure has the code in the address. Choose again.',
  ],
  'measures.unknown_measure': [
    'Không có chỉ tiêu này. Hãy mở lại từ trang Số liệu.',
    'No measure has this name. Open it again from the figures page.',
  ],
  'org.code_taken': ['Mã định danh này đã được dùng. Hãy nhập mã khác.', 'Another unit has this identifier. Use another one.'],
  'org.cycle': [
    'Đơn vị không thể trực thuộc chính nó hoặc đơn vị cấp dưới của nó. Hãy chọn cơ quan cấp trên khác.',
    'The unit would stand below itself. Choose another parent.',
  ],
  'org.has_units_below': [
    'Đơn vị còn đơn vị trực thuộc. Hãy chuyển các đơn vị đó trước khi chia tách.',
    'A unit with units below it (or the root) cannot be split. Move the units below it first.',
  ],
  'org.later_change': [
    'Đơn vị đã có thay đổi từ ngày này trở đi. Hãy chọn ngày muộn hơn.',
    'The unit has another change on or after that day. Choose a later day.',
  ],
  'org.no_tree_on_day': [
    'Chưa có dữ liệu tổ chức bộ máy cho ngày {day}. Hãy chọn từ ngày {first_on} trở đi.',
    'The organisation of {day} is not known. Choose {first_on} or later.',
  ],
  'org.nothing_above': [
    'Đơn vị không có cơ quan cấp trên. Hãy chọn đơn vị tiếp nhận.',
    'The root cannot be dissolved without a unit to take its place. Say into which unit.',
  ],
  'org.nothing_to_merge': [
    'Chưa đủ đơn vị để sáp nhập. Hãy chọn ít nhất hai đơn vị khác nhau.',
    'Fewer than two units, or a unit merged into itself. Choose the units to merge and where to.',
  ],
  'org.parent_overlaps': [
    'Đơn vị đã có cơ quan cấp trên trong khoảng thời gian này. Hãy chọn ngày sau lần thay đổi gần nhất.',
    "The unit would have two parents on the same day. Choose a day after the unit's later change.",
  ],
  'org.slug_taken': ['Tên rút gọn này đã được dùng. Hãy chọn tên khác.', 'Another unit has this short name. Use another one.'],
  'org.unit_not_on_day': [
    '{name} không hoạt động vào ngày {day}. Hãy chọn ngày khác[ hoặc đơn vị kế thừa: {successors}].',
    '{name} did not exist on {day}. Choose another day[ or a successor: {successors}].',
  ],
  'org.unit_unknown': [
    'Không có đơn vị “{code}”, hoặc đơn vị ở ngoài phạm vi của bạn. Hãy tìm đơn vị theo tên.',
    'There is no unit “{code}”, or it lies outside your rights. Search for it by name.',
  ],
  'packs.broken': [
    'Gói dữ liệu có lỗi và chưa được nạp: {detail}. Hãy sửa rồi khởi động lại.',
    'A pack of rules or data has faults and was not loaded: {detail}. Correct them and start again.',
  ],
  'web.cannot_unseal': [
    'Không đọc lại được nội dung đã giữ trên máy (khóa mã hóa không còn). Hãy nhập lại hồ sơ từ giấy tờ.',
    'What was kept in this browser cannot be read any more. Enter the dossier again from its papers.',
  ],
  'web.no_connection': [
    'Không kết nối được với máy chủ. Hãy kiểm tra mạng rồi thử lại.',
    'The server cannot be reached. Check the network and try again.',
  ],
  'web.wrong_address': [
    'Địa chỉ của trang không đúng: không có bản ghi nào mang số này. Hãy mở lại từ danh sách.',
    'The address of the page is wrong: there is no record of that number. Open it again from the list.',
  ],
  'web.unexpected_reply': [
    'Máy chủ trả lời không như mong đợi (mã {status}). Hãy thử lại; nếu vẫn lỗi, báo người vận hành.',
    'The server gave an unexpected reply ({status}). Try again; if it fails again, tell the operator.',
  ],
  'forms.not_on_day': [
    'Biểu {form} chưa có hoặc đã hết hiệu lực vào ngày cuối kỳ. Hãy chọn kỳ khác.',
    'Form {form} was not in force on the last day of the period. Choose another period.',
  ],
  'forms.unknown': [
    'Không có biểu mẫu {form}. Hãy chọn trong danh sách biểu mẫu.',
    'There is no form {form}. Choose one from the list of forms.',
  ],
} as const satisfies Record<string, readonly [vi: string, en: string]>;
