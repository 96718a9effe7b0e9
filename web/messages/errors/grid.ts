/** Sentences of filling forms; see ../errors.ts. */
export const grid = {
  'forms.already_complete': [
    'Biểu {form} của kỳ này đã hoàn thành. Mở lại biểu (có lý do) rồi mới sửa được.',
    'Form {form} is complete for this period. Open it again, with a reason, before changing it.',
  ],
  'forms.cell_not_declared': [
    'Ô này được tính từ hồ sơ, sổ hoặc các ô khác, không khai được. Mở số để xem nó được tính từ đâu.',
    'This cell is computed and cannot be declared. Open it to see what it is made of.',
  ],
  'forms.cells_refused': [
    'Chưa lưu ô nào: {count} ô có lỗi. Sửa các ô đã nêu rồi lưu lại.',
    'Nothing was saved: {count} cells are wrong. Mend the cells that are named and save again.',
  ],
  'forms.completion_reason_needed': [
    'Còn {empty} ô khai báo chưa có số, {failed} quy tắc không đạt chưa giải trình. Hãy nhập tiếp, hoặc ghi lý do vẫn hoàn thành biểu.',
    '{empty} declared cells are empty, {failed} rules fail unexplained. Fill them, or say why the form is complete all the same.',
  ],
  'forms.failures_unexplained': [
    'Còn {count} quy tắc mức cao không đạt: {rules}. Sửa số hoặc ghi giải trình rồi hoàn thành lại.',
    '{count} rules of high importance fail: {rules}. Mend the figures or explain them, then complete again.',
  ],
  'forms.no_such_cell': [
    'Biểu không có ô {cell}. Tải lại trang rồi chọn ô khác.',
    'The form has no cell {cell}. Reload and choose another.',
  ],
  'forms.not_complete': [
    'Biểu {form} của kỳ này chưa hoàn thành nên không cần mở lại.',
    'Form {form} is not complete for this period; there is nothing to reopen.',
  ],
  'forms.not_failing': [
    'Quy tắc {rule} đang đạt hoặc chưa đủ số, không cần giải trình. Tải lại trang để xem kết quả mới.',
    'Rule {rule} does not fail now; there is nothing to explain. Reload to see.',
  ],
  'forms.nothing_to_prove': [
    'Ô {cell} chưa khai số. Khai số trước rồi kèm minh chứng.',
    'Nothing is declared in {cell}. Declare a value first, then attach evidence.',
  ],
  'forms.period_not_over': [
    'Kỳ chưa hết (ngày cuối {to}). Hoàn thành biểu khi kỳ đã hết.',
    'The period is not over (last day {to}). Complete the form when it is.',
  ],
  'forms.reason_needed': [
    'Ô đã có số “{was}”. Ghi lý do sửa rồi lưu lại.',
    'The cell holds “{was}” already. Say why it changes and save again.',
  ],
  'forms.rule_broken': [
    'Biểu thức của quy tắc chưa đúng: {text}. Sửa mã ô, tên chỉ tiêu hoặc dấu đã nêu.',
    'The rule is not well formed: {text}. Mend the cell, measure or sign that is named.',
  ],
  'forms.rule_changed_meanwhile': [
    'Quy tắc {code} đã có phiên bản khác. Tải lại rồi sửa trên bản mới nhất.',
    'Rule {code} has another version. Reload and edit the newest.',
  ],
  'forms.rule_too_early': [
    'Phiên bản mới phải áp dụng từ {after} trở đi. Chọn ngày muộn hơn {valid_from}.',
    'A new version must hold from {after} on. Choose a day later than {valid_from}.',
  ],
  'measures.declaration_held': [
    'Số “{label}” đang khóa: {held_by}. Mở lại biểu rồi mới sửa được.',
    '“{label}” is held: {held_by}. Open the form again before changing it.',
  ],
  'reports.form_failures': [
    'Biểu {form} của báo cáo còn {count} quy tắc mức cao không đạt: {rules}. Mở biểu, sửa số hoặc ghi giải trình rồi trình lại.',
    'Form {form} of the report fails {count} rules of high importance: {rules}. Open the form, mend or explain them, then submit again.',
  ],
} as const;
