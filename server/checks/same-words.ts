// Words by which figures are called alike: which say nothing of what is counted, and which are written in several forms.
import { contentOf } from './facts.ts';

/** Words of doing and of praise: one office “nhận”, another “được hưởng”. */
export const FLUFF = new Set(
  'hưởng nhận sử dụng dùng thực hiện triển khai tiến hành mở đầy đủ kịp thời tốt xảy đạt kết quả tính cấp liệu con hợp trường huy động phát tiếp vượt cao nhiều nhất qua toàn địa bàn đơn kỳ cơ thể lần sang riêng nộp trả nâng mức thuộc gồm xong trị giá tham gia nữa hơn sau trước tổ chức giải quyết quản lý đang nay bởi làm thấp còn vẫn đó gần đánh giá tiến bộ chuyển biến nổi bật nhìn tích cực rõ rệt quan tâm tăng cường đẩy mạnh khá song mặc dù đến nay diện tích trong nửa việc hiện bao phủ trang luận tóm cộng tháng quý i ii iii iv ngày hết thu cử điều kiện'.split(
    ' ',
  ),
);
/** What one office writes in letters and another in words, and words that say one thing. */
const ALIKE: Record<string, string> = {
  cchc: 'cải cách hành chính',
  tthc: 'thủ tục hành chính',
  bhyt: 'bảo hiểm y tế',
  bhxh: 'bảo hiểm xã hội',
  bhtn: 'bảo hiểm thất nghiệp',
  ntm: 'nông thôn mới',
  thcs: 'trung học cơ sở',
  thpt: 'trung học phổ thông',
  gcn: 'giấy chứng nhận',
  htx: 'hợp tác xã',
  dvc: 'dịch vụ công',
  dvctt: 'dịch vụ công trực tuyến',
  hs: 'hồ sơ',
  qppl: 'quy phạm pháp luật',
  dtts: 'dân tộc thiểu số',
  cbccvc: 'cán bộ công chức viên chức',
  'thiếu sót': 'tồn tại',
  'vấn đề': 'tồn tại',
  'khuyết điểm': 'tồn tại',
  'hiện có': 'có mặt',
  'hiện đang có': 'có mặt',
  'thực có': 'có mặt',
  'trễ hạn': 'quá hạn',
  'chậm hạn': 'quá hạn',
  'trả chậm': 'quá hạn',
  'trễ hẹn': 'quá hạn',
  trễ: 'quá hạn',
  chậm: 'quá hạn',
  khuyết: 'chưa sử dụng',
};
const FORMS = new RegExp(
  `(?<!\\p{L})(?:${Object.keys(ALIKE)
    .toSorted((a, b) => b.length - a.length)
    .join('|')})(?!\\p{L})`,
  'giu',
);

/** One form for what is written in several. */
export const plain = (text: string): string => text.replace(FORMS, (form) => ALIKE[form.toLowerCase()] ?? form);
/** Words that tell something, of that form. */
export const wordsIn = (text: string): string[] => contentOf(plain(text));

/** Words that labels of forms have and prose leaves out. */
export const ASIDE = new Set('thuộc phân loại chỉ tiêu vấn đề hiện thời điểm báo cáo cấp lượt hành chính'.split(' '));
