/** The places of a figure in the account of work received, done and left: the glossary of the identities R05, R06, R07. */
export type Slot =
  | 'received'
  | 'carried'
  | 'new'
  | 'online'
  | 'direct'
  | 'postal'
  | 'offline'
  | 'resolved'
  | 'early'
  | 'on_time'
  | 'on_or_before'
  | 'late'
  | 'pending'
  | 'remaining'
  | 'pending_in_time'
  | 'pending_late'
  | 'returned';

export const SLOT_NAMES: Record<Slot, string> = {
  received: 'tiếp nhận',
  carried: 'kỳ trước chuyển qua',
  new: 'tiếp nhận mới',
  online: 'trực tuyến',
  direct: 'trực tiếp',
  postal: 'qua bưu chính',
  offline: 'trực tiếp và qua bưu chính',
  resolved: 'đã giải quyết',
  early: 'trước hạn',
  on_time: 'đúng hạn',
  on_or_before: 'trước và đúng hạn',
  late: 'quá hạn',
  pending: 'đang giải quyết',
  remaining: 'còn lại',
  pending_in_time: 'đang giải quyết trong hạn',
  pending_late: 'đang giải quyết quá hạn',
  returned: 'trả lại, rút, dừng',
};

const RETURNED =
  /trả lại|rút (?:hồ sơ|đơn)|(?:xin|tự|công dân|người dân|tổ chức|doanh nghiệp) rút|(?:^|[\s,])rút$|tạm dừng|dừng (?:giải quyết|xử lý)|(?<!\p{L})(?:hủy|huỷ)|từ chối|không (?:đủ điều kiện|tiếp nhận)|(?:chờ|yêu cầu|đang) bổ sung/u;
const CARRIED =
  /(?:kỳ|năm|tháng|quý)(?: báo cáo)? trước.{0,14}(?:chuyển|sang|qua)|tồn.{0,12}(?:kỳ|năm|tháng|quý) trước|(?:chuyển|tồn) từ (?:kỳ|năm|tháng|quý)|từ kỳ trước|tồn đầu (?:kỳ|tháng|quý|năm)|kỳ trước|chuyển (?:tiếp )?(?:từ|qua|sang)|năm \d{4} chuyển/u;
const NEW =
  /hồ sơ mới|tiếp nhận mới|mới tiếp nhận|nhận mới|tiếp nhận trong (?:kỳ|tháng|quý)|(?:phát sinh|mới) trong kỳ|mới phát sinh/u;
const PENDING =
  /đang (?:được |tiếp tục |trong (?:quá trình |thời gian )?)?(?:giải quyết|xử lý|thực hiện|thụ lý|triển khai|xem xét)|chưa (?:được )?(?:giải quyết|xử lý|hoàn thành)|(?:chưa|còn) đến hạn|đang trong hạn/u;
const REMAINING = /còn lại/u;
/** “Chuyển tháng 11 tiếp tục giải quyết”: what the next period goes on with. */
const HANDED_ON =
  /(?<!(?:trước|tháng \d{1,2}|quý [ivx]+|tồn) )chuyển (?:tiếp )?(?:sang |qua )?(?:kỳ|tháng|quý|năm) (?:sau|tới|tiếp theo|kế tiếp|\d{1,4}|[ivx]+)(?:\s?\/\s?\d{4}| năm \d{4})? (?:để )?(?:tiếp tục |tiếp )?(?:giải quyết|xử lý|thực hiện)|^chuyển (?:tiếp )?(?:sang |qua )?(?:kỳ|tháng|quý) (?:sau|tới)$|^hẹn trả sau$/u;
const RESOLVED =
  /(?:đã|được) (?:được )?(?:giải quyết|xử lý|trả|hoàn thành|thực hiện)|(?:giải quyết|xử lý|hoàn thành) (?:xong|được)|^(?:kết quả )?(?:giải quyết|xử lý)|(?:,|và|hồ sơ|thủ tục) (?:giải quyết|xử lý)|trả kết quả/u;
const RECEIVED =
  /phát sinh|tiếp nhận|phải (?:giải quyết|xử lý)|tổng (?:số )?hồ sơ(?!.{0,12}(?:giải quyết|xử lý))|nhận được|được giao/u;
const ON_OR_BEFORE =
  /(?:trước|sớm)(?: thời)?(?: hạn)?\s?(?:và|,|\/|hoặc)\s?đúng(?: thời)? hạn|đúng(?: thời)?(?: hạn)?\s?(?:và|,|\/|hoặc)\s?(?:trước|sớm)(?: thời)? hạn/u;
const EARLY = /(?:trước|sớm)(?: thời)? hạn/u;
const IN_TIME = /trong(?: thời)? hạn|(?:chưa|còn) (?:đến|quá|trong)(?: thời)? hạn|chưa đến(?: thời)? hạn/u;
const ON_TIME = /đúng(?: thời)? hạn/u;
const LATE = /(?:quá|trễ|muộn|chậm)(?: thời)? hạn|chậm muộn|trễ hẹn/u;

type Features = {
  stage: 'returned' | 'carried' | 'new' | 'pending' | 'remaining' | 'resolved' | 'received' | null;
  time: 'early' | 'on_time' | 'on_or_before' | 'late' | 'in_time' | null;
  /** `offline`: “trực tiếp, dịch vụ bưu chính” in one. */
  channel: 'online' | 'direct' | 'postal' | 'offline' | null;
};

function featuresOf(words: string): Features {
  const text = words.toLowerCase().replace(/\s+/g, ' ');
  const channels = (['online', 'direct', 'postal'] as const).filter((channel) => CHANNELS[channel].test(text));
  return {
    stage: RETURNED.test(text)
      ? 'returned'
      : HANDED_ON.test(text)
        ? 'remaining'
        : NEW.test(text)
          ? 'new'
          : CARRIED.test(text)
            ? 'carried'
            : PENDING.test(text)
              ? 'pending'
              : REMAINING.test(text)
                ? 'remaining'
                : lastOf(text),
    time: ON_OR_BEFORE.test(text)
      ? 'on_or_before'
      : EARLY.test(text)
        ? 'early'
        : IN_TIME.test(text)
          ? 'in_time'
          : LATE.test(text)
            ? 'late'
            : ON_TIME.test(text)
              ? 'on_time'
              : null,
    channel:
      channels.length === 1
        ? (channels[0] as 'online')
        : channels.length === 2 && !channels.includes('online')
          ? 'offline'
          : null,
  };
}

/** “tiếp nhận và giải quyết” counts what was done on both; “tiếp nhận, đã giải quyết” names two things: the later word stands nearer the figure. */
function lastOf(text: string): 'resolved' | 'received' | null {
  if (/tổng (?:số )?(?:hồ sơ|thủ tục)?[^,.]{0,12}tiếp nhận(?:,| và) (?:giải quyết|xử lý)/u.test(text)) return 'received';
  if (/tiếp nhận (?:và|,) (?:giải quyết|xử lý)|giải quyết và trả|tiếp nhận (?:được )?giải quyết/u.test(text)) return null;
  const resolved = RESOLVED.test(text);
  const received = RECEIVED.test(text);
  if (resolved && received) return text.search(RESOLVED) > text.search(RECEIVED) ? 'resolved' : 'received';
  return resolved ? 'resolved' : received ? 'received' : null;
}

const CHANNELS = {
  online: /trực tuyến|qua mạng|dvctt|dịch vụ công quốc gia/u,
  direct: /trực tiếp/u,
  postal: /bưu chính|bcci/u,
};

/** Slot that words give a figure. `pending_before`: the account is at what is being done, so a bare “quá hạn” is of that. */
export function slotOf(words: string, pending_before = false): Slot | null {
  if (/so với|cùng kỳ|tăng|giảm|chỉ tiêu|kế hoạch giao|phấn đấu|dự kiến/iu.test(words)) return null;
  const { stage, time, channel } = featuresOf(words);
  if (stage === 'returned') return 'returned';
  if (stage === 'pending' || stage === 'remaining') {
    if (time === 'in_time' || time === 'on_time') return 'pending_in_time';
    if (time === 'late') return 'pending_late';
    return stage;
  }
  if (time === 'in_time') return stage === 'resolved' ? 'on_time' : 'pending_in_time';
  if (time === 'late') return pending_before && stage !== 'resolved' ? 'pending_late' : 'late';
  if (time) return time;
  if (stage === 'carried') return 'carried';
  if (channel) return stage === 'resolved' ? null : channel;
  return stage;
}
