import { cueOf, namedIn } from './cues.ts';
import { matchesIn } from './matches.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';

const RANKS_TOLD_CUE = cueOf('bậc', 'hạng', 'vị trí');

const RANK =
  /(?:xếp|đứng|giữ|đạt)\s(?:thứ|hạng|vị trí(?: thứ)?)\s(?:hạng\s|thứ\s)?(\d{1,3})(?:\/(\d{1,3}))?[^.;()\d]{0,40}?(?<!\p{L})(tăng|giảm|lên|tụt|xuống)\s(\d{1,3})\s(?:bậc|hạng|thứ hạng|vị trí)(?!\p{L})\s(?:so với|từ)[^.;()]{0,30}\((?:[^().;\d]{0,16}\s)?(?:thứ|hạng|vị trí)\s(?:hạng\s|thứ\s)?(\d{1,3})(?:\/(\d{1,3}))?\)/giu;

/** “năm 2023 xếp thứ 9, năm 2024 xếp thứ 5, tăng 04 bậc”; “từ vị trí thứ 12 lên vị trí thứ 7, tăng 05 bậc”. */
const FROM_TO =
  /(?:xếp|đứng|từ)\s(?:ở\s)?(?:vị trí\s)?(?:thứ hạng|hạng|thứ|vị trí)\s(?:thứ\s)?(\d{1,3})(?:\/\d{1,3})?[^.;()\d]{0,30}?(?:(?:năm|quý|tháng)\s\d{1,4}(?:\/\d{4})?[^.;()\d]{0,24}?)?(?:xếp|đứng|lên|xuống)\s(?:ở\s)?(?:vị trí\s)?(?:thứ hạng|hạng|thứ|vị trí)\s(?:thứ\s)?(\d{1,3})(?:\/\d{1,3})?[^.;()\d]{0,24}?(?<!\p{L})(tăng|giảm|lên|tụt|xuống)\s(\d{1,3})\s(?:bậc|hạng|thứ hạng|vị trí)(?!\p{L})/giu;
const BEYOND_CUE = cueOf('/');
const BEYOND = /(?:xếp|đứng|giữ|đạt)\s(?:vị trí\s)?(?:thứ hạng|hạng|thứ|vị trí)\s(?:thứ\s)?(\d{1,3})\/(\d{1,3})(?!\d|\/)/giu;

/** No place of thirteen is the fourteenth. */
export function* ranksBeyond(context: Context): Generator<Fault> {
  for (const passage of namedIn(context.document, BEYOND_CUE))
    for (const m of /\d\/\d/.test(passage.text) ? matchesIn(passage.text, BEYOND) : []) {
      decided(context);
      if (Number(m[1]) <= Number(m[2])) continue;
      yield {
        message: 'rank_beyond',
        at: spotIn(passage, m.index, m.index + m[0].length),
        data: { now: m[1] ?? '', all: m[2] ?? '' },
      };
    }
}

/** “xếp thứ 29/63, tăng 05 bậc so với năm 2022 (thứ 34/63)”: a lower number is a better place. */
export function* ranksTold(context: Context): Generator<Fault> {
  for (const passage of namedIn(context.document, RANKS_TOLD_CUE)) {
    if (passage.section.is_plan) continue;
    const found = [
      ...matchesIn(passage.text, RANK).map((m) => ({ m, now: Number(m[1]), before: Number(m[5]) })),
      ...matchesIn(passage.text, FROM_TO).map((m) => ({ m, now: Number(m[2]), before: Number(m[1]) })),
    ];
    for (const { m, now, before } of found) {
      const amount = Number(m[4]);
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
