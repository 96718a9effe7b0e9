/** Sentences of the module scorecards; see ../errors.ts. */
export const scorecards = {
  'scorecards.above_maximum': [
    'Tiêu chí {criterion} tối đa {max} điểm, không chấm {value} được. Nhập lại điểm.',
    'Criterion {criterion} has at most {max} points, not {value}. Enter other points.',
  ],
  'scorecards.below_minimum': [
    'Tiêu chí {criterion} thấp nhất {min} điểm, không chấm {value} được. Nhập lại điểm.',
    'Criterion {criterion} has at least {min} points, not {value}. Enter other points.',
  ],
  'scorecards.book_unreadable': [
    'Không đọc được tệp Excel. Lưu lại thành .xlsx rồi gửi lại.',
    'The Excel file cannot be read. Save it as .xlsx and send it again.',
  ],
  'scorecards.card_not_found': [
    'Không có phiếu chấm điểm này, hoặc chưa được xem. Mở lại từ đợt chấm.',
    'There is no such card, or it may not be seen yet. Open it from its round.',
  ],
  'scorecards.cards_not_final': [
    'Còn {count} phiếu chưa có kết quả cuối. Hoàn thành các phiếu này trước khi khoá đợt.',
    '{count} cards have no final score. Finish them before closing the round.',
  ],
  'scorecards.days_out_of_order': [
    'Các ngày của đợt chấm không theo thứ tự. Hạn tự chấm, thẩm định, giải trình phải lần lượt sau nhau.',
    'The days of the round are out of order. Self-scoring, appraisal and explanation follow each other.',
  ],
  'scorecards.decision_in_the_future': [
    'Ngày quyết định {on} ở tương lai. Nhập đúng ngày ký.',
    'The decision is dated {on}, in the future. Give the day it was signed.',
  ],
  'scorecards.deviation_unexplained': [
    'Tiêu chí {criterion}: chấm {value} khác điểm tính từ số liệu ({prefilled}). Nêu lý do.',
    'Criterion {criterion}: {value} is not what the figures give ({prefilled}). Say why.',
  ],
  'scorecards.evidence_needed': [
    '{count} tiêu chí chưa có minh chứng hoặc lý do không có: {criteria}. Gắn minh chứng rồi gửi lại.',
    '{count} criteria have no evidence and no reason why: {criteria}. Link evidence, then submit.',
  ],
  'scorecards.gap_differs': [
    'Tiêu chí {criterion} thiếu {missing} điểm nhưng các khoản kê cộng được {items}. Sửa cho khớp.',
    'Criterion {criterion} misses {missing} points, its items make {items}. Make them match.',
  ],
  'scorecards.gap_not_found': [
    'Không có khoản điểm thiếu này trên phiếu. Tải lại phiếu.',
    'There is no such item on the card. Open the card again.',
  ],
  'scorecards.gap_unexplained': [
    '{count} tiêu chí thiếu điểm chưa nêu lý do: {criteria}. Nêu lý do rồi gửi.',
    '{count} criteria miss points without a reason: {criteria}. Give the reasons, then submit.',
  ],
  'scorecards.has_task': [
    'Khoản điểm thiếu này đã có nhiệm vụ khắc phục. Mở nhiệm vụ đó.',
    'This item has its task already. Open that task.',
  ],
  'scorecards.must_apply': [
    'Tiêu chí {criterion} áp dụng cho mọi đơn vị. Hãy chấm điểm.',
    'Criterion {criterion} applies to every unit. Give points.',
  ],
  'scorecards.no_set_on_day': [
    'Ngày {day} không có bộ tiêu chí {code} đang áp dụng. Duyệt một bản áp dụng cho ngày đó.',
    'No set {code} holds on {day}. Approve one that does.',
  ],
  'scorecards.no_units': [
    '{owner} không có đơn vị thuộc cấp của bộ tiêu chí. Chọn đơn vị hoặc bộ tiêu chí khác.',
    '{owner} has no unit of the level of the set. Choose units or another set.',
  ],
  'scorecards.not_all_scored': [
    'Còn {count} tiêu chí chưa chấm: {criteria}. Chấm đủ rồi làm lại.',
    '{count} criteria are not scored: {criteria}. Score them first.',
  ],
  'scorecards.not_answered': [
    'Còn {count} giải trình chưa trả lời: {criteria}. Trả lời rồi kết thúc.',
    '{count} explanations have no answer: {criteria}. Answer them first.',
  ],
  'scorecards.not_in_this_state': [
    'Phiếu đang ở bước khác nên chưa làm được việc này. Tải lại phiếu để xem bước hiện tại.',
    'The card is at another step, so this cannot be done. Load it again.',
  ],
  'scorecards.not_scored_here': [
    'Tiêu chí {criterion} không chấm ở bước này. Bỏ tiêu chí này ra.',
    'Criterion {criterion} is not scored at this step. Leave it out.',
  ],
  'scorecards.own_work': [
    'Bạn đã tự chấm hoặc giải trình phiếu này nên không thẩm định được. Nhờ người khác thẩm định.',
    'You scored or explained this card, so you cannot appraise it. Somebody else does.',
  ],
  'scorecards.reason_needed': ['Tiêu chí {criterion}: nêu lý do thay đổi.', 'Criterion {criterion}: give the reason.'],
  'scorecards.round_closed': [
    'Đợt chấm đã khoá hoặc đã thu hồi, không sửa được nữa.',
    'The round is closed or was taken back: nothing of it changes.',
  ],
  'scorecards.round_has_scores': [
    'Đợt chấm đã có {count} điểm được chấm nên không thu hồi được. Hoàn thành các phiếu rồi khoá đợt.',
    'The round has {count} scores already, so it cannot be taken back. Finish its cards, then close it.',
  ],
  'scorecards.round_not_closed': [
    'Chỉ công bố được đợt đã khoá và chưa công bố. Khoá đợt trước.',
    'Only a closed round that is not published yet can be published. Close it first.',
  ],
  'scorecards.round_not_found': [
    'Không có đợt chấm này, hoặc ngoài phạm vi của bạn. Mở lại từ danh sách.',
    'There is no such round, or it is out of reach. Open it from the list.',
  ],
  'scorecards.set_broken': [
    'Bộ tiêu chí còn {count} lỗi, lỗi đầu tiên ở {criterion}. Sửa rồi duyệt lại.',
    'The set has {count} faults, the first at {criterion}. Mend them, then approve.',
  ],
  'scorecards.set_is_approved': [
    'Bản đã duyệt không sửa được. Lập bản mới từ bản này.',
    'An approved version does not change. Make a new version of it.',
  ],
  'scorecards.set_not_approved': [
    'Bộ tiêu chí còn là dự thảo. Duyệt trước khi mở đợt chấm.',
    'The set is a draft. Approve it before opening a round.',
  ],
  'scorecards.set_not_found': ['Không có bộ tiêu chí này. Mở lại từ danh sách.', 'There is no such set. Open it from the list.'],
  'scorecards.set_not_valid_then': [
    'Bộ tiêu chí không áp dụng trong kỳ của đợt chấm. Chọn bản khác.',
    'The set does not hold in the period of the round. Choose another version.',
  ],
  'scorecards.set_overlaps': [
    'Đã có bản khác áp dụng từ ngày đó trở đi. Chọn ngày áp dụng muộn hơn.',
    'Another version holds from that day on. Choose a later first day.',
  ],
  'scorecards.time_to_explain': [
    'Đơn vị còn được giải trình đến hết {until}. Chờ hoặc đổi hạn.',
    'The unit may explain until {until}. Wait, or move the day.',
  ],
  'scorecards.unknown_answer': [
    'Tiêu chí {criterion}: không hiểu câu trả lời “{answer}”. Chọn hoặc nhập lại.',
    'Criterion {criterion}: “{answer}” is no answer to it. Answer again.',
  ],
  'scorecards.unknown_criterion': [
    'Bộ tiêu chí không có mục {criterion}. Lấy mã trên phiếu.',
    'The set has no criterion {criterion}. Take the code from the card.',
  ],
  'scorecards.value_needed': [
    'Tiêu chí {criterion} chưa có số liệu để tính. Nhập điểm.',
    'Criterion {criterion} has no figures to be computed from. Enter points.',
  ],
  'scorecards.wrong_level': [
    '{unit} không thuộc cấp của bộ tiêu chí. Bỏ ra hoặc chọn bộ khác.',
    '{unit} is not of the level of the set. Leave it out or choose another set.',
  ],
} as const;
