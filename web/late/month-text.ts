/** '2026-10' → `10/2026`. */
export function monthText(month: string): string {
  const [year, number] = month.split('-');
  return `${number}/${year}`;
}
