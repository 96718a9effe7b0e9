// What misses in the unit's scorecard: how many points, for which cause, and who answers for each.
import { cardFor } from '#forms';
import { dayVi } from '#lib/day';
import { parseDecimal } from '#lib/decimal';
import { type CardView, cardView } from '#scorecards';
import { type Frame, told } from './frame.ts';
import { type Said, said, words } from './numbers.ts';

const MEASURE = 'scorecards.points';
const CAUSES = [
  { cause: 'lost', heading: 'Điểm không đạt' },
  { cause: 'not_due', heading: 'Điểm chưa đến hạn đánh giá' },
  { cause: 'not_scored', heading: 'Tiêu chí chưa chấm' },
] as const;
type Cause = (typeof CAUSES)[number]['cause'];
const MOST_NAMED = 15;

type Item = CardView['ledger'][number] & { name: string };

/** Null where there is no card of the year, nobody scored it yet, or the reader may not see its scores. */
async function cardSeen({ db, unit, to, access, today }: Frame): Promise<CardView | null> {
  const card = await cardFor(db, unit.id, to);
  if (card === null) return null;
  const view = await cardView(db, card, { read: access, score: access, appraise: access }, today);
  return view.sight.own_scores && view.total.scored > 0 ? view : null;
}

export async function missingPoints(frame: Frame): Promise<Said[]> {
  const { numbers } = frame;
  const view = await cardSeen(frame);
  if (!view || view.ledger.length === 0) return [];
  const items = itemsOf(view);
  const point = (name: string) => told(frame, MEASURE, name);
  await numbers.ask([
    ...['all.achieved', 'all.max', 'all.missing'].map(point),
    ...CAUSES.map(({ cause }) => point(`cause.${cause}`)),
    ...items.map(({ name }) => point(name)),
  ]);
  const causes = CAUSES.filter(({ cause }) => Number(numbers.value(point(`cause.${cause}`)) ?? 0) > 0);
  const line = words`Kết quả tự chấm đạt ${numbers.piece(point('all.achieved'))}/${numbers.piece(point('all.max'))} điểm, còn ${numbers.piece(point('all.missing'))} điểm chưa đạt`;
  return [said(line), ...causes.flatMap(({ cause, heading }) => ofCause(frame, items, cause, heading))];
}

/** Named as the tellers name them: by area and place within it. */
function itemsOf({ ledger }: CardView): Item[] {
  const at = new Map<string, number>();
  return ledger.map((item) => {
    const place = at.get(item.area) ?? 0;
    at.set(item.area, place + 1);
    return { ...item, name: `gap.${item.area}.${place}` };
  });
}

function ofCause(frame: Frame, items: readonly Item[], cause: Cause, heading: string): Said[] {
  const { numbers } = frame;
  const mine = items.filter((one) => one.cause === cause).sort((a, b) => Number(more(b.points, a.points)));
  if (mine.length === 0) return [];
  const named = mine.slice(0, MOST_NAMED).map((item) => {
    const after = [
      item.reason?.replace(/\.$/, ''),
      item.office && `chịu trách nhiệm: ${item.office}`,
      item.due_on && `hạn ${dayVi(item.due_on)}`,
    ]
      .filter(Boolean)
      .join('; ');
    return words`${item.name_vi}: ${numbers.piece(told(frame, MEASURE, item.name))} điểm${after ? ` (${after})` : ''}`;
  });
  const first = mine.length > MOST_NAMED ? ', nhiều nhất là' : '';
  return [{ line: words`${heading} (${numbers.piece(told(frame, MEASURE, `cause.${cause}`))} điểm)${first}`, items: named }];
}

/** Sign of the difference of two amounts of points. */
function more(a: string, b: string): bigint {
  const [x, y] = [parseDecimal(a), parseDecimal(b)];
  const scale = Math.max(x.scale, y.scale);
  const gap = x.value * 10n ** BigInt(scale - x.scale) - y.value * 10n ** BigInt(scale - y.scale);
  return gap > 0n ? 1n : gap < 0n ? -1n : 0n;
}
