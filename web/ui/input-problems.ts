/** What the server says of a field that does not have the expected form; `message` is English. */
export type InputProblem = { path: string; message: string };

// Fields that people fill in; any other is told by its own name, for whoever is asked to help.
const FIELDS: Record<string, string> = {
  address: 'địa chỉ',
  amount: 'số lượng',
  amount_vnd: 'số tiền',
  channel: 'hình thức nộp',
  code: 'mã',
  competent_unit: 'cơ quan giải quyết',
  day: 'ngày',
  decision_no: 'số văn bản',
  display_name: 'họ và tên',
  due_from: 'hạn trả từ ngày',
  due_to: 'hạn trả đến ngày',
  email: 'thư điện tử',
  form: 'dạng giấy tờ',
  from: 'từ ngày',
  id: 'số của bản ghi trong địa chỉ',
  identity: 'số định danh',
  items: 'giấy tờ cần bổ sung',
  kind: 'loại',
  late_entry_reason: 'lý do nhập muộn',
  level: 'cấp',
  matter: 'trích yếu nội dung',
  name: 'tên',
  no_identity_reason: 'lý do không có số định danh',
  note: 'ghi chú',
  page: 'trang',
  papers: 'giấy tờ',
  password: 'mật khẩu',
  phone: 'số điện thoại',
  procedure: 'thủ tục',
  procedure_code: 'thủ tục',
  q: 'từ tìm kiếm',
  reason: 'lý do',
  received_at: 'thời điểm tiếp nhận',
  received_from: 'tiếp nhận từ ngày',
  received_to: 'tiếp nhận đến ngày',
  receiving_unit: 'nơi tiếp nhận',
  return_channel: 'cách nhận kết quả',
  scope: 'phạm vi',
  sector: 'lĩnh vực',
  sheets: 'số tờ',
  source: 'căn cứ',
  submitter_name: 'người nộp thay',
  text: 'nội dung',
  to: 'đến ngày',
  to_name: 'người nhận kết quả',
  to_unit: 'đơn vị nhận',
  unit: 'đơn vị',
  username: 'tên đăng nhập',
  year: 'năm',
};

/** Kinds of problem by how the server's checks word them; the first that fits is told. */
const KINDS: [RegExp, (found: RegExpExecArray) => string][] = [
  [/expected .*received (undefined|null)/i, () => 'chưa có giá trị'],
  [/too small: expected string to have >=1 /i, () => 'chưa có giá trị'],
  [/too small: expected string to have >=(\d+)/i, ([, most]) => `ngắn hơn ${most} ký tự`],
  [/too big: expected string to have <=(\d+)/i, ([, most]) => `dài hơn ${most} ký tự`],
  [/too small: expected array to have >=(\d+)/i, ([, least]) => `cần ít nhất ${least} mục`],
  [/too big: expected array to have <=(\d+)/i, ([, most]) => `nhiều hơn ${most} mục`],
  [/too small: expected .*?>(=?)(-?\d+)/i, ([, equal, least]) => (equal ? `phải từ ${least} trở lên` : `phải lớn hơn ${least}`)],
  [/too big: expected .*?<(=?)(-?\d+)/i, ([, equal, most]) => (equal ? `phải từ ${most} trở xuống` : `phải nhỏ hơn ${most}`)],
  [/invalid iso date(?!time)/i, () => 'không phải là ngày có thật'],
  [/invalid iso datetime/i, () => 'không phải là thời điểm hợp lệ'],
  [/invalid email/i, () => 'không phải là địa chỉ thư điện tử'],
  [/expected (number|int)/i, () => 'phải là số'],
  [/invalid option/i, () => 'không có trong danh sách lựa chọn'],
  [/unrecognized key/i, () => 'có trường không dùng đến'],
];

/** Nothing is wrong but the number of the record in the page's address: there is nothing to correct and send again. */
export function isWrongAddress(problems: readonly InputProblem[]): boolean {
  return problems.length > 0 && problems.every(({ path }) => path === 'id' || path === 'dossier_id');
}

/** One Vietnamese sentence per field, never the English of the checks: `trường “từ ngày”: không phải là ngày có thật`. */
export function vietnameseProblems(problems: readonly InputProblem[]): string {
  const told = problems.map(({ path, message }) => (path ? `trường “${fieldName(path)}”: ${kindOf(message)}` : kindOf(message)));
  return [...new Set(told)].join('; ');
}

/** `papers.2.sheets` → `số tờ (mục 3)`. */
function fieldName(path: string): string {
  const parts = path.split('.');
  const last = parts.findLast((part) => !/^\d+$/.test(part)) ?? path;
  const index = parts.findLast((part) => /^\d+$/.test(part));
  const name = (Object.hasOwn(FIELDS, last) && FIELDS[last]) || last;
  return index === undefined ? name : `${name} (mục ${Number(index) + 1})`;
}

function kindOf(message: string): string {
  for (const [pattern, told] of KINDS) {
    const found = pattern.exec(message);
    if (found) return told(found);
  }
  return 'giá trị không hợp lệ';
}
