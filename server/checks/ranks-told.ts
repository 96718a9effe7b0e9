import { type Context, decided, type Fault, spotIn } from './rule.ts';

const RANK =
  /(?:xếp|đứng|giữ|đạt)\s(?:thứ|hạng|vị trí(?: thứ)?)\s(?:hạng\s|thứ\s)?(\d{1,3})(?:\/(\d{1,3}))?[^.;()\d]{0,40}?(?<!\p{L})(tăng|giảm|lên|tụt|xuống)\s(\d{1,3})\s(?:bậc|hạng|thứ hạng|vị trí)(?!\p{L})\s(?:so với|từ)[^.;()]{0,30}\((?:[^().;\d]{0,16}\s)?(?:thứ|hạng|vị trí)\s(?:hạng\s|thứ\s)?(\d{1,3})(?:\/(\d{1,3}))?\)/giu;

/** “xếp thứ 29/63, tăng 05 bậc so với năm 2022 (thứ 34/63)”: a lower number is a better place. */
export function* ranksTold(context: Context): Generator<Fault> {
  for (const passage of context.document.passages) {
    if (passage.section.is_plan) continue;
    for (const m of passage.text.matchAll(RANK)) {
      const [now, before, amount] = [Number(m[1]), Number(m[5]), Number(m[4])];
      decided(context);
      const is_up = /tăng|lên/iu.test(m[3] ?? '');
      if (now === before || (Math.abs(now - before) === amount && now < before === is_up)) continue;
      yield {
        message: 'rank',
        at: spotIn(passage, m.index, m.index + m[0].length),
        data: {
          now: `${now}`,
          before: `${before}`,
          word: (m[3] ?? '').toLowerCase(),
          amount: m[4] ?? '',
          actual: now < before ? 'tăng' : 'giảm',
          expected: Math.abs(now - before),
        },
        expected: `${now < before ? 'tăng' : 'giảm'} ${Math.abs(now - before)}`,
      };
    }
  }
}
