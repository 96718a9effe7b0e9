// “Số TTHC cấp huyện được cung cấp trực tuyến: 135; số TTHC cấp xã …: 38” beside a table whose row says “191 cả huyện, xã”. R03.

import { type Passage, segmentsOf, wordsAround } from './document.ts';
import { contentOf } from './facts.ts';
import { exactOf, type Figure } from './figure.ts';
import { gridsOf } from './grid.ts';
import { sumOf } from './parts.ts';
import { absolute, equal, printExact, subtract } from './rational.ts';
import { type Context, decided, type Fault, spotInCell, spotOf } from './rule.ts';
import { isSlip } from './slip.ts';

const LEVEL = /(?<!\p{L})(?:cấp\s)?(?:tỉnh|huyện|xã|phường)(?!\p{L})/giu;
const BOTH = /(?<!\p{L})cả\s(?:(?:cấp\s)?(?:tỉnh|huyện|xã)[\s,và]*){2,3}/iu;

type Pair = { passage: Passage; parts: [Figure, Figure]; words: string[] };

/** Two figures side by side whose words differ by the level only. */
function pairsIn(passage: Passage): Pair[] {
  if (!/huyện/iu.test(passage.text) || !/(?<!\p{L})xã/iu.test(passage.text)) return [];
  const counts = passage.figures.filter((f) => f.kind === 'count' && f.bound === 'exact' && f.scale === 1n);
  return counts.slice(1).flatMap((second, i): Pair[] => {
    const first = counts[i] as Figure;
    const between = passage.text.slice(first.tail, second.start);
    if (between.length > 120 || segmentsOf(between, '.').length > 1) return [];
    const [a, b] = [first, second].map((f) => wordsAround(passage, f).before) as [string, string];
    const [x, y] = [a, b].map((words) => contentOf(words.replace(LEVEL, ' ')).filter((word) => word !== 'trong')) as [
      string[],
      string[],
    ];
    const levels = [a, b].map((words) => words.toLowerCase().match(/huyện|(?<!\p{L})xã/u)?.[0]);
    const is_pair = levels[0] !== levels[1] && !levels.includes(undefined) && x.length >= 3 && x.join() === y.join();
    return is_pair ? [{ passage, parts: [first, second], words: x }] : [];
  });
}

/** Accuses only where one slip of the pen would make them the number of the table. */
export function* levelsOfWhole(context: Context): Generator<Fault> {
  const { document } = context;
  const cells =
    document.tables.length === 0
      ? []
      : gridsOf(document).flatMap(({ table, rows }) =>
          rows.flatMap((row) =>
            row.figures.flatMap((entry) =>
              entry && BOTH.test(`${entry.cell.text} ${row.label}`)
                ? [{ table, row, entry, words: new Set(contentOf(row.label)) }]
                : [],
            ),
          ),
        );
  if (cells.length === 0) return;
  for (const { passage, parts, words } of document.passages.flatMap(pairsIn)) {
    const [best, next] = cells
      .map((cell) => ({ ...cell, like: words.filter((word) => cell.words.has(word)).length / words.length }))
      .toSorted((a, b) => b.like - a.like);
    if (
      !best ||
      best.like < 0.6 ||
      (next && next.like === best.like && !equal(exactOf(next.entry.figure), exactOf(best.entry.figure)))
    )
      continue;
    decided(context);
    const total = best.entry.figure;
    const sum = sumOf(parts);
    if (equal(sum, exactOf(total)) || !isSlip('sum', [total, ...parts])) continue;
    yield {
      message: 'differs',
      at: spotOf(passage, parts[0]),
      data: {
        total: total.raw,
        parts: parts.map(({ raw }) => raw).join(' + '),
        sum: printExact(sum),
        gap: printExact(absolute(subtract(sum, exactOf(total)))),
      },
      related: [spotOf(passage, parts[1]), spotInCell(best.table, best.entry.cell)],
      shares: parts.map(({ start }) => passage.offset + start),
    };
  }
}
