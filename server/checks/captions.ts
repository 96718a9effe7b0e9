// Numbers of tables that stand in a caption, not in a heading of an annex: “Biểu 1. Kết quả giải quyết hồ sơ” over a table of the text, “Biểu số 02:
// KẾT QUẢ …” below the first table of an annex, “PHỤ LỤC (Bảng 3)”.
import type { Document } from './document.ts';
import { gridsOf } from './grid.ts';

const CAPTION =
  /^[\s(*_#“"]*(phụ lục|phụ biểu|biểu(?: mẫu)?|bảng)\s+(?:số\s+)?(\d{1,2}|[IVX]{1,4})(?:[a-z](?![\p{L}]))?(?=[\s)]*(?:[.:–—-]|$|\n|\(|\p{Lu}{2,}))/iu;

/** Names of captions by kind: `bảng`, `biểu`, `phụ lục`; also of those that stand in a cell over a table. */
export function captionsOf(document: Document): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const add = (text: string): void => {
    const m = CAPTION.exec(text);
    if (!m) return;
    const kind = /^phụ/iu.test(m[1] ?? '') ? 'phụ lục' : /^bảng/iu.test(m[1] ?? '') ? 'bảng' : 'biểu';
    const names = found.get(kind) ?? new Set<string>();
    found.set(kind, names.add((m[2] ?? '').toUpperCase().replace(/^0/, '')));
  };
  for (const { text } of document.passages) add(text);
  for (const { at, body } of gridsOf(document)) for (const row of at.slice(0, body)) if (row[0]) add(row[0].text);
  return found;
}
