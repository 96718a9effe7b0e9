// What a row of an annex and a clause of the words call one thing: one form for what offices write in several, and which of the words name it.

/** Longest first: a form that holds another one stands above it. */
const FORMS: readonly (readonly [RegExp, string])[] = [
  [
    /l[uũ][ỹy] kế|(?:tính )?từ đầu năm(?: đến nay)?|qu[ýy] (?:iv|iii|ii|i|[1-4])(?!\p{L})|(?:\d{1,2}|ba|sáu|chín) tháng(?: (?:đầu|cuối) năm)?/gu,
    ' ',
  ],
  [/văn bản (?:quy phạm pháp luật|qppl)|vb ?qppl/gu, ' vbqppl '],
  [/đơn vị sự nghiệp(?: công lập)?|đơn vị sncl|đvsn(?:cl)?/gu, ' đvsn '],
  [/(?:cơ quan|phòng|ban) chuyên môn/gu, ' cqcm '],
  [/hồ sơ (?:giải quyết )?(?:thủ tục hành chính|tthc)/gu, ' hồ sơ '],
  [/thủ tục(?: hành chính)?|tthc/gu, ' tthc '],
  [/cải cách hành chính|cchc/gu, ' cchc '],
  [/phản ánh,? kiến nghị|pakn/gu, ' pakn '],
  [/tin,? bài|bài viết/gu, ' tin_bài '],
  [/tổ công nghệ số(?: cộng đồng)?/gu, ' tổ_cns '],
  [
    /(?:trước|sớm)(?: thời)?(?: hạn)?(?:,| và|, và|\/) đúng(?: thời)? hạn|đúng(?: thời)? hạn(?: và|,) (?:trước|sớm)(?: thời)? hạn/gu,
    ' kịp_hạn ',
  ],
  [
    /(?:trả |bị |giải quyết |hoàn thành |xử lý )?(?:quá|trễ|chậm|muộn) (?:thời )?(?:hạn|hẹn)|trả (?:chậm|trễ)|chậm trả/gu,
    ' quá_hạn ',
  ],
  [/(?:trước|sớm)(?: thời)? hạn/gu, ' trước_hạn '],
  [/đúng(?: thời)? hạn/gu, ' đúng_hạn '],
  [/thanh toán (?:trực tuyến|qua mạng|điện tử|không dùng tiền mặt)/gu, ' thanh_toán_tt '],
  [/(?:tiếp nhận |nộp )?(?:hồ sơ )?(?:trực tuyến|qua mạng|trên môi trường mạng)/gu, ' trực_tuyến '],
  [/(?:hiện )?(?:đang )?có mặt|hiện (?:đang )?có|thực có|(?:đang|đã) sử dụng/gu, ' có_mặt '],
  [/chưa sử dụng|còn thiếu|còn khuyết|khuyết/gu, ' còn_thiếu '],
  [/(?:tiếp )?nhận mới|mới (?:tiếp )?nhận/gu, ' nhận_mới '],
  [/tiếp nhận|nhận được/gu, ' nhận '],
  [/(?:đang|còn) (?:được |phải )?(?:giải quyết|xử lý|thụ lý)/gu, ' đang_xử_lý '],
  [/(?:phải|cần) giải quyết/gu, ' phải_giải_quyết '],
  [/(?:đã )?(?:được )?(?:giải quyết xong|trả kết quả|trả xong|giải quyết|xử lý xong|xử lý)|đã trả/gu, ' giải_quyết '],
  [/(?:đã )?(?:hoàn thành|thực hiện xong|làm xong)|(?:đã|tới nay|đến nay) xong|(?<=vụ )xong/gu, ' hoàn_thành '],
  [/đào tạo,? bồi dưỡng|bồi dưỡng/gu, ' bồi_dưỡng '],
  [/tinh giản biên chế/gu, ' tinh_giản '],
  [/biên chế viên chức/gu, ' viên_chức '],
  [/cán bộ,? công chức,? viên chức|công chức,? viên chức(?:,? người lao động)?|cán bộ,? công chức|cbccvc/gu, ' ccvc '],
  [/biên chế công chức|công chức,? biên chế|công chức|(?:chỉ tiêu )?biên chế/gu, ' công_chức '],
  [/viên chức/gu, ' viên_chức '],
  [/(?<!bàn )(?:được |năm |cấp trên )?giao(?! dịch| thông| đất| lưu| tiếp)/gu, ' giao '],
  [/đầu tư công/gu, ' đầu_tư_công '],
  [/cấp (xã|huyện|tỉnh)/gu, ' cấp_$1 '],
  [/kỳ trước chuyển (?:sang|qua)|chuyển (?:từ )?kỳ trước|(?:năm|quý) trước chuyển (?:sang|qua)/gu, ' chuyển_sang '],
  [/(chưa|không|đang)\s+(\p{L}+)/gu, ' $1_$2 '],
];

/** Words that name nothing, in rows and in sentences. */
const EMPTY = new Set(
  'số tổng lượng các những của và được đã tại trong theo là có gồm cho với về từ đến do việc kết quả công tác nội dung thực hiện triển khai thời điểm báo cáo hiện nay này đó trên địa bàn cụ thể như sau năm kỳ quý tháng để ra ở hành chính nhà nước lượt trường hợp người lần hồ sơ văn bản thuộc đối toàn tính cả bị cử tham gia dự đi lớp tổ chức tiến hành đạt sở ubnd ủy ban nhân dân cơ quan đơn vị cán bộ qua lĩnh vực hệ thống đăng ký phát'.split(
    ' ',
  ),
);
/** What sets a figure apart wherever it stands, though it names nothing by itself. */
const DOING = new Set(
  'cchc cải cách riêng ban hành tổ chức cử đăng tải phát hành lãnh đạo huyện xã phường tỉnh thị trấn thành phố trung tâm phục vụ công đơn vị ta đăng phát ký giám đốc chủ tịch tham mưu trình đó đều lại còn nộp hướng dẫn chỉ đạo điều hành về việc quyết định mình hơn trở hiện nay đến tới'.split(
    ' ',
  ),
);

/** The words of a text that name something, what has several forms in one. */
export function namedIn(text: string): string[] {
  let plain = text.toLowerCase().replace(/\([^)]*\)/gu, ' ');
  for (const [find, form] of FORMS) plain = plain.replace(find, form);
  return plain.split(/[^\p{L}\p{M}\d_]+/u).filter((word) => word.length > 1 && !/^\d/.test(word) && !EMPTY.has(word));
}

/** Who is counted: where a row says nobody, whoever is told of. */
export const isPeople = (word: string): boolean => word === 'ccvc' || word === 'công_chức' || word === 'viên_chức';

const STATES = new Set(
  'quá_hạn trước_hạn đúng_hạn kịp_hạn trực_tuyến thanh_toán_tt có_mặt còn_thiếu nhận_mới nhận đang_xử_lý phải_giải_quyết giải_quyết hoàn_thành giao chuyển_sang'.split(
    ' ',
  ),
);
/** What happened to what is counted, or how far it has come. */
export const isState = (word: string): boolean => STATES.has(word) || /^(?:chưa|không|đang)_/u.test(word);

/** Words of doing that a sentence has and a row leaves out, and the other way round. */
export const isDoing = (word: string): boolean => DOING.has(word);
