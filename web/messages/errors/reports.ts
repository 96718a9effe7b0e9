/** Sentences of the module reports; see ../errors.ts. */
export const reports = {
  'reports.changed_meanwhile': [
    'Người khác[ ({by_name})] đã sửa cùng đoạn này ở bản {version}. Lời của bạn chưa lưu: hãy xem lại đoạn rồi lưu lần nữa.',
    'Somebody else[ ({by_name})] changed the same part in version {version}. Your words are not saved: look at the part and save again.',
  ],
  'reports.code_unknown': [
    'Không có báo cáo nào mang mã này. Hãy kiểm tra lại mã in trên báo cáo.',
    'No report has this code. Check the code printed on the report.',
  ],
  'reports.below_moved': [
    'Sau khi tổng hợp, báo cáo của {units} đã thay đổi. Hãy tổng hợp lại, hoặc giải trình từng báo cáo rồi trình, duyệt, ban hành.',
    'Reports of {units} changed after they were consolidated. Consolidate again, or explain each, then go on.',
  ],
  'reports.exchange_closed': [
    'Máy chủ chưa mở cổng nhận văn bản qua trục liên thông (MOTCUA_EDXML_IN_TOKEN).',
    'The server takes no packages of the exchange (MOTCUA_EDXML_IN_TOKEN).',
  ],
  'reports.exchange_credential': [
    'Khoá của trục liên thông không đúng. Hãy kiểm tra cấu hình hai bên.',
    'The token of the exchange is wrong. Check the settings on both sides.',
  ],
  'reports.errors_unexplained': [
    'Còn {errors} lỗi số liệu chưa sửa, chưa giải trình. Hãy sửa hoặc giải trình từng lỗi rồi trình, duyệt, ban hành.',
    '{errors} errors are neither mended nor explained. Mend or explain each, then go on.',
  ],
  'reports.explanation_closed': [
    'Báo cáo đã được duyệt nên không sửa giải trình được nữa. Hãy trả lại báo cáo, sửa giải trình rồi trình, duyệt lại.',
    'The report is approved, its explanations stay as they are. Return it, better them, submit and approve again.',
  ],
  'reports.explanation_says_nothing': [
    'Giải trình quá ngắn. Hãy nêu lý do bằng một câu, ít nhất {words} từ.',
    'The explanation says nothing. Give the reason in a sentence of at least {words} words.',
  ],
  'reports.figures_early': [
    'Số liệu lấy ngày {known_on}, chưa hết ngày chốt {until}. Sau ngày {until} hãy bấm “Cập nhật số liệu” rồi trình.',
    'The figures are of {known_on}, the last day that counts is {until}. After it refresh the figures, then submit.',
  ],
  'reports.figures_moved': [
    'Có {count} số liệu không còn khớp dữ liệu lúc lập bản này. Hãy trả lại để cập nhật số liệu rồi trình lại.',
    '{count} figures are not those of the records of that moment. Return it, refresh the figures and submit again.',
  ],
  'reports.issue_day_before_book': [
    'Sổ báo cáo đã có số {number} ngày {from}. Ngày ban hành {issued_on} phải từ ngày {from} trở đi.',
    'The book already holds number {number} of {from}. The day of issue {issued_on} may not lie before it.',
  ],
  'reports.issue_day_early': [
    'Ngày ban hành {issued_on} trước ngày báo cáo được duyệt. Hãy chọn từ ngày {from}.',
    'The day of issue {issued_on} lies before the report was approved. Choose {from} or later.',
  ],
  'reports.issue_day_wrong': [
    'Ngày ban hành {issued_on} phải từ {from} đến {to}.',
    'The day of issue {issued_on} must lie from {from} to {to}.',
  ],
  'reports.needs_reason': ['Hãy ghi lý do.', 'Give a reason.'],
  'reports.no_such_block': ['Báo cáo không có mục {block}. Hãy tải lại trang.', 'The report has no block {block}. Reload.'],
  'reports.no_such_draft': [
    'Phần này không có bản nháp (mục {block}). Hãy tải lại trang.',
    'Nothing is drafted for this part (block {block}). Reload.',
  ],
  'reports.no_such_figure': [
    'Báo cáo không có số liệu {anchor}. Hãy chọn số liệu từ danh sách.',
    'The report has no figure {anchor}. Choose one from the list.',
  ],
  'reports.no_such_finding': [
    'Lỗi này không còn trong bản mới nhất. Hãy tải lại trang.',
    'The newest version no longer has this finding. Reload.',
  ],
  'reports.no_such_place': [
    'Vị trí nhận xét không còn trong báo cáo. Hãy tải lại trang.',
    'The place of the remark is no longer in the report. Reload.',
  ],
  'reports.workbook_of_units': [
    'Mẫu này liệt kê các đơn vị trực thuộc nên điền theo kỳ, không điền từ một báo cáo. Hãy chọn đơn vị và kỳ.',
    'This workbook lists the units below: it is filled for a period, not from one report. Choose a unit and a period.',
  ],
  'reports.quote_not_there': [
    'Đoạn được chọn không còn trong phần này của báo cáo. Hãy tải lại trang rồi chọn lại.',
    'The chosen words no longer stand in this part of the report. Reload, and choose them again.',
  ],
  'reports.no_such_version': ['Không có bản này của báo cáo.', 'The report has no such version.'],
  'reports.not_found': [
    'Không có báo cáo này, hoặc báo cáo ngoài phạm vi của tài khoản.',
    'There is no such report, or it lies outside the reach of the account.',
  ],
  'reports.not_in_this_state': [
    'Báo cáo đang ở trạng thái không cho phép thao tác này. Hãy tải lại trang để xem trạng thái mới.',
    'The state of the report does not allow this. Reload to see it.',
  ],
  'reports.not_of_regime': [
    'Chế độ báo cáo này không có loại kỳ đã chọn. Hãy chọn kỳ khác.',
    'The regime has no period of this kind. Choose another.',
  ],
  'reports.not_sent': [
    'Đơn vị chưa gửi báo cáo này lên. Hãy đề nghị đơn vị gửi, rồi chấp nhận ở Báo cáo đến.',
    'The unit has not sent this report up. Ask it to send it, then accept it among the reports that came.',
  ],
  'reports.places_unfilled': [
    'Còn {count} chỗ chờ đơn vị viết: {places}. Hãy viết vào, hoặc xóa nếu không có nội dung.',
    '{count} places wait for your words: {places}. Write there, or take them out if there is nothing to say.',
  ],
  'reports.signer_unknown': [
    'Người ký phải là lãnh đạo có quyền ký của {unit}. Hãy chọn từ danh sách.',
    'The signer must be an officer of {unit} who may sign. Choose from the list.',
  ],
  'reports.other_report': [
    'Tệp này không phải bản Word của “{title}”. Hãy tải bản Word của đúng báo cáo này, sửa rồi nộp lại.',
    'The file is not the Word file of “{title}”. Download the Word file of this report, edit it and upload it again.',
  ],
  'reports.changed_by_both': [
    'Tệp được tải từ bản {base}; từ đó đã có người sửa cùng những phần này (nay là bản {version}). Chọn giữ lời của tệp hay lời trên hệ thống cho từng phần.',
    'The file was taken from version {base}; somebody changed the same parts since (now version {version}). Choose whose words stay.',
  ],
  'reports.not_above': [
    'Báo cáo do cấp trên chấp nhận hoặc trả lại, đơn vị không tự làm cho báo cáo của mình. Hãy để cấp trên thực hiện.',
    'The level above accepts a report or sends it back, never the unit itself. Leave it to the level above.',
  ],
  'reports.own_submission': [
    'Người trình không tự duyệt báo cáo của mình. Hãy để người khác duyệt.',
    'Who submitted a report does not approve it. Leave it to somebody else.',
  ],
  'reports.period_not_begun': [
    'Kỳ báo cáo bắt đầu ngày {from}, chưa đến. Hãy chọn kỳ đã bắt đầu.',
    'The period begins on {from}. Choose one that has begun.',
  ],
  'reports.bad_cut_off': [
    'Ngày chốt số liệu {data_to} nằm ngoài kỳ báo cáo ({from} đến {to}). Hãy chọn một ngày trong kỳ.',
    'Figures closed on {data_to}: not in the period ({from} to {to}). Choose a day of it.',
  ],
  'reports.bad_first_day': [
    'Ngày đầu của số liệu {data_from} không hợp lệ. Hãy chọn từ {from} đến {to}: sau ngày đầu của kỳ trước, không muộn hơn ngày đầu kỳ này.',
    'Figures cannot begin on {data_from}. Choose a day from {from} to {to}: after the period before began, not after this one does.',
  ],
  'reports.regime_unknown': ['Không có chế độ báo cáo {regime}.', 'There is no report regime {regime}.'],
  'reports.unreadable': [
    'Không đọc được tệp Word. Hãy mở bằng Word, lưu lại dạng .docx rồi nộp lại.',
    'The Word file cannot be read. Open it in Word, save it as .docx and upload it again.',
  ],
  'reports.assigned_from_above': [
    'Chỉ giao được báo cáo cho đơn vị trực thuộc; {unit} không thuộc đơn vị giao. Hãy chọn đơn vị khác.',
    'A report is assigned to units below; {unit} is none of them. Choose another.',
  ],
  'reports.assignment_days': [
    'Ngày kết thúc {to} trước ngày bắt đầu {from}. Hãy sửa ngày.',
    'The end {to} lies before the beginning {from}. Mend the days.',
  ],
  'reports.assignment_over': ['Việc giao báo cáo này đã kết thúc. Hãy tải lại trang.', 'This assignment is over. Reload.'],
  'reports.assignment_unknown': [
    'Không có việc giao báo cáo này, hoặc ngoài phạm vi của tài khoản. Hãy tải lại trang.',
    'There is no such assignment in reach. Reload.',
  ],
  'reports.form_unknown': [
    'Không có biểu {form}. Hãy chọn biểu từ danh sách.',
    'There is no form {form}. Choose one from the list.',
  ],
  'reports.lock_days': [
    'Ngày mở {open_until} không hợp lệ. Chọn ngày từ hôm nay {today}; khi khoá thì không chọn ngày.',
    'The day {open_until} will not do. Choose one from today {today} on; a lock has none.',
  ],
  'reports.lock_from_above': [
    'Đơn vị không tự khoá, mở kỳ của mình. Hãy đề nghị cấp trên.',
    'A unit does not lock or open its own period. Ask the level above.',
  ],
  'reports.needs_sections': [
    'Đề cương tự do dùng cho báo cáo đột xuất và cần ít nhất một mục. Hãy ghi các mục hoặc chọn đề cương khác.',
    'The free outline is for ad hoc reports and needs a heading. Write some, or choose another outline.',
  ],
  'reports.no_due_rule': [
    'Chế độ báo cáo {regime} chưa có hạn gửi[ cho loại đơn vị {kind}]. Hãy đặt hạn gửi trước.',
    'The regime {regime} names no due day[ for units of the kind {kind}]. Set one first.',
  ],
  'reports.nobody_assigned': [
    'Không đơn vị nào được giao: {unit} không có đơn vị loại đã chọn, hoặc tất cả bị trừ ra. Hãy chọn lại.',
    'Nobody would be assigned: {unit} has no unit of the kind, or all are excepted. Choose again.',
  ],
  'reports.outline_unknown': [
    'Không có đề cương {outline}. Hãy chọn đề cương từ danh sách.',
    'There is no outline {outline}. Choose one from the list.',
  ],
  'reports.period_locked': [
    'Kỳ báo cáo đã khoá từ ngày {day}[ ({reason})]. Hãy đề nghị cấp trên mở ngoại lệ.',
    'The period is locked since {day}[ ({reason})]. Ask the level above for an exception.',
  ],
  'reports.regime_changed_meanwhile': [
    'Chế độ báo cáo đã được người khác sửa (bản {version}). Hãy tải lại trang rồi sửa tiếp.',
    'Somebody else changed the regime (version {version}). Reload and go on.',
  ],
  'reports.regime_code_taken': [
    'Mã {regime} đã có chế độ báo cáo khác dùng. Hãy chọn mã khác.',
    'The code {regime} is taken. Choose another.',
  ],
  'reports.regime_overlaps': [
    'Bản mới của {regime} từ ngày {from} trùng thời gian với bản bắt đầu từ {other}. Hãy chọn ngày khác.',
    'The new version of {regime} from {from} overlaps the one that begins on {other}. Choose another day.',
  ],
  'reports.request_days': [
    'Các ngày không hợp lệ: kỳ từ {from} đến {to}, hạn {due_on}. Hạn phải từ hôm nay {today} và không trước kỳ; ngày khoá không trước hạn.',
    'The days will not do: from {from} to {to}, due {due_on}. Due from today {today} on and not before the period; locked not before it is due.',
  ],
  'reports.request_unknown': [
    'Không có yêu cầu báo cáo này, hoặc ngoài phạm vi của tài khoản. Hãy tải lại trang.',
    'There is no such request in reach. Reload.',
  ],
  'reports.request_withdrawn': [
    'Yêu cầu báo cáo “{subject}” đã được rút. Không cần lập báo cáo nữa.',
    'The request “{subject}” was withdrawn. No report is needed any more.',
  ],
  'reports.already_pulled': [
    'Lời văn này của {unit} đã có trong báo cáo. Xác nhận nếu vẫn muốn lấy thêm một lần.',
    'These words of {unit} stand in the report already. Confirm to take them once more.',
  ],
  'reports.no_such_adjustment': [
    'Không có điều chỉnh này, hoặc điều chỉnh đã được rút. Hãy tải lại trang.',
    'There is no such adjustment, or it was withdrawn. Reload.',
  ],
  'reports.no_such_column': [
    'Báo cáo tổng hợp không có chỉ tiêu {measure}. Hãy tải lại trang.',
    'The consolidated report has no figure {measure}. Reload.',
  ],
  'reports.no_such_source': [
    'Không có lời văn này trong báo cáo đã ban hành của đơn vị cấp dưới. Hãy tải lại trang.',
    'No issued report of a unit below has these words. Reload.',
  ],
  'reports.adjustment_impossible': [
    'Điều chỉnh này làm chỉ tiêu “{label}” thành {total}: số đếm không được âm, phần[ “{part}”] không được lớn hơn tổng[ “{whole}”]. Hãy kiểm tra lại mức điều chỉnh, hoặc điều chỉnh cả chỉ tiêu còn lại trước.',
    'With this adjustment “{label}” would be {total}: a count is not below zero, a part[ “{part}”] is not above its whole[ “{whole}”]. Check the amount, or adjust the other figure first.',
  ],
  'reports.not_adjustable': [
    'Chỉ tiêu này không cộng được nên không điều chỉnh trực tiếp, và mức điều chỉnh phải khác 0. Hãy điều chỉnh tử số hoặc mẫu số của chỉ tiêu.',
    'This figure is no sum and is not adjusted itself, and an adjustment is not 0. Adjust what it is made of.',
  ],
  'reports.not_consolidated': [
    'Báo cáo này chưa tổng hợp báo cáo của các đơn vị. Hãy tổng hợp trước.',
    'This report does not consolidate others yet. Consolidate first.',
  ],
  'reports.workbook_unknown': [
    'Chưa có mẫu Excel nào cho biểu {form} áp dụng vào ngày {day}. Hãy tải mẫu của bộ lên trước.',
    'There is no workbook for form {form} on {day}. Upload one first.',
  ],
  'reports.workbook_not_in_report': [
    'Báo cáo này không có biểu {form}, hoặc có biểu với dòng khác loại mẫu cần. Hãy chọn báo cáo khác hoặc lấy số liệu theo kỳ.',
    'This report does not carry form {form} with such rows. Choose another report, or fill by days.',
  ],
  'reports.workbook_unreadable': [
    'Không đọc được tệp Excel. {text}',
    'The Excel file cannot be read ({reason}). Save it as .xlsx without a password and send it again.',
  ],
  'reports.workbook_signed': [
    'Tệp Excel có chữ ký số của nơi gửi; điền số liệu vào sẽ làm hỏng chữ ký. Hãy xin tệp chưa ký.',
    'The workbook carries a digital signature, which filling would break. Ask for the unsigned file.',
  ],
  'reports.workbook_map_faults': [
    'Có {count} ô không điền được: {text}. Hãy sửa lại phần ghép ô.',
    '{count} cells cannot be filled: {text}. Correct the mapping.',
  ],
  'reports.workbook_no_room': [
    'Biểu có {lines} dòng nhưng mẫu chỉ có {room} dòng để điền, còn thiếu chỗ cho {left} dòng. Hãy dùng mẫu có đủ dòng.',
    'The form has {lines} lines, the workbook room for {room}; {left} would be left out. Use a workbook with enough lines.',
  ],
  'reports.workbook_too_early': [
    'Ngày áp dụng {valid_from} sớm hơn ngày của bản đang có ({after}). Hãy chọn ngày từ đó trở đi.',
    'The version would begin on {valid_from}, before the one there is ({after}). Choose a day from then on.',
  ],
  'reports.workbook_changed_meanwhile': [
    'Người khác vừa sửa mẫu Excel này (bản {version}). Hãy tải lại rồi làm tiếp.',
    'Somebody else changed this workbook (version {version}). Reload and go on.',
  ],
  'reports.no_tables': [
    'Báo cáo này không có biểu, bảng số liệu nào để lập phụ lục Excel.',
    'This report has no form and no table: there is nothing for an Excel appendix.',
  ],
  'reports.nothing_below': [
    'Không có đơn vị cấp dưới phải báo cáo theo chế độ và kỳ này, nên không có gì để tổng hợp.',
    'No unit below reports under this regime for the period: there is nothing to consolidate.',
  ],
} as const;
