import { cueOf, toldWith } from './cues.ts';
import { type Passage, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { matchesIn } from './matches.ts';
import { compare } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';

const ALL_BUT_SOME_CUE = cueOf('100', 'tất cả', 'toàn bộ', 'đều');

/** “100 % văn bản đi … được ký số”, “tất cả các xã đều …”, “các đơn vị đều gửi báo cáo đúng hạn”. */
const ALL =
  /(?:(?<!\p{L})(?:100\s?%|tất cả(?: các)?|toàn bộ(?: các| số)?|cả \d{1,3})\s+(?<whole>[^.;()\d%]{2,70}?)(?:\s\([^()]*\))?|(?<!\p{L})các\s(?<each>[^.;()\d%]{2,50}?)(?=\s(?:đều|cùng)\s))\s(?:(?:(?:đã|được|đều|cùng|có|là)\s){1,3}|(?=(?:đạt|gửi|ký|thực hiện|hoàn thành|sử dụng|chấp hành)\s))(?<does>\p{L}+\s\p{L}+(?:\s\p{L}+){0,8})/giu;
/** What of these is left: “còn 42 văn bản … chưa ký số”. */
const REST = /(?<!\p{L})còn(?: lại)?(?: có)?\s+(?=\d)/giu;
const FEW = /(?:gần|cơ bản|hầu hết|phần lớn|trên|hơn|phấn đấu|mục tiêu|chỉ tiêu|yêu cầu|bảo đảm|đảm bảo|năm trước|cùng kỳ)\s*$/iu;
const LATE = /quá (?:thời )?hạn|trễ hạn|chậm|muộn/iu;
const APART = /so với|cùng kỳ|năm trước|kỳ trước|chuyển (?:sang|qua)|lĩnh vực|đang|riêng|trong hạn/iu;
/** Those who need not. */
const EXCUSED = /theo quy định|(?<!không )mật(?!\p{L})|thuộc diện|được miễn/iu;
const LEVEL = /cấp (?:tỉnh|huyện|xã)|phòng|trung tâm/giu;
const levelsOf = (text: string): string => (text.toLowerCase().match(LEVEL) ?? []).toSorted().join();

/** What goes on after the deed. */
const LINK = /^(?:do|vì|theo|so|về|ở|tại|trong|đến|và)$/u;

type Claim = { start: number; end: number; nouns: string[]; does: string; count: Figure | null };

/** Nothing can be left of what all did: the two stand in one paragraph and name one thing and one deed. */
export function* allButSome(context: Context): Generator<Fault> {
  for (const passage of toldWith(context.document, 0, ALL_BUT_SOME_CUE)) {
    if (!/100\s?%|tất cả|toàn bộ|đều/iu.test(passage.text)) continue;
    yield* fullButFewer(context, passage);
    for (const claim of claimsIn(passage)) {
      const rest = restOf(passage, claim);
      if (!rest) continue;
      decided(context);
      yield {
        message: 'all_but_some',
        at: spotIn(passage, claim.start, claim.end),
        figures: rest.figure ? [rest.figure] : [],
        data: { claim: passage.text.slice(claim.start, claim.end).trim(), rest: rest.text },
        related: rest.figure ? [spotOf(passage, rest.figure)] : [],
      };
    }
  }
}

const firstTwo = (words: string): string => words.toLowerCase().trim().split(/\s+/u).slice(0, 2).join(' ');

function claimsIn(passage: Passage): Claim[] {
  return matchesIn(passage.text, ALL).flatMap((m): Claim[] => {
    const does = (m.groups?.does ?? '').toLowerCase();
    const nouns = (m.groups?.whole ?? m.groups?.each ?? '').split(/,\s|\svà\s/u).map(firstTwo);
    if (nouns[0] === '' || FEW.test(passage.text.slice(Math.max(0, m.index - 16), m.index))) return [];
    // “100 % nhiệm vụ … đúng hạn: Chưa đạt”: what is asked for.
    if (/^\s*:/u.test(passage.text.slice(m.index + m[0].length))) return [];
    const count = /^cả\s/iu.test(m[0]) ? (passage.figures.find((f) => f.start >= m.index && f.kind === 'count') ?? null) : null;
    return [{ start: m.index, end: m.index + m[0].length, nouns, does, count }];
  });
}

function restOf(passage: Passage, claim: Claim): { figure: Figure | null; text: string } | null {
  const { text } = passage;
  for (const m of matchesIn(text, REST)) {
    const at = m.index + m[0].length;
    if (at < claim.end) continue;
    const figure = passage.figures.find((f) => f.start === at && f.kind === 'count');
    const clause = text.slice(m.index).split(/[;.](?:\s|$)/u)[0] ?? '';
    if (
      !figure ||
      exactOf(figure).n <= 0n ||
      EXCUSED.test(clause) ||
      APART.test(clause) ||
      APART.test(text.slice(claim.start, claim.end))
    )
      continue;
    if (levelsOf(clause) !== levelsOf(text.slice(claim.start, claim.end))) continue;
    const said = clause.toLowerCase();
    if (!claim.nouns.some((noun) => said.includes(noun))) continue;
    if (isDenied(claim.does, said)) return { figure, text: clause.trim().slice(0, 80) };
  }
  if (!claim.count) return null;
  // “cả 05 mô hình đều đạt yêu cầu; riêng Chợ 4.0 chưa đạt”.
  const sentence = segmentsOf(text, '.').find(({ start, end }) => start <= claim.start && claim.start < end);
  const after = text.slice(claim.end, sentence?.end ?? text.length);
  const but = /(?:;|,|tuy nhiên)\s(?:riêng|còn|trừ|chỉ)\s(?:[^.;]|\.\d){2,60}?\s(?:chưa|không)\s(?:\p{L}+\s?){1,4}/iu.exec(after);
  return but && isDenied(claim.does, but[0].toLowerCase()) ? { figure: null, text: but[0].slice(1).trim() } : null;
}

/** “được ký số” and “chưa ký số”; “gửi báo cáo đúng hạn” and “gửi báo cáo chậm”. */
function isDenied(does: string, clause: string): boolean {
  if (/đúng (?:thời )?hạn|trước hạn/u.test(does)) {
    const deed = firstTwo(does);
    return LATE.test(clause) && !/chưa giải quyết/u.test(clause) && (clause.includes(deed) || /hồ sơ|báo cáo/u.test(clause));
  }
  const [one = '', two = ''] = does.split(/\s+/u);
  return matchesIn(clause, /(?:chưa|không)\s(?:(?:được|có|thực hiện)\s)?(?=(\p{L}+(?:\s\p{L}+)?))/gu).some(([, deed = '']) => {
    const words = deed.split(/\s+/u);
    return words[0] === one && (words.length < 2 || words[1] === two || does.includes(deed) || LINK.test(words[1] ?? ''));
  });
}

/** “Hoàn thành 100 % kế hoạch kiểm tra (đã kiểm tra 11/12 đơn vị)”: the share in the bracket right behind is not all. */
function* fullButFewer(context: Context, passage: Passage): Generator<Fault> {
  for (const full of passage.figures) {
    if (full.kind !== 'percent' || full.bound !== 'exact' || full.raw !== '100') continue;
    const share = passage.fractions.find((f) => f.start >= full.tail);
    if (!share || share.unit === 'điểm' || exactOf(share.b).n === 0n) continue;
    const glue = passage.text.slice(full.tail, share.start);
    if (
      !/^[^.;:,()\d]{0,50}\((?:[^()\d;]{0,30}\s)?$/u.test(glue) ||
      /mức|chỉ tiêu|tối thiểu|trong đó|năm trước|cùng kỳ/iu.test(glue)
    )
      continue;
    if (/(?:phấn đấu|mục tiêu|chỉ tiêu|yêu cầu|quy định|dưới|chưa|không)[^.;]{0,30}$/iu.test(passage.text.slice(0, full.start)))
      continue;
    decided(context);
    if (compare(exactOf(share.a), exactOf(share.b)) >= 0) continue;
    yield {
      message: 'all_but_some',
      at: spotIn(passage, full.start, share.tail),
      figures: [full, share.a, share.b],
      data: { claim: `100%${glue.split('(')[0]?.trimEnd() ?? ''}`, rest: passage.text.slice(share.start, share.tail) },
      shares: [passage.offset + share.a.start, passage.offset + full.start],
    };
  }
}
