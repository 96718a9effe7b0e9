// What a reader of figures must know about them, said in both languages.
import { type Day, dayVi } from '#lib/day';
import type { Unit } from '#org';

export type Note = { code: string; text_vi: string; text_en: string };

/** First day of the two-tier organisation. Source: Nghị quyết 203/2025/QH15; Luật Tổ chức chính quyền địa phương 72/2025/QH15. */
const TWO_TIERS_FROM: Day = '2025-07-01';

export type Facts = {
  unit: Unit;
  from: Day;
  to: Day;
  tree_day: Day;
  today: Day | undefined;
  is_partly_visible: boolean;
  inexact: readonly Unit[];
};

/** Notes on a question's unit and period, the most important first. */
export function notesOf({ unit, from, to, tree_day, today, is_partly_visible, inexact }: Facts): Note[] {
  const notes: Note[] = [];
  if (tree_day < to) {
    notes.push({
      code: 'unit_ended',
      text_vi: `${unit.name} kết thúc hoạt động ngày ${dayVi(tree_day)}, trong kỳ báo cáo: số liệu lấy theo tổ chức của ngày đó.`,
      text_en: `${unit.name} ended on ${dayVi(tree_day)}, within the period: figures follow the organisation of that day.`,
    });
  }
  if (unit.born > from) {
    notes.push({
      code: 'unit_began',
      text_vi: `${unit.name} hoạt động từ ngày ${dayVi(unit.born)}, trong kỳ báo cáo: số liệu trước ngày đó là của các đơn vị nhập vào.`,
      text_en: `${unit.name} began on ${dayVi(unit.born)}, within the period: figures before that day are those of the units merged into it.`,
    });
  }
  if (from < TWO_TIERS_FROM && to >= TWO_TIERS_FROM) {
    notes.push({
      code: 'tiers_changed',
      text_vi: `Kỳ báo cáo đi qua ngày 01/07/2025, khi chính quyền ba cấp chuyển thành hai cấp: hồ sơ giữ đơn vị có thẩm quyền của ngày tiếp nhận và được cộng theo cây tổ chức ngày ${dayVi(tree_day)}.`,
      text_en: `The period crosses 1 July 2025, when three tiers became two: dossiers keep the unit competent on the day of reception and are summed by the organisation of ${dayVi(tree_day)}.`,
    });
  }
  if (inexact.length) {
    const [vi, en] = [listed(inexact, 'và', 'đơn vị khác'), listed(inexact, 'and', 'others')];
    notes.push({
      code: 'not_comparable',
      text_vi: `Không so sánh được hoàn toàn: số liệu có hồ sơ của đơn vị chỉ một phần chuyển về đây (${vi}).`,
      text_en: `Not fully comparable: the figures hold dossiers of units that came here only in part (${en}).`,
    });
  }
  if (today !== undefined && to > today) {
    notes.push({
      code: 'period_running',
      text_vi: `Kỳ báo cáo chưa kết thúc: số liệu tính đến ngày ${dayVi(today)}.`,
      text_en: `The period has not ended: figures as of ${dayVi(today)}.`,
    });
  }
  if (is_partly_visible) {
    notes.push({
      code: 'partly_visible',
      text_vi: 'Chỉ gồm hồ sơ của các đơn vị trong phạm vi quyền của người xem.',
      text_en: "Only dossiers of units within the reader's rights are counted.",
    });
  }
  return notes;
}

const MOST_NAMES = 6;

/** A division of an authority is named where it alone is concerned: its authority stands for it otherwise. */
function listed(all: readonly Unit[], and: string, others: string): string {
  const authorities = all.filter(({ kind }) => kind !== 'division');
  const units = authorities.length > 0 ? authorities : all;
  const names = units.slice(0, MOST_NAMES).map((one) => one.name);
  const rest = units.length - names.length;
  return `${names.join(', ')}${rest ? ` ${and} ${rest} ${others}` : ''}`;
}
