import { type Announced, announcedIn, miscounted } from './announced.ts';
import type { Passage } from './document.ts';
import { itemsUnder } from './items-under.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';

/**
 * “03 chỉ tiêu đạt và vượt, 01 chỉ tiêu chưa đạt:” over a list whose every item ends with its own verdict: the verdicts are counted first, then each
 * count of the words above is asked, whatever stands between them and in whatever order. R12.
 */

type Verdict = 'met' | 'over' | 'not' | 'open';

const MARK = '(?:[:(–=>,]|\\s-|\\slà|\\sđánh giá|\\skết quả|\\skết luận)';
const OWN = new RegExp(
  `${MARK}\\s?(?:đánh giá:?\\s|kết quả:?\\s|kết luận:?\\s|tự đánh giá:?\\s|đã\\s|thực hiện\\s|cơ bản\\s)?(chưa đạt|không đạt|chưa hoàn thành|chưa xong|đạt và vượt|vượt|đạt|hoàn thành vượt|hoàn thành|đã xong|xong|đang thực hiện|đang triển khai|chưa thực hiện|chưa triển khai|chưa đến hạn)(?=[^:;\\d]{0,40}$)`,
  'iu',
);
const SAID =
  /(?<!\p{L})(chưa đạt|không đạt|chưa hoàn thành|chưa xong|đang thực hiện|đang triển khai|(?:đạt|hoàn thành)(?:\s(?:và|hoặc)|,)\s(?:hoàn thành\s)?vượt|vượt|hoàn thành|đạt|xong)(?!\p{L})/iu;
const JUDGED = /^(?:chỉ tiêu|tiêu chí|mục tiêu|nhiệm vụ|nội dung|chỉ số|yêu cầu|công trình|dự án|lĩnh vực|mô hình|hạng mục)$/u;

function verdictOf({ text }: Passage): Verdict | null {
  const said = OWN.exec(text.trimEnd().replace(/[.;,)\s]+$/u, ''))?.[1]?.toLowerCase();
  if (said === undefined) return null;
  if (/^(?:đang|chưa (?:thực|triển|đến))/u.test(said)) return 'open';
  if (/^(?:chưa|không)/u.test(said)) return 'not';
  return /vượt/u.test(said) ? 'over' : 'met';
}

/** What the words at a count say: the verdicts that it may be of. */
function askedOf(said: string): Verdict[][] {
  const words = said.toLowerCase();
  if (/^đang/u.test(words)) return [['open']];
  if (/^(?:chưa|không)/u.test(words)) return [['not'], ['not', 'open']];
  if (/\svượt$/u.test(words)) return [['met', 'over']];
  if (words === 'vượt') return [['over']];
  return [['met', 'over'], ['met']];
}

export function verdictsListed(context: Context, passage: Passage): Fault | null {
  const { text } = passage;
  if (!/(?:đạt|hoàn thành|xong)/iu.test(text)) return null;
  const counts = announcedIn(passage, 0, text.length).filter(({ noun }) => JUDGED.test(noun));
  if (counts.length === 0) return null;
  const claims = counts.flatMap((claim, i) => {
    const said = saidOf(
      text,
      claim,
      counts.slice(i + 1).find((next) => !next.is_whole)?.start ?? text.length,
      counts[i - 1]?.end ?? 0,
    );
    return said && !claim.is_whole ? [{ claim, asked: askedOf(said), said }] : [];
  });
  if (claims.length === 0) return null;
  const items = itemsUnder(context.document, passage);
  if (!items || items.length < 3) return null;
  const verdicts = items.map((item) => verdictOf(item));
  if (verdicts.some((verdict) => verdict === null)) return null;
  decided(context);
  const listed = (of: readonly Verdict[]): number => verdicts.filter((verdict) => verdict && of.includes(verdict)).length;
  const wrong = claims.find(({ claim, asked }) => !asked.some((of) => listed(of) === claim.value));
  if (!wrong) return null;
  const { claim, asked, said } = wrong;
  const number = listed(asked[0] ?? []);
  // The list is of all that is counted where the words say how many there are, or another count of theirs fits.
  const is_all = counts.some(({ value }) => value === items.length) || claims.some((other) => other !== wrong);
  const related = items.slice(0, 12).map((item) => spotIn(item, 0, Math.min(item.text.length, 60)));
  return {
    ...miscounted('verdicts', passage, claim, number, related),
    severity: is_all && Math.abs(number - claim.value) <= 2 ? 'error' : 'warning',
    data: { stated: claim.text, unit: claim.noun, status: said, listed: number },
  };
}

/** The verdict behind a count, in its clause, else right before it. */
function saidOf(text: string, claim: Announced, to: number, from: number): string | null {
  const clause = text.slice(claim.end, to).split(/[;.:(]|,\s(?!vượt)/u)[0] ?? '';
  const behind = SAID.exec(clause)?.[1];
  if (behind) return behind;
  const lead = text.slice(Math.max(from, claim.start - 30), claim.start);
  return /(chưa đạt|không đạt|chưa hoàn thành|đạt và vượt|vượt|đạt|hoàn thành)(?:\s(?:được|là|có))?\s$/iu.exec(lead)?.[1] ?? null;
}
