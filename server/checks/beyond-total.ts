// What one area has is not more than what all areas have; those that are done and those that are not make all. R03.
//
// Both relations are told without a word that announces parts: “109/1.185 hồ sơ … (lĩnh vực Chứng thực tiếp nhận 1.958 hồ sơ)”, “8/12 phòng; 2 phòng đang
// xây dựng, 03 phòng khác đang chờ hướng dẫn”.
import { cellBrackets } from './cell-brackets.ts';
import { cueOf, toldWith } from './cues.ts';
import { type Passage, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { levelsOfWhole } from './levels-of-whole.ts';
import { exceedsFault, overFault, partsFault } from './listed-parts.ts';
import { addsUp, sumOf } from './parts.ts';
import { peopleOver } from './people-over.ts';
import { compare } from './rational.ts';
import { type Context, decided, type Fault, spotOf } from './rule.ts';
import { scalesApart } from './scales-apart.ts';
import { isSlip } from './slip.ts';
import { plainUnit } from './story.ts';
import { surveysTold } from './surveys-told.ts';
import { toldIn } from './told-in.ts';
import { wordsOf } from './words.ts';

const AREA_BEYOND_ALL_CUE = cueOf('lĩnh vực');

const AREA = /(?:^|[\s(,;])(?:riêng\s)?(?:lĩnh vực|nhóm lĩnh vực)\s[^.;,()\d]{2,60}$/iu;
const OTHER_SCOPE =
  /l[uũ][yỹ] kế|cùng kỳ|(?:năm|quý|kỳ|tháng) (?:trước|ngoái)|từ đầu|toàn (?:tỉnh|huyện|quốc|ngành|xã)|giai đoạn|so với|kế hoạch|bình quân|từ năm|tổng (?:số|cộng)|cả (?:nước|tỉnh|huyện)|lượt/iu;
const WHOLE = /tổng|toàn|(?<!\p{L})cả(?!\p{L})/iu;

/** An area of work that has more than the total told right before it. */
function* areaBeyondAll(context: Context): Generator<Fault> {
  for (const passage of toldWith(context.document, 2, AREA_BEYOND_ALL_CUE)) {
    const counts = passage.figures.filter((f) => f.kind === 'count' && f.bound === 'exact' && plainUnit(f) !== '');
    for (const [i, part] of counts.entries()) {
      const lead = passage.text.slice(Math.max(0, part.start - 90), part.start);
      if (i === 0 || !AREA.test(lead) || OTHER_SCOPE.test(AREA.exec(lead)?.[0] ?? '')) continue;
      const before = [...counts.slice(0, i), ...basesOf(passage, part)].filter(({ unit }) => unit === part.unit);
      const whole = before.find((f) => isWhole(passage, f));
      if (!whole || before.some((f) => compare(exactOf(f), exactOf(part)) >= 0)) continue;
      if (OTHER_SCOPE.test(passage.text.slice(whole.tail, part.start))) continue;
      decided(context);
      yield exceedsFault(passage, part, whole);
    }
  }
}

const basesOf = ({ fractions }: Passage, part: Figure): Figure[] =>
  fractions.flatMap((f) => (f.end < part.start ? [{ ...f.b, unit: f.b.unit || f.unit }] : []));

const isWhole = ({ fractions, text }: Passage, figure: Figure): boolean =>
  fractions.some((f) => f.b.start === figure.start) || WHOLE.test(text.slice(Math.max(0, figure.start - 60), figure.start));

const PENDING = /^(?:\p{L}+\s){0,4}?(?:hiện\s)?(?:đang|chưa|còn chờ|chờ|chậm|chưa được)(?:\s|$)/iu;
const WITNESS = /(?:^|\s)(?:khác|còn lại|chờ|chưa)(?:\s|$)/iu;
const NO_OBJECT =
  /(?:đang|chưa)\s(?:được\s)?(?:xây dựng|lấy ý kiến|rà soát|dự thảo|trình|thẩm định|thực hiện|triển khai|hoàn thiện|hoàn thiện hồ sơ|xem xét|đạt|ban hành|công bố|kiểm tra)\s*$/iu;
const TURNS = /trong đó|so với|cùng kỳ|riêng|tăng|giảm|kế hoạch|chỉ tiêu|gồm|bình quân/iu;

/** A fraction of things, and behind it in its sentence how many of the others are under way or wait. */
function* doneAndWaiting(context: Context): Generator<Fault> {
  for (const passage of toldIn(context.document, 2)) {
    if (passage.fractions.length === 0) continue;
    const { text } = passage;
    for (const fraction of passage.fractions) {
      const unit = unitWord(passage, { ...fraction.b, tail: fraction.tail });
      const sentence = segmentsOf(text, '.?!').find(({ start, end }) => start <= fraction.start && fraction.end <= end);
      if (!sentence || unit === '' || exactOf(fraction.b).n > 500n) continue;
      const others = passage.figures.filter((f) => f.start > fraction.tail && f.end <= sentence.end);
      if (others.length < 2 || others.length > 4 || others.some((f) => unitWord(passage, f) !== unit)) continue;
      const words = others.map((f, i) => text.slice(f.tail, others[i + 1]?.start ?? sentence.end));
      const lead = text.slice(sentence.start, fraction.start);
      if (TURNS.test(text.slice(fraction.tail, sentence.end)) || /(?:chưa|đang)\s[^,;]*$/iu.test(lead)) continue;
      if (!words.every((w) => isRestOf(w, `${lead} ${text.slice(fraction.tail, others[0]?.start)}`))) continue;
      decided(context);
      const parts = [fraction.a, ...others];
      if (addsUp(fraction.b, parts)) continue;
      const gap = sumOf(parts).n - exactOf(fraction.b).n;
      const is_sure = words.some((w) => WITNESS.test(w.split(/[,;]/u)[0] ?? ''));
      if (gap === 0n || ((gap > 3n || gap < -3n) && !(is_sure && isSlip('sum', [fraction.b, ...parts])))) continue;
      yield partsFault(passage, fraction.b, parts, is_sure ? 'error' : 'warning');
    }
  }
}

const unitWord = ({ text }: Passage, figure: Figure): string => wordsOf(text.slice(figure.end, figure.tail))[0] ?? '';

/** “đang xây dựng”, “đang chờ hướng dẫn … để ban hành quy định”: the same work, not another of which these are some. */
function isRestOf(after: string, claim: string): boolean {
  const words = (after.split(/[,;]/u)[0] ?? '').trim();
  if (!PENDING.test(words)) return false;
  if (NO_OBJECT.test(words) || /(?:^|\s)(?:khác|còn lại|chờ)(?:\s|$)/iu.test(words)) return true;
  const of_claim = new Set(wordsOf(claim));
  return wordsOf(words).filter((word) => word.length > 2 && of_claim.has(word)).length >= 3;
}

const DID = /(?<!\p{L})đã\s(?:thực hiện|hoàn thành|triển khai|xử lý|tổ chức|ban hành)(?:\s(?:được|xong))?\s$/iu;
const PLANNED = /vượt|kế hoạch năm|chỉ tiêu|được giao|so với|tăng/iu;

/** “đã thực hiện 53/46 nội dung. Các nhiệm vụ còn lại …”: of what is all, with a rest left, no more can be done. */
function* doneBeyondAll(context: Context): Generator<Fault> {
  for (const passage of toldIn(context.document, 2)) {
    if (passage.fractions.length === 0) continue;
    const { text } = passage;
    for (const f of passage.fractions) {
      if (compare(exactOf(f.a), exactOf(f.b)) <= 0 || f.a.scale !== f.b.scale || f.unit === 'điểm' || f.unit === 'đồng') continue;
      const lead = text.slice(Math.max(0, f.start - 90), f.start);
      const after = text.slice(f.tail, f.tail + 90);
      if (!DID.test(lead) || PLANNED.test(lead) || PLANNED.test(after) || /^[^.;]{0,20}%/u.test(after)) continue;
      const told = passage.figures.some((one) => one.end < f.start && one.raw === f.b.raw && one.kind === 'count');
      if (!told && !/còn lại|chưa/iu.test(after)) continue;
      decided(context);
      yield overFault(passage, f);
    }
  }
}

/** Sums that nothing announces: of a bracket in a cell, of one area, of what is done and what waits, of two levels and the row of both. */
export function* sumsUnannounced(context: Context): Generator<Fault> {
  yield* cellBrackets(context);
  yield* areaBeyondAll(context);
  yield* surveysTold(context);
  yield* doneAndWaiting(context);
  yield* levelsOfWhole(context);
  yield* doneBeyondHad(context);
  yield* doneBeyondAll(context);
  yield* peopleOver(context);
  yield* scalesApart(context);
}

const HAS = /(?:có|gồm|là|được giao)\s$/iu;
const CARRIED_OUT = /^[\s\-–+*]*đã (?:và đang )?(?:triển khai|thực hiện|hoàn thành)(?: thực hiện| xong)*(?: được)?\s$/iu;

/** “3. Cải cách thủ tục hành chính có 16 nhiệm vụ thành phần:” and right under it “Đã triển khai thực hiện 17 nhiệm vụ”. */
function* doneBeyondHad(context: Context): Generator<Fault> {
  const { passages } = context.document;
  for (const passage of passages) {
    const next = passages[passage.index + 1];
    const [total, more] = passage.figures;
    const done = next?.figures[0];
    if (!next || !total || more || !done || passage.section.is_plan || next.is_footnote || passage.text.length > 200) continue;
    if (total.kind !== 'count' || total.bound !== 'exact' || done.kind !== 'count' || done.bound !== 'exact') continue;
    if (plainUnit(total) === '' || total.unit !== done.unit || !HAS.test(passage.text.slice(0, total.start))) continue;
    if (
      next.fractions.length > 0 ||
      !CARRIED_OUT.test(next.text.slice(0, done.start)) ||
      OTHER_SCOPE.test(next.text.split(/[:;.]/u)[0] ?? '')
    )
      continue;
    decided(context);
    // “Đã triển khai thực hiện 03 nhiệm vụ; 01 nhiệm vụ còn lại là …”.
    const rest = next.figures[1];
    if (
      rest &&
      rest.unit === total.unit &&
      /^[^.;,\d]{0,12}còn lại/iu.test(next.text.slice(rest.tail)) &&
      !addsUp(total, [done, rest])
    ) {
      const shares = [done, rest].map((f) => next.offset + f.start);
      yield { ...partsFault(passage, total, [done, rest], 'error', [next, next]), shares };
      continue;
    }
    if (compare(exactOf(done), exactOf(total)) <= 0) continue;
    yield {
      message: 'exceeds',
      at: spotOf(passage, total),
      figures: [done, total],
      data: { part: done.raw, total: total.raw },
      related: [spotOf(next, done)],
      shares: [passage.offset + total.start, next.offset + done.start],
    };
  }
}
