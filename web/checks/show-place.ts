/** A piece of the report's text says where it begins. */
export const AT = 'data-at';

/**
 * Leads to a place that has no mark of its own (the other places of a finding, what could not be checked): it comes into view and is selected,
 * as if by the mouse.
 */
export function showPlace({ offset, length }: { offset: number; length: number }): void {
  const start = pointAt(offset, true);
  const end = pointAt(offset + Math.max(1, length), false);
  if (!start || !end) return;
  start.node.parentElement?.scrollIntoView({ block: 'center' });
  getSelection()?.setBaseAndExtent(start.node, start.at, end.node, end.at);
}

/** Where a unit of the text stands on the page; the end of a stretch belongs to what lies before it. */
function pointAt(offset: number, is_start: boolean): { node: Text; at: number } | null {
  let found: { node: Text; at: number } | null = null;
  for (const piece of document.querySelectorAll(`[${AT}]`)) {
    let at = Number(piece.getAttribute(AT));
    if (at > offset || (at === offset && !is_start)) break;
    const texts = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode() as Text | null; node; node = texts.nextNode() as Text | null) {
      const { length } = node.data;
      // A stretch may run over the ends of cells and lines: the nearest end is as good.
      found = { node, at: Math.min(length, Math.max(0, offset - at)) };
      if (offset < at + length || (!is_start && offset === at + length)) return found;
      at += length;
    }
  }
  return found;
}
