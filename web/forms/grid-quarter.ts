/** The last calendar quarter that was over on this day. */
export function latestQuarter(today: string): { from: string; to: string } {
  const [year = 0, month = 1] = today.split('-').map(Number);
  const first = Math.floor((month - 1) / 3) * 3 - 3;
  const text = (at: Date) => at.toISOString().slice(0, 10);
  return { from: text(new Date(Date.UTC(year, first, 1))), to: text(new Date(Date.UTC(year, first + 3, 0))) };
}
