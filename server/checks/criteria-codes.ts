import { cueOf, namedIn } from './cues.ts';
import type { Document, Passage } from './document.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';
import { areOneSlip } from './slip.ts';

// Numbers of criteria: “tiêu chí 15 - Hành chính công” bears one number wherever it is named, and the parts of it that follow one another (15.1, 15.2, 15.3) bear it too.

const CRITERIA_CUE = cueOf('tiêu chí');
const NAMED = /tiêu chí\s(?:số\s)?(\d{1,2})\s*[-–]\s*(\p{Lu}\p{L}*(?:\s\p{Ll}\p{L}*){2,6})/gu;
const PART = /tiêu chí\s(?:số\s)?(\d{1,2})\.(\d{1,2})(?![\d.])/u;

type Told = { passage: Passage; start: number; end: number; number: string };

/** The one that stands apart from all others of its name or its row. R18. */
export function* criteriaCodes(context: Context): Generator<Fault> {
  const { document } = context;
  for (const told of [...namesIn(document), ...rowsIn(document)]) {
    const by_number = [...Map.groupBy(told, ({ number }) => number).values()].sort((a, b) => a.length - b.length);
    const [odd, others, more] = by_number;
    const [one] = odd ?? [];
    const [right] = others ?? [];
    if (told.length > 1) decided(context);
    if (!one || !right || more || odd?.length !== 1 || (others?.length ?? 0) < 2) continue;
    if (one.number.length !== right.number.length || !areOneSlip(one.number, right.number)) continue;
    yield {
      message: 'criterion',
      severity: 'error',
      at: spotIn(one.passage, one.start, one.end),
      data: { number: one.number, other: right.number, times: others?.length ?? 0 },
      expected: right.number,
      related: (others ?? []).slice(0, 4).map(({ passage, start, end }) => spotIn(passage, start, end)),
    };
  }
}

/** Criteria by the first words of their name. */
function namesIn(document: Document): Told[][] {
  const found = namedIn(document, CRITERIA_CUE).flatMap((passage) =>
    [...passage.text.matchAll(NAMED)].map((m) => ({
      name: (m[2] ?? '').toLowerCase().split(/\s+/u).slice(0, 3).join(' '),
      told: { passage, start: m.index, end: m.index + m[0].length, number: m[1] ?? '' },
    })),
  );
  return [...Map.groupBy(found, ({ name }) => name).values()].map((group) => group.map(({ told }) => told));
}

/** Headings of sister sections that name parts one after the other: 1, 2, 3. */
function rowsIn(document: Document): Told[][] {
  const heads = namedIn(document, CRITERIA_CUE).flatMap((passage) => {
    const m = passage.section.opens === passage.index ? PART.exec(passage.text.slice(0, 60)) : null;
    return m
      ? [{ passage, part: Number(m[2]), told: { passage, start: m.index, end: m.index + m[0].length, number: m[1] ?? '' } }]
      : [];
  });
  return [...Map.groupBy(heads, ({ passage }) => passage.section.parent).values()]
    .filter((group) => group.length >= 3 && group.every(({ part }, i) => part === i + 1))
    .map((group) => group.map(({ told }) => told));
}
