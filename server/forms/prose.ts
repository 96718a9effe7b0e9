import type { Day } from '#lib/day';
import { dayVi } from '#lib/day';
import { formatVi } from '#lib/decimal';
import type { Run } from '#lib/document';
import type { CellFilter, LinkTo, Value } from './filled.ts';

/** Figures of a unit and period by measure: counts as numbers, rates as decimal text, null when not available. */
export type Headline = Readonly<Record<string, number | string | null>>;

/** Measures the sentences need; ask for all of them at once. */
export const HEADLINE_MEASURES = [
  'received',
  'carried_over',
  'new',
  'new_online',
  'new_counter',
  'new_post',
  'resolved',
  'resolved_early',
  'resolved_on_time',
  'resolved_overdue',
  'resolved_undated',
  'pending',
  'pending_in_time',
  'pending_overdue',
  'withdrawn_refused',
  'on_time_rate',
  'overdue_rate',
  'online_rate',
] as const;

/** A count in prose: `05`, `1.234`. A single digit is written with a leading zero, as offices do, except zero itself. */
export function proseCount(value: Value): string {
  if (value === null) return 'chưa có số liệu';
  return value > 0 && value < 10 ? `0${value}` : formatVi(value);
}

/** `89,41%`; not available is said in words: nothing resolved is neither 0 % nor 100 %. */
export function proseRate(value: string | number | null): string {
  return value === null ? 'chưa có số liệu' : `${formatVi(value)}%`;
}

/** Writes sentences about one unit and period; every figure in them leads to its records. */
export function writer(headline: Headline, filter: CellFilter, linkTo: LinkTo) {
  const linked = (text: string, measure: string, is_available: boolean): Run => {
    const link = is_available ? linkTo(measure, filter) : undefined;
    return { text, ...(link ? { link } : {}) };
  };
  const count = (measure: string): Run => {
    const value = headline[measure] ?? null;
    return linked(proseCount(typeof value === 'string' ? Number(value) : value), measure, value !== null);
  };
  const rate = (measure: string): Run =>
    linked(proseRate(headline[measure] ?? null), measure, (headline[measure] ?? null) !== null);
  /** Text with `{measure}` for counts and `{%measure}` for rates. */
  return (sentence: string): Run[] =>
    sentence
      .split(/(\{%?[a-z_]+\})/)
      .filter((part) => part !== '')
      .map((part) => {
        const found = /^\{(%?)([a-z_]+)\}$/.exec(part);
        if (!found) return { text: part };
        return found[1] ? rate(found[2] as string) : count(found[2] as string);
      });
}

/** The results of a period in four paragraphs: reception, resolved, pending, ended without a result. `today`: of figures taken before its end. */
export function resultParagraphs(
  headline: Headline,
  filter: CellFilter,
  linkTo: LinkTo,
  today?: Day | undefined,
): { title: string; runs: Run[] }[] {
  const write = writer(headline, filter, linkTo);
  const undated = headline.resolved_undated ? '; không quy định thời hạn {resolved_undated} hồ sơ' : '';
  const until = today && today <= filter.to ? `Đến ngày ${dayVi(today)}` : 'Đến hết kỳ báo cáo';
  const paragraphs = [
    {
      title: 'Tiếp nhận',
      text:
        'Tổng số hồ sơ phải giải quyết trong kỳ là {received} hồ sơ, gồm {carried_over} hồ sơ từ kỳ trước chuyển sang và {new} hồ sơ tiếp nhận mới. ' +
        'Trong số tiếp nhận mới có {new_online} hồ sơ nộp trực tuyến, {new_counter} hồ sơ nộp trực tiếp và {new_post} hồ sơ nộp qua dịch vụ bưu chính công ích; ' +
        'tỷ lệ hồ sơ nộp trực tuyến: {%online_rate}.',
    },
    {
      title: 'Đã giải quyết',
      text: `Đã giải quyết {resolved} hồ sơ: trước hạn {resolved_early} hồ sơ; đúng hạn {resolved_on_time} hồ sơ; quá hạn {resolved_overdue} hồ sơ${undated}. Tỷ lệ giải quyết trước hạn và đúng hạn: {%on_time_rate}; tỷ lệ quá hạn: {%overdue_rate}.`,
    },
    {
      title: 'Đang giải quyết',
      text: `${until} còn {pending} hồ sơ đang giải quyết, trong đó {pending_in_time} hồ sơ trong hạn và {pending_overdue} hồ sơ đã quá hạn.`,
    },
  ];
  if (headline.withdrawn_refused) {
    paragraphs.push({
      title: 'Rút, dừng giải quyết, từ chối',
      text: 'Có {withdrawn_refused} hồ sơ được rút, dừng giải quyết hoặc bị từ chối trong kỳ; số này không thuộc các mục trên.',
    });
  }
  return paragraphs.map(({ title, text }) => ({ title, runs: write(text) }));
}

/** `(từ ngày 01/01/2023 đến ngày 20/09/2023)`. */
export function fromTo(from: Day, to: Day): string {
  return `từ ngày ${dayVi(from)} đến ngày ${dayVi(to)}`;
}
