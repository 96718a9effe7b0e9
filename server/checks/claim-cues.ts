// Words that judge a result, wherever they stand: what they say, and of what, as far as their own clause names it.
import { ASKED_WORD } from './claim-figures.ts';
import { contentOf } from './facts.ts';
import { matchesIn } from './matches.ts';
import type { Sentence } from './story.ts';

/** `met`, `missed`: a target is, or is not; `over`, `under`: more, or less, than what was asked. */
type Sense = 'met' | 'missed' | 'over' | 'under';

export type Claim = {
  sentence: Sentence;
  /** Of the sentence in the report. */
  index: number;
  sense: Sense;
  said: string;
  /** Offsets in the passage: of the words that judge. */
  start: number;
  end: number;
  /** What is judged against, as its own words say; '' when the clause ends with the verdict. */
  object: string;
  /** Words of its clause that name a thing; none when it speaks of what was just told. */
  words: readonly string[];
  /** Whether a figure stands behind it in its clause that is no target. */
  is_open: boolean;
};

const MAY = /đạt|vượt|hoàn thành|hơn|đáp ứng|đảm|đích|dưới|kém/iu;
/** Its first letters are looked at before anything else: that halves its time. */
const CUE =
  /(?=[bcdhkntvđ])(?<!\p{L})(?:(?<no>chưa|không|chẳng|vẫn chưa)\s(?:thể\s|được\s|hề\s)?(?:đạt được|đạt|hoàn thành|đáp ứng được|đáp ứng|bảo đảm|đảm bảo|vượt qua|vượt)|(?<under>thấp hơn(?: hẳn| nhiều)?|kém(?: hơn)?|dưới|chưa bằng|nằm trong(?= (?:mức|giới hạn|ngưỡng|phạm vi|định mức)))|(?<over>cao hơn(?: hẳn| nhiều)?|vượt(?: qua| xa| trên| quá| cao)?)|(?<met>(?:đạt và vượt|hoàn thành vượt mức|hoàn thành và vượt|hoàn thành|đạt được|đạt|đáp ứng được|đáp ứng|bảo đảm|đảm bảo|về đích|cán đích)))(?!\p{L})/giu;
const UNREAL =
  /phấn đấu|(?<!\p{L})(?:sẽ|để|nhằm|dự kiến|mới|cần|phải|nếu|khó|gần|ước|quyết tâm|tiến tới|hướng tới|chậm nhất|thì|khả năng|cơ bản|nhiều khả năng|có thể|tiếp tục|mong|tập trung|đề nghị|yêu cầu(?= các| xã| đơn))(?!\p{L})/iu;
const COUNTED =
  /(?:\d|%|các|những|nhiều|một số|(?<!\p{L}|thứ )(?:hai|ba|bốn)|đa số|hầu hết|phần lớn|mọi|từng|mỗi|trong đó|riêng)\s(?:\p{L}+\s){0,5}$/iu;
/** “đạt 04 nhiệm vụ, chưa đạt theo kế hoạch 02 nhiệm vụ”: how many are so. */
const COUNTED_BEHIND =
  /^\s(?:theo\s(?:kế hoạch|yêu cầu|tiến độ|quy định)\s)?(?:là\s)?\d[\d.]*\s(?:nhiệm vụ|chỉ tiêu|tiêu chí|nội dung|mục tiêu|công việc|đơn vị|cơ quan|xã|phường|thị trấn|huyện|dự án|trường|thôn|tiểu mục)(?!\p{L})/iu;
/** “so với chỉ tiêu 50% vẫn đạt”: what stands before the verdict is its target, no share that does so. */
const AGAINST =
  /(?:so|đối chiếu|so sánh) với\s(?:\p{L}+\s){0,4}?(?:chỉ tiêu|mục tiêu|kế hoạch|mức|mốc)\s[^.;,]*\d\s?%?\s(?:[^.;,\d]{0,40}?thì\s)?(?:(?:kết quả|tỷ lệ|con số|mức|số)\s(?:này|trên|nêu trên|đó|đạt được)\s)?(?:(?:vẫn|thì|là|đã|được|coi như)\s)*$/iu;
const ENDS = /^\s*(?:[.;)]|,(?!\s(?:trong đó|cụ thể))|$|\s(?:sớm|trước (?:thời )?hạn|vượt mức)(?!\p{L}))/u;
/** Words that only point at what was told, and the offices that are judged. */
export const POINTING = new Set(
  'tiêu mục kế hoạch kết quả con vậy vì do thế theo này đó xã phường huyện tỉnh thành phố thị trấn sở ngành đơn vị trung tâm ban phòng ubnd hđnd giao đề quý tháng vẫn so trên chung đánh giá tự nhìn tính thời điểm nay đã đây kết luận hiện cuối đầu hết ở mốc nêu đạt vượt hoàn mức yêu cầu quy định chấm xác định coi thuộc diện toàn cơ quan địa phương tiến độ sớm hơn nhờ đến kỳ khi rằng song tuy nhiên nhưng lại nghị quyết dự toán thứ ba hai tư liên tiếp thực tế chí thực hiện nghĩa tức so với mốc về đích'.split(
    ' ',
  ),
);

export function claimsIn(sentence: Sentence, index: number): Claim[] {
  if (!MAY.test(sentence.text)) return [];
  return matchesIn(sentence.text, CUE).flatMap((m): Claim[] => claimOf(sentence, index, m));
}

function claimOf(sentence: Sentence, index: number, m: RegExpExecArray): Claim[] {
  const { text } = sentence;
  const [start, end] = [m.index, m.index + m[0].length];
  const lead = clauseBefore(text, start);
  if ((UNREAL.test(lead.slice(-60)) || COUNTED.test(lead)) && !AGAINST.test(lead)) return [];
  const groups = m.groups ?? {};
  const rest = text.slice(end);
  if (COUNTED_BEHIND.test(rest)) return [];
  const object = objectOf(rest);
  const ends = ENDS.test(rest);
  if ((object === null && !ends) || /tiến độ/iu.test(object ?? '')) return [];
  // “thấp hơn”, “cao hơn” of nothing compares with something else; “đạt” alone must be said of a target.
  if (object === null && (groups.over !== undefined ? !/vượt/iu.test(m[0]) : groups.under !== undefined)) return [];
  const sense: Sense =
    groups.no && /vượt/iu.test(m[0]) ? 'under' : groups.no ? 'missed' : groups.over ? 'over' : groups.under ? 'under' : 'met';
  const words = contentOf(withoutNames(lead)).filter((word) => !POINTING.has(word));
  return [
    {
      ...{ sentence, index, sense, said: m[0].trim(), words, object: object ?? '' },
      start: sentence.start + start,
      end: sentence.start + end,
      is_open:
        object !== null &&
        /^[^.;]*\d/u.test(
          rest
            .replace(/(?:19|20)\d\d|số\s\d[^\s,;.]*/gu, '')
            .slice(0, 70)
            .replace(/,.*$/u, ''),
        ),
    },
  ];
}

/** The clause before: a comma parts clauses, but for one right behind “như vậy”. */
function clauseBefore(text: string, at: number): string {
  const lead = text.slice(0, at);
  for (let i = lead.trimEnd().length - 1; i >= 0; i -= 1) {
    const char = lead[i] as string;
    if (char === ';' || char === '(' || char === ':' || (char === ',' && /\s/.test(lead[i + 1] ?? ' '))) return lead.slice(i + 1);
  }
  return lead;
}

/** What stands behind up to the next mark or figure, when a word of asking is in it. */
function objectOf(rest: string): string | null {
  const words = /^[^.;,()%]{0,70}/u.exec(rest.replace(/(?:19|20)\d\d/gu, 'năm'))?.[0].replace(/\d.*$/u, '') ?? '';
  const at = words.search(ASKED_WORD);
  const mark = words.search(/(?<!\p{L})(?:mức|mốc|ngưỡng)(?!\p{L})/iu);
  return (at >= 0 && at < 34) || (mark >= 0 && mark < 16) ? words : null;
}

/** Names of places and offices name no thing; the first word has its capital from the sentence. */
const withoutNames = (text: string): string => text.replace(OFFICE, ' ').replace(/(?<=\S\s+)\p{Lu}\p{L}*/gu, ' ');
const OFFICE =
  /(?<!\p{L})(?:[Bb]an|[Tt]rung tâm|[Pp]hòng|[Ss]ở|[Cc]hi cục|[Vv]ăn phòng|UBND|[Cc]ông an|[Cc]hi bộ|[Hh]ội)(?:\s\p{Lu}.*)?$|(?<!\p{L})(?:[Bb]an|[Tt]rung tâm|[Pp]hòng|[Ss]ở)\s\p{Lu}\p{L}*(?:\s\p{Ll}+){0,5}/gu;
