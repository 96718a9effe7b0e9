// Opening hours as people write them. Pure.

export type Span = { opens: string; closes: string };

/** '7:30-11:30, 13h30 - 17h' → spans; '' → none; null when it cannot be read. */
export function spansOf(written: string): Span[] | null {
  const spans: Span[] = [];
  for (const piece of written.split(/[,;]/).map((part) => part.trim())) {
    if (piece === '') continue;
    const [opens, closes, more] = piece.split(/\s*[-–]\s*/).map(clockOf);
    if (!opens || !closes || more !== undefined || closes <= opens) return null;
    spans.push({ opens, closes });
  }
  return spans;
}

function clockOf(written: string): string | null {
  const found = /^(\d{1,2})(?:[:hg](\d{2})?)?$/i.exec(written.trim());
  if (!found) return null;
  const [hour, minute] = [Number(found[1]), Number(found[2] ?? '0')];
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** The spans of a day as one line. */
export function spansText(spans: readonly Span[]): string {
  return spans.map(({ opens, closes }) => `${opens}-${closes}`).join(', ');
}
