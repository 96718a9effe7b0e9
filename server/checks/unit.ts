/** Units of figures: what is counted. Figures of different units are never compared. */

/** Printed forms of each unit, as they follow a number; `key` is what is compared. Longer forms first inside a key is not needed: the longest match wins. */
const FORMS: Record<string, string[]> = {
  hồ_sơ: ['hồ sơ', 'bộ hồ sơ', 'lượt hồ sơ', 'hs', 'hsơ'],
  thủ_tục: ['thủ tục hành chính', 'thủ tục', 'tthc'],
  dịch_vụ: ['dịch vụ công trực tuyến', 'dịch vụ công', 'dịch vụ', 'dvctt', 'dvc'],
  nhiệm_vụ: ['nhiệm vụ', 'công việc', 'đầu việc', 'nội dung công việc'],
  chỉ_tiêu: ['chỉ tiêu', 'chỉ số'],
  biên_chế: ['biên chế', 'chỉ tiêu biên chế'],
  tiêu_chí: ['tiêu chí', 'nội dung', 'tiêu chí thành phần'],
  văn_bản: ['văn bản', 'vb', 'văn bản qppl', 'văn bản quy phạm pháp luật', 'vbqppl', 'vb qppl'],
  kế_hoạch: ['kế hoạch'],
  quyết_định: ['quyết định'],
  công_văn: ['công văn'],
  báo_cáo: ['báo cáo'],
  nghị_quyết: ['nghị quyết'],
  chỉ_thị: ['chỉ thị'],
  thông_báo: ['thông báo'],
  tờ_trình: ['tờ trình'],
  hướng_dẫn: ['hướng dẫn', 'chương trình', 'giấy mời', 'kết luận'],
  đơn_vị: [
    'đơn vị',
    'cơ quan, đơn vị',
    'cơ quan',
    'đầu mối',
    'phòng',
    'phòng, ban',
    'sở, ngành',
    'sở',
    'đơn vị sự nghiệp',
    'tổ chức',
  ],
  xã: [
    'xã',
    'phường',
    'thị trấn',
    'xã, phường',
    'xã, thị trấn',
    'xã, phường, thị trấn',
    'đơn vị cấp xã',
    'ubnd cấp xã',
    'ubnd xã',
  ],
  huyện: ['huyện', 'huyện, thị xã', 'huyện, thành phố'],
  thôn: ['thôn', 'bản', 'tổ dân phố', 'khu phố', 'ấp', 'khóm', 'buôn', 'làng', 'thôn, bản', 'thôn, tổ dân phố', 'xóm'],
  người: [
    'người',
    'công dân',
    'cán bộ',
    'công chức',
    'viên chức',
    'đồng chí',
    'đ/c',
    'cbcc',
    'cbccvc',
    'cán bộ, công chức',
    'cán bộ, công chức, viên chức',
    'công chức, viên chức',
    'lao động',
    'người lao động',
    'thành viên',
    'học viên',
    'học sinh',
    'đại biểu',
    'trường hợp',
    'đảng viên',
    'nhân khẩu',
    'giáo viên',
    'nhân viên',
    'lãnh đạo',
    'em',
    'bác sĩ',
    'dược sĩ',
    'y sĩ',
    'điều dưỡng',
    'hộ sinh',
    'kỹ thuật viên',
    'kỹ sư',
    'chuyên viên',
    'hộ lý',
    'cộng tác viên',
    'tuyên truyền viên',
    'trẻ',
    'trẻ em',
    'bệnh nhân',
    'đối tượng',
    'bác sỹ',
    'hội viên',
    'thí sinh',
    'giám đốc',
    'phó giám đốc',
  ],
  lượt: ['lượt', 'lượt khám', 'lượt người', 'lượt công dân', 'lượt người nghe', 'lượt truy cập'],
  lượt_hồ_sơ: [],
  đoàn: ['đoàn', 'đoàn đông người'],
  dự_thảo: ['dự thảo', 'dự thảo văn bản'],
  di_tích: ['di tích'],
  lễ_hội: ['lễ hội'],
  phòng_học: ['phòng học'],
  trạm: ['trạm', 'trạm bts'],
  hộ: ['hộ', 'hộ dân', 'hộ gia đình', 'hộ nghèo', 'hộ cận nghèo'],
  phiếu: ['phiếu', 'phiếu khảo sát', 'phiếu đánh giá'],
  ý_kiến: ['ý kiến', 'phản ánh, kiến nghị', 'pakn', 'phản ánh', 'kiến nghị', 'lượt ý kiến', 'lượt phản ánh'],
  đơn: ['đơn', 'đơn thư', 'đơn khiếu nại', 'vụ việc', 'vụ', 'lượt đơn'],
  tin: ['tin', 'tin, bài', 'tin bài', 'bài viết', 'bài', 'tin, bài viết', 'chuyên mục', 'phóng sự'],
  cuộc: ['cuộc', 'cuộc họp', 'hội nghị', 'buổi', 'lớp', 'lớp tập huấn', 'đợt', 'phiên', 'lần'],
  điểm: ['điểm'],
  đồng: ['đồng', 'vnđ', 'đ', 'vnd'],
  ha: ['ha', 'hecta'],
  km: ['km'],
  mét: ['m', 'mét'],
  mét_vuông: ['m2', 'm²'],
  tấn: ['tấn', 'tạ', 'kg'],
  con: ['con'],
  ngày: ['ngày', 'ngày làm việc'],
  giờ: ['giờ', 'phút'],
  năm: ['năm'],
  tài_khoản: ['tài khoản'],
  máy: ['máy', 'bộ máy tính', 'máy tính', 'máy in', 'máy scan', 'bộ', 'chiếc', 'cái', 'thiết bị', 'camera', 'điểm camera'],
  trường: ['trường', 'trường học', 'cơ sở giáo dục', 'điểm trường', 'lớp học'],
  mô_hình: ['mô hình', 'sáng kiến', 'giải pháp', 'sản phẩm', 'sản phẩm ocop'],
  dự_án: ['dự án', 'công trình', 'danh mục'],
  doanh_nghiệp: ['doanh nghiệp', 'hợp tác xã', 'htx', 'cơ sở', 'hộ kinh doanh', 'tổ hợp tác'],
  lĩnh_vực: ['lĩnh vực', 'nhóm'],
  kết_quả: ['kết quả', 'kết quả giải quyết'],
  giao_dịch: ['giao dịch'],
  vấn_đề: ['vấn đề', 'tồn tại', 'hạn chế'],
  tổ: ['tổ', 'tổ công nghệ số cộng đồng', 'tổ công nghệ số'],
  bản: ['bản sao', 'chữ ký số', 'chứng thư số', 'chứng thư'],
};

const BY_FORM = new Map<string, string>();
for (const [key, forms] of Object.entries(FORMS)) for (const form of forms) if (!BY_FORM.has(form)) BY_FORM.set(form, key);
let longest = 1;
/** How forms begin, by whole words, a comma at the end left out: after other words no form can come any more. */
const BEGINNINGS = new Set<string>();
for (const form of BY_FORM.keys()) {
  const words = form.split(' ');
  longest = Math.max(longest, words.length);
  for (let k = 1; k <= words.length; k += 1) BEGINNINGS.add(words.slice(0, k).join(' ').replace(/,$/u, ''));
}

const WORD = /[\p{L}\p{M}](?:[\p{L}\p{M}\d²]|\/(?!\d))*/uy;

/** Unit that begins at `at` (spaces before it are skipped): its key and where it ends. Longest known form; else the next word, marked `~`. */
export function unitAt(text: string, at: number): { key: string; end: number } | null {
  let start = at;
  while (start < text.length && start < at + 3 && /[\s\u00a0(“"]/.test(text[start] as string)) start += 1;
  let best: { key: string; end: number } | null = null;
  let phrase = '';
  let cursor = start;
  let first: { word: string; end: number } | null = null;
  for (let words = 0; words < longest; words += 1) {
    WORD.lastIndex = cursor;
    const m = WORD.exec(text);
    if (!m) break;
    const word = m[0].toLowerCase();
    const end = cursor + m[0].length;
    phrase = words === 0 ? word : `${phrase}${words > 0 && text[cursor - 2] === ',' ? ',' : ''} ${word}`;
    if (words === 0) first = { word, end };
    const key = BY_FORM.get(phrase);
    if (key) best = { key, end };
    if (!BEGINNINGS.has(phrase)) break;
    cursor = end;
    if (text[cursor] === ',' && text[cursor + 1] === ' ') cursor += 2;
    else if (text[cursor] === ' ' || text[cursor] === '\u00a0' || text[cursor] === '\n') cursor += 1;
    else break;
  }
  if (best) return best;
  if (first && text[start] !== '(' && !CONNECTORS.has(first.word)) return { key: `~${first.word}`, end: first.end };
  return null;
}

/** Words that may follow a number and name no unit. */
const CONNECTORS = new Set(
  'chiếm đạt và trên là bằng tăng giảm so với trong đó tỷ tỉ lệ tương ứng đã đang chưa còn bao gồm gồm cụ thể của do tại từ đến để hoặc nhưng theo không có được quá đúng trước trễ chậm sau hơn trở lên xuống vượt thấp cao thuộc qua về liên do bị khi mà nên vì bằng'.split(
    ' ',
  ),
);

/** Units that are kinds of another: an account of documents is told by decisions, plans and letters. */
const KINDS: Record<string, readonly string[]> = {
  văn_bản: ['quyết_định', 'kế_hoạch', 'công_văn', 'báo_cáo', 'nghị_quyết', 'chỉ_thị', 'thông_báo', 'tờ_trình', 'hướng_dẫn'],
  đơn_vị: ['xã', 'huyện', 'trường', 'thôn'],
  biên_chế: ['người'],
  người: ['biên_chế'],
};

/** Whether figures of `part` may add up to one of `total`. */
export const isKindOf = (part: string, total: string): boolean => part === total || (KINDS[total]?.includes(part) ?? false);

/** Units that may be compared: equal, or one of them not printed. */
export const comparable = (a: string, b: string): boolean => a === b || a === '' || b === '';
