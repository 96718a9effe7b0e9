import type { TextKey } from '../messages.ts';

const PARTS = ['sheet', 'page', 'paragraph', 'table', 'row', 'column', 'line'] as const;
type Place = { [K in (typeof PARTS)[number]]?: string | number | undefined };

/** `trang 3, bảng 2, hàng 4`: what helps a reader to find it in the file. */
export function placeText(place: Place, t: (key: TextKey, values: Record<string, unknown>) => string): string {
  const is_cell = place.table !== undefined;
  return PARTS.filter((part) => place[part] !== undefined && !(is_cell && part === 'paragraph'))
    .map((part) => t(`checks.place.${part}`, { n: place[part] }))
    .join(', ');
}
