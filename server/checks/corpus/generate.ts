import { randomOf } from './mutate.ts';
import { frameOf, type Ground, MAKERS, type Piece } from './phrases.ts';

/** A made report: its marked text, and the same with one paragraph broken. */
export type Made = { text: string; broken: { kind: string; text: string }[] };

/** A report of the given seed: every paragraph maker once, in an order and with wordings and figures of the seed. */
export function makeReport(seed: number): Made {
  const random = randomOf(seed);
  const between = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1));
  const pick = <T>(of: readonly T[]): T => of[between(0, of.length - 1)] as T;
  const ground: Ground = { year: between(2021, 2024), quarter: between(1, 3), pick, between };
  const frame = frameOf(ground);
  const middle = MAKERS.map((make) => ({ order: random(), piece: make(ground) })).sort((a, b) => a.order - b.order);
  const pieces: Piece[] = [
    frame.head,
    ...middle.map(({ piece }, i) => numbered(piece, i + 1)),
    frame.plan,
    { text: frame.close },
  ];
  const print = (all: readonly string[]): string => `${all.join('\n\n')}\n`;
  const texts = pieces.map(({ text }) => text);
  const broken = pieces.flatMap((piece, i) =>
    (piece.broken ?? []).map(({ kind, text }) => ({ kind, text: print(texts.with(i, text)).replace(/[⟦⟧]/g, '') })),
  );
  return { text: print(texts), broken };
}

const TITLES = [
  'Công tác chỉ đạo',
  'Giải quyết hồ sơ',
  'Kiểm tra',
  'Tổ chức bộ máy',
  'Tài chính công',
  'Chuyển đổi số',
  'Tuyên truyền',
];

/** Every second paragraph gets a heading of its own, so that the report has an outline. */
function numbered(piece: Piece, n: number): Piece {
  if (n % 2 === 0) return piece;
  const head = `${(n + 1) / 2}. ${TITLES[((n - 1) / 2) % TITLES.length]}\n\n`;
  return { text: head + piece.text, broken: (piece.broken ?? []).map(({ kind, text }) => ({ kind, text: head + text })) };
}
