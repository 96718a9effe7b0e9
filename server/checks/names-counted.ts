import { type Announced, announcedIn, miscounted } from './announced.ts';
import { OPEN } from './countable.ts';
import { closingBracket, type Passage, type Stretch, segmentsOf } from './document.ts';
import { joinedIn, NAME, partedIn } from './listed-names.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';

/**
 * Names that a sentence tells one after the other are read first, with the least and the most things that they may be (a comma or “và” may stand inside
 * “Sở Văn hóa, Thể thao và Du lịch”); then the count beside them is asked: before them in the sentence (“Ba trường chưa đạt chuẩn gồm: …”), in the sentence
 * before (“… 03 xã chưa xong. Đó là: …”), or right behind (“…, cả năm thôn”, “… là ba đơn vị dẫn đầu”). Any count of the two sentences that fits acquits. R12.
 */

const PLACES = /^(?:xã|phường|thị trấn|đặc khu|huyện|thị xã|thành phố|thôn|bản|làng|buôn|ấp|xóm|khu phố|tổ dân phố)$/u;
const BODIES =
  /^(?:phòng|ban|sở|ngành|cơ quan|đơn vị|địa phương|trường|trạm|chi cục|trung tâm|hội|đoàn thể|tổ chức|doanh nghiệp|công ty|hợp tác xã|chợ|tập thể|điểm)$/u;
const COMMUNE = 'xã|phường|thị trấn|đặc khu';
const DISTRICT = 'huyện|thị xã|thành phố|quận';
const HAMLET = 'thôn|bản|làng|buôn|ấp|xóm|khu phố|tổ dân phố|khóm';
const HEAD = new RegExp(
  `^(?:UBND\\s)?(${COMMUNE}|${DISTRICT}|${HAMLET}|phòng|ban|sở|chi cục|trung tâm|trường|trạm|công an|hội|đoàn|văn phòng|thanh tra|công ty|UBND|ủy ban)\\s`,
  'iu',
);
/** A name holds none of these. */
const VERB =
  /(?<!\p{L})(?:đã|đều|được|có|là|của|cho|theo|tại|trong|với|không|chưa|đạt|do|để|nên|vì|còn|đang|sẽ|bị|về|từ|đến|thực hiện|các|những|này|đó|khác|trên|dưới|gồm|làm)(?!\p{L})/iu;

/** “… và Thanh tra huyện”. */
const AT_BODY =
  /\svà\s(?=(?:Phòng|Sở|Thanh tra|Công an|Văn phòng|Trung tâm|Trường|Trạm|Chi cục|Bưu điện|Ban Quản lý|Ban Chỉ huy)\s)/gu;

/** “Phòng Lao động - Thương binh và Xã hội và Trung tâm Y tế”. */
const isName = (text: string): boolean => text.split(/\s(?:và|cùng)\s/u).every((name) => NAME.test(name));

type Read = { least: number; most: number };

/** How many things a run of names tells; null when it is no run of names. */
function namesIn(told: string, noun: string): Read | null {
  // “thị trấn A và các xã B, C”: names go on behind what they are.
  const body = told.replace(/\svà (?:các|những)\s(?=(?:xã|phường|thôn|bản|huyện|trường|phòng|sở|ban)\s\p{Lu})/u, ', ');
  if (OPEN.test(body) || /\d{3}|trong đó|và các|một số/iu.test(body)) return null;
  const items: string[] = [];
  let counted = 0;
  let is_closed = false;
  for (const part of body.replace(/\([^()]*\)/gu, (bracket) => ' '.repeat(bracket.length)).split(/[,;]\s/u)) {
    const item = part
      .replace(/\s+/gu, ' ')
      .replace(/^\s*(?:và|cùng với|cùng)\s/u, '')
      .trim();
    if (item === '') return null;
    // “gồm 03 trường học, Trạm Y tế và Trung tâm Dịch vụ”: some are only counted.
    const group = BODIES.test(noun) ? /^(\d{1,2})\s\p{Ll}+(?:\s\p{Ll}+){0,4}$/u.exec(item) : null;
    if (group) {
      counted += Number(group[1]);
      continue;
    }
    const verb = VERB.exec(item);
    const name = verb ? item.slice(0, verb.index).trim() : item;
    // What goes on behind the last name tells of all; a list that is not closed by “và” may go on as well.
    if (!isName(name)) {
      if (!is_closed || items.length === 0 || /^\p{Lu}/u.test(item) || HEAD.test(item)) return null;
      break;
    }
    is_closed = /(?:^|\s)(?:và|cùng)\s/u.test(part);
    items.push(name);
    if (verb) {
      if (!is_closed) return null;
      break;
    }
  }
  const read = items.length === 0 ? null : countOf(items, noun);
  return read && { least: read.least + counted, most: read.most + counted };
}

function countOf(items: readonly string[], noun: string): Read | null {
  const heads = items.map((item) => HEAD.exec(item)?.[1]?.toLowerCase() ?? '');
  const is_place = PLACES.test(noun);
  const level = [COMMUNE, DISTRICT, HAMLET].find((kinds) => kinds.split('|').includes(noun));
  if (is_place && heads.some((head) => head !== '' && head !== 'ubnd' && !level?.split('|').includes(head))) return null;
  const joints = items.reduce((sum, item) => sum + (item.match(/\s(?:và|cùng)\s/gu)?.length ?? 0), 0);
  if (is_place) return { least: items.length + joints, most: items.length + joints };
  const parted = items.reduce((sum, item) => sum + Math.max(partedIn(item, 'đơn_vị'), item.match(AT_BODY)?.length ?? 0), 0);
  const inside = items.reduce((sum, item, i) => sum + Math.max(joinedIn(item), i === items.length - 1 ? closedIn(item) : 0), 0);
  const most = items.length + Math.max(parted, joints - inside);
  // A stretch without a word that says what it is may be the second half of a name.
  const headed = headedIn(heads);
  return { least: Math.max(1, headed === 0 ? 1 : headed) + (headed > 0 ? parted : 0), most };
}

/** “Phòng Quản lý thương mại và Trung tâm Khuyến công và Xúc tiến”: behind the “và” that closes the list each other stands inside the last name. */
function closedIn(item: string): number {
  const at = item.search(CLOSING);
  return at < 0 ? 0 : (item.slice(at + 4).match(/\s(?:và|cùng)\s/gu)?.length ?? 0);
}
const CLOSING = /\svà\s(?=(?:Phòng|Sở|Thanh tra|Công an|Văn phòng|Trung tâm|Trường|Trạm|Chi cục|Ban)\s\p{Lu})/u;

/** Items with a word that says what they are, and the names that go on behind the name of a place: those hold no comma. */
function headedIn(heads: readonly string[]): number {
  let kind = '';
  let found = 0;
  for (const head of heads) {
    if (head !== '') kind = head;
    if (head !== '' || PLACES.test(kind)) found += 1;
  }
  return found;
}

const AFTER = /^[^.;:()\d]{0,90}?(?:,?\s(?:bao gồm|gồm có|gồm|đó là|cụ thể là|là)(?:\s(?:các|những)\s\p{L}+)?:?\s|:\s|\s\()/iu;
const NEXT =
  /^\s*(?:đó là|gồm(?: có)?|bao gồm|cụ thể(?: là| gồm)?|các \p{L}+(?:\s\p{L}+)? (?:này |đó |trên )?(?:là|gồm))\s?:?\s/iu;
const BEFORE = /(?:,\s(?:cả|tất cả|tổng cộng|gồm)|\slà)\s$/iu;
/** “gồm: Tam Thái, Tam Đình, Xá Lượng (03 xã)”. */
const IN_BRACKET = /\s\((?:gồm |tổng cộng |tổng số )?$/iu;
const PREFIX =
  /^\s*(?:[-–+*•]\s)?(?:(?:các|những|hiện|riêng|đó là)\s)*(?:(?:xã|phường|thôn|bản|làng|phòng|sở|đơn vị|trường)\s(?=\p{Lu}))?/iu;

type Run = Read & { start: number; end: number };

/** The fault of a count with names beside it. */
export function namesCounted(context: Context, passage: Passage): Fault | null {
  const { text } = passage;
  if (!/(?:,|\svà)\s/u.test(text) || !/(?:gồm|là|cả|tổng cộng)\s|:\s|\s\(/iu.test(text)) return null;
  const all = announcedIn(passage, 0, text.length).filter(({ noun }) => PLACES.test(noun) || BODIES.test(noun));
  if (all.length === 0) return null;
  const plain = withoutMasks(passage);
  const sentences = segmentsOf(text, '.;');
  for (const [i, sentence] of sentences.entries()) {
    const counts = all.filter(({ start }) => start >= sentence.start && start < sentence.end);
    for (const [k, claim] of counts.entries()) {
      if (claim.is_whole || claim.value < 2 || claim.value > 15) continue;
      const next = counts[k + 1];
      const run =
        behind(plain, claim, sentence, counts.slice(k + 1)) ??
        (next ? null : inNext(plain, claim, sentences[i + 1], text[sentence.end])) ??
        inFront(plain, claim, sentence);
      if (!run) continue;
      decided(context);
      const near = all.filter(({ start }) => start >= sentence.start && start < (sentences[i + 1]?.end ?? sentence.end));
      if (near.some(({ value }) => value >= run.least && value <= run.most)) continue;
      const listed = claim.value < run.least ? run.least : run.most;
      const gap = Math.abs(claim.value - listed);
      if (gap > 2) continue;
      return miscounted('names', passage, claim, listed, [spotIn(passage, run.start, run.end)]);
    }
  }
  return null;
}

/** Figures that count nothing, days and years, written without digits; every place stays. */
const withoutMasks = ({ text, masks }: Passage): string => {
  let plain = text;
  for (const { start, end } of masks)
    plain = plain.slice(0, start) + plain.slice(start, end).replace(/[\d.]/gu, 'x') + plain.slice(end);
  return plain;
};

/** “04 trên tổng số 07 phòng, đơn vị, tương ứng 57,14%”, “05/11 xã, thị trấn (đạt 45,45%)”: what it is of, and the share. */
const OF_WHOLE = /^(?:\/\d{1,3}|(?:\s\p{L}+,?){0,5}\s(?:trên tổng số|trong tổng số|trên|trong số)\s\d{1,3})(?=\s)/iu;
const WITH_SHARE =
  /^[^.;:()\d]{0,40}?,?\s\(?(?:(?:tương ứng|tương đương|đạt|chiếm|bằng)(?: với)?(?: tỷ lệ)?|tỷ lệ)\s\d{1,3}(?:,\d{1,2})?\s?%(?:\s(?:kế hoạch|tổng số)(?:\snăm)?)?\)?/iu;

function behind(text: string, claim: Announced, sentence: Stretch, following: readonly Announced[]): Run | null {
  const whole = OF_WHOLE.exec(text.slice(claim.end, sentence.end))?.[0].length ?? 0;
  const share = whole === 0 ? 0 : (WITH_SHARE.exec(text.slice(claim.end + whole, sentence.end))?.[0].length ?? 0);
  const from = claim.end + Math.max(1, whole + share);
  const next = following.find(({ is_whole }) => whole === 0 || !is_whole);
  const m = AFTER.exec(text.slice(from, sentence.end));
  if (!m) return null;
  const start = from + m[0].length;
  if (next && next.start < start) return null;
  // “là” tells what they are like, when no name follows.
  if (m[0].endsWith('(')) return runOf(text, start, closingBracket(text, start - 1), claim.noun);
  // Names parted by semicolons go on to the full stop, where nothing else is counted or announced there.
  const full = segmentsOf(text, '.').find((s) => s.start <= start && start < s.end)?.end ?? sentence.end;
  const is_all = full > sentence.end && !/[:\d]|gồm/u.test(text.slice(sentence.end, full));
  return runOf(text, start, is_all ? full : sentence.end, claim.noun);
}

function inNext(text: string, claim: Announced, next: Stretch | undefined, mark: string | undefined): Run | null {
  const m = next && mark === '.' ? NEXT.exec(text.slice(next.start, next.end)) : null;
  return next && m ? runOf(text, next.start + m[0].length, next.end, claim.noun) : null;
}

function inFront(text: string, claim: Announced, sentence: Stretch): Run | null {
  const lead = text.slice(sentence.start, claim.start);
  const m = BEFORE.exec(lead) ?? (text.startsWith(')', claim.end + 1 + claim.noun.length) ? IN_BRACKET.exec(lead) : null);
  if (!m) return null;
  const cue = lead.search(/(?:gồm|là)\s?:?\s(?:các\s)?(?:[^.;:]|\.\d)*$/iu);
  const from =
    m[0].includes('(') && cue >= 0
      ? cue + (/^\p{L}+\s?:?\s(?:các\s)?/iu.exec(lead.slice(cue))?.[0].length ?? 0)
      : (PREFIX.exec(lead)?.[0].length ?? 0);
  return /,\s|\svà\s/u.test(lead.slice(from, m.index))
    ? runOf(text, sentence.start + from, sentence.start + m.index, claim.noun)
    : null;
}

function runOf(text: string, start: number, end: number, noun: string): Run | null {
  const body = text.slice(start, end);
  if (!/(?:,|;|\svà)\s/u.test(body) || /:\s/u.test(body)) return null;
  const read = namesIn(body, noun);
  return read && { ...read, start, end };
}
