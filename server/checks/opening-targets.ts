// “- 30 % đơn vị được kiểm tra: Đạt (đã kiểm tra 05/20 đơn vị, đạt 25 %)”: annexes of targets open each item with its target, without a word that says so; the
// verdict stands behind the colon, the result in the bracket behind it. R13.
import { closingBracket, type Passage, passageAt } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { matchesIn } from './matches.ts';
import { compare } from './rational.ts';
import { type Context, decided, type Fault } from './rule.ts';
import { verdictFault } from './verdict-fault.ts';

const LEAD = /^\W*(?:(?:thực hiện|bảo đảm|đảm bảo|phấn đấu|có|trên|từ|ít nhất|tối thiểu)\s)?$/iu;
const VERDICT = /:\s*\**((?:(?:chưa|không)\s)?đạt)\**\s*\(/giu;
/** Of these less is better, or the figure is a change. */
const TURNED = /giảm|tăng|không quá|dưới|tối đa|không vượt|quá hạn|trễ hạn|chậm/iu;
/** More than one result: of two stretches of time, of parts. */
const MORE = /quý|tháng \d|riêng|trong đó|còn lại|dự kiến|ước/iu;

/** Items whose verdict their own result denies. */
export function* openingTargets(context: Context, found: readonly Fault[]): Generator<Fault> {
  for (const passage of context.document.passages) {
    if (passage.label === null || passage.section.is_plan || !/đạt\**\s*\(/iu.test(passage.text)) continue;
    const judged = judgedIn(passage);
    if (!judged || found.some(({ at }) => passageAt(context.document, at.location.offset) === passage)) continue;
    decided(context);
    const { target, result, said, start, end } = judged;
    const is_met = compare(exactOf(result), exactOf(target)) >= 0;
    if (is_met === !/^(?:chưa|không)/iu.test(said)) continue;
    yield verdictFault(passage, { result, target }, { said, start, end }, is_met ? 'met' : 'not_met');
  }
}

type Judged = { target: Figure; result: Figure; said: string; start: number; end: number };

function judgedIn(passage: Passage): Judged | null {
  const { text, figures, label } = passage;
  const [m, again] = matchesIn(text, VERDICT);
  const [target] = figures;
  if (!m || again || !label || target?.kind !== 'percent' || !LEAD.test(text.slice(label.body, target.start))) return null;
  const open = m.index + m[0].length - 1;
  const close = closingBracket(text, open);
  if (target.end > m.index || TURNED.test(text.slice(0, m.index))) return null;
  const inner = text.slice(open, close);
  const percents = figures.filter((f) => f.kind === 'percent');
  const [result, more] = percents.filter((f) => f.start > open && f.end <= close);
  // A second target, or a result of something else.
  if (
    !result ||
    more ||
    percents.length !== 2 ||
    result.bound !== 'exact' ||
    MORE.test(inner.replace(/trong \d+ tháng[^,;]*/iu, ' '))
  )
    return null;
  if (!/(?:đạt|tỷ lệ|chiếm|bằng|\()\s*(?:là\s)?$/iu.test(text.slice(open, result.start))) return null;
  const start = m.index + m[0].toLowerCase().indexOf((m[1] ?? '').toLowerCase());
  return { target, result, said: m[1] ?? '', start, end: start + (m[1] ?? '').length };
}
