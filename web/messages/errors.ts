/** One sentence per error code, [Vietnamese, English], saying what to do. The codes stand in docs/errors.md. */
export const errors = {
  'access.already_assigned': [
    'Tài khoản đã có vai trò này tại đơn vị trong khoảng thời gian đó. Hãy chọn thời gian khác.',
    'The account has this role there at that time already. Choose another time.',
  ],
  'access.assignment_not_found': [
    'Không tìm thấy phân quyền này, hoặc phân quyền đã hết hiệu lực. Hãy tải lại danh sách.',
    'The role was not found or is over. Reload the list.',
  ],
  'access.beyond_own_rights': [
    'Bạn không thể giao hoặc thay đổi quyền vượt quá quyền của mình. Hãy nhờ quản trị cấp trên.',
    'You cannot give or change rights beyond your own. Ask the administrator above.',
  ],
  'access.locked': [
    'Tài khoản đã bị khóa. Hãy liên hệ quản trị viên của đơn vị để mở khóa.',
    'The account is locked. Ask the administrator of your unit.',
  ],
  'access.must_change_password': ['Bạn cần đổi mật khẩu trước khi tiếp tục.', 'Change your password before you go on.'],
  'access.not_found': ['Không tìm thấy tài khoản. Hãy tìm lại theo tên.', 'The account was not found. Search for it by name.'],
  'access.not_permitted': [
    'Tài khoản của bạn chưa được cấp quyền dùng chức năng này. Hãy liên hệ quản trị viên của đơn vị.',
    'Your account has no right to this. Ask the administrator of your unit.',
  ],
  'access.own_account': [
    'Bạn không thể tự thay đổi quyền hoặc khóa tài khoản của mình. Hãy nhờ quản trị viên khác.',
    'You cannot change your own rights or lock yourself. Ask another administrator.',
  ],
  'access.reversed_dates': [
    'Ngày kết thúc sớm hơn ngày bắt đầu. Hãy kiểm tra lại hai ngày.',
    'The last day is before the first. Check both days.',
  ],
  'access.role_unknown': [
    'Không có vai trò {role_code}. Hãy chọn trong danh sách vai trò.',
    'There is no role {role_code}. Choose one from the list.',
  ],
  'access.session_not_found': [
    'Không tìm thấy phiên làm việc này; có thể phiên đã kết thúc. Hãy tải lại danh sách.',
    'The session was not found; it may have ended. Reload the list.',
  ],
  'access.sign_in_needed': [
    'Bạn chưa đăng nhập hoặc phiên làm việc đã hết. Hãy đăng nhập lại.',
    'You are not signed in, or the session is over. Sign in again.',
  ],
  'access.starts_in_the_past': [
    'Phân quyền không thể bắt đầu trước hôm nay. Hãy chọn hôm nay hoặc ngày sau.',
    'A role cannot begin before today. Choose today or later.',
  ],
  'access.too_many_attempts': [
    'Đã nhập sai mật khẩu nhiều lần. Hãy thử lại sau {retry_after_seconds} giây.',
    'Too many wrong passwords. Try again in {retry_after_seconds} seconds.',
  ],
  'access.unit_not_found': [
    'Không tìm thấy đơn vị trong phạm vi của bạn. Hãy chọn đơn vị khác.',
    'The unit was not found among yours. Choose another one.',
  ],
  'access.username_form': [
    'Tên đăng nhập gồm 2 đến 64 ký tự: chữ thường không dấu, chữ số, dấu chấm, gạch nối. Hãy nhập lại.',
    'A username has 2 to 64 small letters without diacritics, digits, dots or dashes. Choose another.',
  ],
  'access.username_taken': ['Tên đăng nhập đã có người dùng. Hãy chọn tên khác.', 'The username is taken. Choose another.'],
  'access.weak_password': [
    'Mật khẩu chưa đủ mạnh. Hãy chọn mật khẩu khác, ít nhất {min_length} ký tự và khó đoán.',
    'The password is too weak. Choose one of at least {min_length} characters that is hard to guess.',
  ],
  'access.wrong_current_password': [
    'Mật khẩu hiện tại không đúng. Hãy nhập lại.',
    'The present password is wrong. Type it again.',
  ],
  'access.wrong_password': [
    'Tên đăng nhập hoặc mật khẩu không đúng. Hãy nhập lại.',
    'Username or password is wrong. Type both again.',
  ],
  'app.bad_input': [
    'Thông tin gửi lên chưa đúng. Hãy kiểm tra lại các ô được đánh dấu.',
    'What was sent is not right. Check the marked fields.',
  ],
  'app.body_not_json': [
    'Dữ liệu gửi lên không đọc được. Hãy tải lại trang rồi thử lại.',
    'What was sent cannot be read. Reload the page and try again.',
  ],
  'app.body_too_large': ['Dữ liệu gửi lên quá lớn. Hãy chia nhỏ rồi gửi lại.', 'Too much was sent at once. Send it in parts.'],
  'app.csrf': [
    'Phiên làm việc không khớp với trang đang mở. Hãy tải lại trang rồi thử lại.',
    'The session does not match the open page. Reload the page and try again.',
  ],
  'app.database_away': [
    'Chưa kết nối được cơ sở dữ liệu. Hãy đợi một lát rồi thử lại.',
    'The database does not answer. Wait a moment and try again.',
  ],
  'app.foreign_origin': [
    'Yêu cầu đến từ một trang web khác nên bị từ chối. Hãy thao tác trên trang của hệ thống.',
    "The request came from another site. Use the product's own pages.",
  ],
  'app.internal': [
    'Hệ thống gặp lỗi. Hãy thử lại; nếu vẫn lỗi, báo quản trị viên mã yêu cầu {request_id}.',
    'Something went wrong. Try again; if it stays, tell the administrator the request id {request_id}.',
  ],
  'app.no_such_route': [
    'Không có chức năng ở địa chỉ này. Hãy kiểm tra lại đường dẫn.',
    'Nothing stands at this address. Check the link.',
  ],
  'app.try_again': [
    'Có người vừa sửa cùng dữ liệu này; thay đổi của bạn chưa được ghi. Hãy thử lại.',
    'Someone changed the same records just now; nothing of yours was written. Try again.',
  ],
  'calendar.amount_out_of_range': [
    'Thời hạn phải là số nguyên từ 0 đến {most}. Hãy nhập lại.',
    'A limit is a whole number from 0 to {most}. Enter it again.',
  ],
  'calendar.day_not_recorded': [
    'Ngày {on_date} không có trong lịch nghỉ. Hãy xem lại danh sách của năm.',
    'Nothing is recorded for {on_date}. Look at the list of the year.',
  ],
  'calendar.impossible_cut_off': [
    'Giờ chốt {cut_off} không hợp lệ. Hãy ghi theo dạng giờ:phút, ví dụ 15:00.',
    '{cut_off} is not a time of day. Write it as 15:00.',
  ],
  'calendar.impossible_date': [
    'Ngày {day} không tồn tại. Hãy kiểm tra lại ngày, tháng.',
    'There is no day {day}. Check day and month.',
  ],
  'calendar.no_such_period': [
    'Không có kỳ báo cáo này trong năm {year}. Hãy chọn lại kỳ.',
    'The year {year} has no such period. Choose another one.',
  ],
  'calendar.no_working_hours': [
    'Đơn vị {unit_code} chưa có giờ làm việc cho ngày {day}. Hãy nhập giờ làm việc trước.',
    'Unit {unit_code} has no working hours on {day}. Enter them first.',
  ],
  'calendar.off_on_weekend': [
    'Ngày {on_date} là cuối tuần nên không thể là ngày nghỉ bù hay nghỉ hoán đổi. Hãy chọn ngày trong tuần.',
    '{on_date} is at the weekend and cannot be a substitute day off. Choose a weekday.',
  ],
  'calendar.pause_reversed': [
    'Thời điểm kết thúc tạm dừng sớm hơn thời điểm bắt đầu. Hãy kiểm tra lại.',
    'The pause ends before it begins. Check both moments.',
  ],
  'calendar.reversed_dates': [
    'Ngày kết thúc {to} sớm hơn ngày bắt đầu {from}. Hãy đổi lại hai ngày.',
    'The last day {to} is before the first day {from}. Exchange them.',
  ],
  'calendar.swap_work_not_weekend': [
    'Ngày làm bù phải là thứ Bảy hoặc Chủ nhật; ngày {on_date} thì không. Hãy chọn ngày khác.',
    'A worked swap day is a Saturday or Sunday; {on_date} is not. Choose another day.',
  ],
  'demo.no_desks': [
    'Chưa có đơn vị nào nhận hồ sơ. Hãy nạp dữ liệu minh họa trước.',
    'No desk receives dossiers. Load the demonstration first.',
  ],
  'demo.seed_out_of_range': [
    'Số hồ sơ phải từ 1 đến {most}. Hãy nhập số khác.',
    'The number of dossiers is from 1 to {most}. Give another number.',
  ],
  'dossiers.applicant_without_identity': [
    'Người nộp chưa có số định danh. Hãy nhập số định danh hoặc ghi lý do không có.',
    'The applicant has no identity number. Enter it, or say why there is none.',
  ],
  'dossiers.applicant_without_name': ['Chưa có họ tên người nộp. Hãy nhập họ tên.', 'The applicant has no name. Enter it.'],
  'dossiers.bad_identity': [
    'Số định danh không đúng dạng. Hãy kiểm tra lại số căn cước, hộ chiếu hoặc mã số thuế.',
    'The identity number has no known form. Check its digits.',
  ],
  'dossiers.bad_phone': [
    'Số điện thoại không đúng dạng. Hãy kiểm tra lại hoặc để trống.',
    'The telephone number has no known form. Check it or leave it empty.',
  ],
  'dossiers.before_last_event': [
    'Thời điểm này sớm hơn sự việc gần nhất của hồ sơ. Hãy chọn thời điểm muộn hơn.',
    'This is earlier than the last thing recorded of the dossier. Choose a later moment.',
  ],
  'dossiers.changed_meanwhile': [
    'Hồ sơ vừa được người khác cập nhật. Hãy tải lại hồ sơ rồi thực hiện tiếp.',
    'Somebody changed the dossier meanwhile. Reload it, then go on.',
  ],
  'dossiers.client_id_reused': [
    'Phiếu này đã được gửi với nội dung khác. Hãy tải lại trang và tiếp nhận lại.',
    'This form was sent before with other content. Reload the page and enter it again.',
  ],
  'dossiers.competent_unit_needed': [
    'Chưa xác định được cơ quan giải quyết thủ tục này. Hãy chọn cơ quan giải quyết.',
    'Who decides on this procedure is not clear. Choose the competent unit.',
  ],
  'dossiers.in_the_future': [
    'Thời điểm nằm trong tương lai. Hãy chọn lại thời điểm.',
    'This moment is in the future. Choose another.',
  ],
  'dossiers.late_entry_without_reason': [
    'Nhập muộn so với thời điểm thực tế. Hãy ghi lý do nhập muộn.',
    'It is entered late. Say why.',
  ],
  'dossiers.not_found': [
    'Không tìm thấy hồ sơ. Hãy tìm lại theo mã hồ sơ.',
    'The dossier was not found. Search for it by its code.',
  ],
  'dossiers.not_in_this_status': [
    'Hồ sơ đang ở trạng thái không cho phép thao tác này. Hãy tải lại hồ sơ để xem các thao tác có thể thực hiện.',
    "This is not possible in the dossier's present status. Reload it and see what is.",
  ],
  'dossiers.officer_not_there': [
    'Cán bộ được chọn không thuộc đơn vị nhận. Hãy chọn cán bộ khác hoặc để trống.',
    'The officer does not work at that unit. Choose another or none.',
  ],
  'dossiers.online_not_offered': [
    'Thủ tục {code} không cung cấp trực tuyến. Hãy chọn hình thức tiếp nhận khác.',
    'Procedure {code} is not offered online. Choose another channel.',
  ],
  'dossiers.other_province': [
    'Đơn vị {unit} thuộc tỉnh khác. Hãy chọn đơn vị trong cùng tỉnh.',
    'Unit {unit} is in another province. Choose one of the same.',
  ],
  'dossiers.paper_not_found': [
    'Không tìm thấy giấy tờ này trong hồ sơ. Hãy tải lại hồ sơ.',
    'The paper was not found in the dossier. Reload it.',
  ],
  'dossiers.paper_unknown': [
    'Giấy tờ không có trong thành phần hồ sơ. Hãy chọn trong danh sách hoặc ghi tên giấy tờ.',
    "The paper is not on the procedure's list. Choose one or write its name.",
  ],
  'dossiers.papers_missing': [
    'Hồ sơ chưa đủ giấy tờ bắt buộc. Hãy bổ sung hoặc hướng dẫn người nộp hoàn thiện.',
    'Required papers are missing. Add them, or tell the applicant what is needed.',
  ],
  'dossiers.supplements_used_up': [
    'Đã yêu cầu bổ sung đủ {max_supplements} lần cho phép. Hãy giải quyết hồ sơ theo giấy tờ hiện có.',
    'Supplements were requested {max_supplements} times, which is all that is allowed. Decide on what is there.',
  ],
  'dossiers.unit_not_competent': [
    'Đơn vị {unit} không có thẩm quyền giải quyết thủ tục {procedure}. Hãy chọn cơ quan khác.',
    'Unit {unit} does not decide on procedure {procedure}. Choose another.',
  ],
  'dossiers.unit_not_permitted': [
    'Bạn không có quyền tiếp nhận hồ sơ tại đơn vị {code}. Hãy chọn đơn vị của mình.',
    'You may not receive dossiers at unit {code}. Choose your own.',
  ],
  'files.damaged': [
    'Tệp trên máy chủ bị hỏng hoặc mất. Hãy báo quản trị viên khôi phục từ bản sao lưu.',
    'The file on the server is damaged or gone. Ask the administrator to bring it back from the backup.',
  ],
  'files.empty': ['Tệp rỗng. Hãy chọn tệp khác.', 'The file is empty. Choose another.'],
  'files.infected': [
    'Tệp có mã độc ({found}) nên không được nhận. Hãy quét hoặc tạo lại tệp.',
    'The file carries malware ({found}) and was not taken. Make it again.',
  ],
  'files.no_file': ['Chưa có tệp nào được gửi lên. Hãy chọn tệp.', 'No file was sent. Choose one.'],
  'files.not_found': ['Không tìm thấy tệp. Hãy mở lại từ hồ sơ.', 'The file was not found. Open it from its dossier.'],
  'files.too_large': [
    'Tệp vượt quá dung lượng cho phép ({limit_bytes} byte). Hãy giảm độ phân giải hoặc chia nhỏ tệp.',
    'The file is larger than allowed ({limit_bytes} bytes). Scan it smaller or split it.',
  ],
  'files.type_not_allowed': [
    'Loại tệp không được nhận hoặc nội dung không khớp với tên tệp. Hãy dùng PDF, ảnh, DOCX hoặc XLSX.',
    'This kind of file is not taken, or its content does not match its name. Use PDF, a picture, DOCX or XLSX.',
  ],
  'files.unit_not_found': [
    'Không tìm thấy đơn vị lưu tệp trong phạm vi của bạn. Hãy chọn đơn vị khác.',
    'The unit was not found among yours. Choose another.',
  ],
  'measures.no_such_part': [
    'Chỉ tiêu {measure} không có tử số, mẫu số riêng. Hãy bỏ lựa chọn này.',
    'Measure {measure} has no parts. Leave the part out.',
  ],
  'measures.too_many_records': [
    'Có {count} hồ sơ, vượt quá {limit} hồ sơ một tệp. Hãy chọn kỳ ngắn hơn hoặc đơn vị nhỏ hơn.',
    'There are {count} dossiers, more than the {limit} of a sheet. Choose a shorter period or a smaller unit.',
  ],
  'measures.unknown_filter': [
    'Không có giá trị “{value}” để lọc. Hãy chọn trong danh sách.',
    'There is nothing “{value}” to filter by. Choose from the list.',
  ],
  'measures.unknown_measure': [
    'Không có chỉ tiêu {name}. Hãy chọn trong danh sách chỉ tiêu.',
    'There is no measure {name}. Choose one from the list.',
  ],
  'org.code_taken': ['Mã định danh này đã được dùng. Hãy nhập mã khác.', 'This identifier is taken. Use another.'],
  'org.cycle': [
    'Đơn vị không thể trực thuộc chính nó hoặc đơn vị cấp dưới của nó. Hãy chọn cơ quan cấp trên khác.',
    'A unit cannot stand below itself. Choose another parent.',
  ],
  'org.has_units_below': [
    'Đơn vị còn đơn vị trực thuộc. Hãy chuyển các đơn vị đó trước khi chia tách.',
    'The unit has units below it. Move them first.',
  ],
  'org.later_change': [
    'Đơn vị đã có thay đổi từ ngày này trở đi. Hãy chọn ngày muộn hơn.',
    'The unit has changes on or after that day already. Choose a later day.',
  ],
  'org.no_tree_on_day': [
    'Chưa có dữ liệu tổ chức bộ máy cho ngày {day}. Hãy chọn từ ngày {first_on} trở đi.',
    'The organisation of {day} is not known. Choose {first_on} or later.',
  ],
  'org.nothing_above': [
    'Đơn vị không có cơ quan cấp trên. Hãy chọn đơn vị tiếp nhận.',
    'The unit has nothing above it. Choose the unit that takes its place.',
  ],
  'org.nothing_to_merge': [
    'Chưa đủ đơn vị để sáp nhập. Hãy chọn ít nhất hai đơn vị khác nhau.',
    'There is nothing to merge. Choose at least two units.',
  ],
  'org.parent_overlaps': [
    'Đơn vị đã có cơ quan cấp trên trong khoảng thời gian này. Hãy chọn ngày sau lần thay đổi gần nhất.',
    'The unit has a parent at that time already. Choose a day after its last change.',
  ],
  'org.slug_taken': ['Tên rút gọn này đã được dùng. Hãy chọn tên khác.', 'This short name is taken. Use another.'],
  'org.unit_not_on_day': [
    '{name} không hoạt động vào ngày {day}. Hãy chọn ngày khác hoặc đơn vị kế thừa.',
    '{name} did not exist on {day}. Choose another day or its successor.',
  ],
  'org.unit_unknown': ['Không có đơn vị “{code}”. Hãy tìm đơn vị theo tên.', 'There is no unit “{code}”. Search for it by name.'],
  'packs.broken': [
    'Gói dữ liệu có lỗi nên không được nạp. Hãy sửa các dòng được nêu rồi nạp lại.',
    'The pack has faults and was not loaded. Correct the lines named and load it again.',
  ],
  'procedures.bad_code': [
    'Mã thủ tục phải có dạng N.NNNNNN, ví dụ 1.001193. Hãy nhập lại.',
    'A procedure code looks like 1.001193. Enter it again.',
  ],
  'procedures.day_in_the_past': [
    'Phiên bản mới không được bắt đầu trước hôm nay. Hãy chọn ngày hôm nay hoặc muộn hơn.',
    'A version cannot begin before today. Choose today or later.',
  ],
  'procedures.not_on_day': [
    'Thủ tục {code} không có hiệu lực vào ngày {day}. Hãy chọn thủ tục thay thế hoặc kiểm tra lại ngày.',
    'Procedure {code} is not in force on {day}. Choose the one that replaced it or check the day.',
  ],
  'procedures.sector_unknown': [
    'Không có lĩnh vực {sector}. Hãy chọn trong danh sách lĩnh vực.',
    'There is no sector {sector}. Choose one from the list.',
  ],
  'procedures.unknown': [
    'Không có thủ tục mang mã {code}. Hãy tìm theo tên trong danh mục thủ tục.',
    'No procedure has the code {code}. Look it up by name.',
  ],
  'procedures.version_exists': [
    'Đã có phiên bản của thủ tục này bắt đầu từ ngày {from}. Hãy chọn ngày khác.',
    'A version of this procedure begins on {from} already. Choose another day.',
  ],
} as const satisfies Record<string, readonly [string, string]>;
