// Who is said to be first or last of those whose figures were just told. R11.
import { isComparable, order, print, type Told, toldOf } from './claim-figures.ts';
import { factsOf } from './facts.ts';
import { matchesIn } from './matches.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';

const SAID =
  /(?<!\p{L})(cao nhất|thấp nhất|nhiều nhất|ít nhất|lớn nhất|dẫn đầu|đứng đầu|xếp đầu|đứng cuối|xếp cuối|đội sổ|cuối bảng|đầu bảng)(?:\s(?:là|thuộc về|vẫn là|gồm|ở))\s((?:(?:xã|phường|thị trấn|huyện|thành phố|thị xã|sở|phòng|ban|chi cục|lĩnh vực|khối)\s)?\p{L}[\p{L}\s]{1,40}?)(?=\s*(?:[.,;()]|$|và\s))/giu;
const LOW = /thấp|ít|cuối|đội sổ/iu;
const BACK = 2;

/** “xã Nậm Cắn 78,4 %, xã Mường Típ 81,2 %, xã Na Loi 69,5 %. Thấp nhất là xã Na Loi”: of at least three of one kind with names, in the sentence or the two before. */
export function* extremesOfFacts(context: Context, found: readonly Fault[]): Generator<Fault> {
  const { document } = context;
  const facts = factsOf(document);
  for (const [index, { passage, text, start }] of facts.sentences.entries()) {
    if (!/nhất|đầu|cuối|đội/iu.test(text) || passage.section.is_plan || passage.is_footnote) continue;
    for (const m of matchesIn(text, SAID)) {
      const at = start + m.index;
      if (
        found.some(
          ({ at: spot }) =>
            spot.location.offset <= passage.offset + at && spot.location.offset + spot.location.length >= passage.offset + at,
        )
      )
        continue;
      // “tỷ lệ thanh toán thấp nhất”, “về số tuyệt đối, nhiều nhất là …”: of another thing than what was told.
      const lead =
        text
          .slice(0, m.index)
          .split(/[;.]\s|(?<=\d[^;.]*),\s/u)
          .at(-1) ?? '';
      if (
        !/^\s*(?:(?:trong (?:đó|số đó|số này)|như vậy|theo đó|qua đó|và|còn|đơn vị|địa phương|xã|huyện|phường|sở|phòng|xếp|đạt)\s?,?\s?)*$/iu.test(
          lead,
        )
      )
        continue;
      for (let k = 0; k <= BACK; k += 1) {
        const told = (facts.by_sentence.get(index - k) ?? [])
          .map((fact) => toldOf(document, facts, fact))
          .filter((one) => one !== null)
          .filter((one) => one.passage === passage && (k > 0 || one.figure.start < at));
        const fault = told.length < 3 ? null : faultOf(context, m, at, told);
        if (!fault) continue;
        yield fault;
        break;
      }
    }
  }
}

function faultOf(context: Context, m: RegExpExecArray, at: number, told: readonly Told[]): Fault | null {
  const name = (m[2] ?? '')
    .trim()
    .toLowerCase()
    .replace(/^(?:xã|phường|thị trấn|huyện|thành phố|thị xã)\s/u, '');
  const named = told.filter((one) => nameOf(one).endsWith(name));
  const [own, more] = named;
  if (!own || more || own.side !== 'plain') return null;
  if (own.figure.kind !== 'count' && /nhiều|ít/iu.test(m[1] ?? '')) return null;
  const rivals = told.filter((one) => one !== own && one.side === 'plain' && isComparable(one, own));
  // Each of them told alike: a name, and its figure.
  if (rivals.length < 2) return null;
  if (![own, ...rivals].every((one) => one.figure.bound === 'exact' && isName(one))) return null;
  decided(context);
  const is_low = LOW.test(m[1] ?? '');
  const beyond = rivals.filter((one) => (is_low ? order(one, own) < 0 : order(one, own) > 0));
  const [best] = beyond.sort((a, b) => (is_low ? order(a, b) : order(b, a)));
  if (!best) return null;
  const { passage } = own;
  return {
    message: 'extreme_told',
    at: spotIn(passage, at, at + m[0].length),
    figures: [own.figure, best.figure],
    data: { said: m[0].trim(), own: print(own), other: nameText(best), value: print(best) },
    expected: nameText(best),
    related: [spotOf(passage, own.fact.figure), spotOf(passage, best.fact.figure)],
    root: `extreme ${passage.offset + at}`,
  };
}

const nameText = ({ before }: Told): string =>
  before
    .replace(/^.*:\s/u, '')
    .replace(/^[-+•\s]*(?:trong đó|như sau|gồm|là|và)?[\s:]*/iu, '')
    .replace(/\s*(?:đạt|có|là|với|[:(])*\s*$/iu, '');
const nameOf = (told: Told): string => nameText(told).toLowerCase();
const isName = (told: Told): boolean => /\p{Lu}/u.test(nameText(told).slice(1)) && nameText(told).length < 60;
