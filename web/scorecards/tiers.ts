// Grades of a criterion as lines of text and back: `Xuất sắc = 2`.

export type Tier = { key: string; label_vi: string; label_en: string; points: string };

const LINE = /^(.*\S)\s*=\s*(-?\d{1,4}(?:[.,]\d{1,3})?)$/;

export function tiersText(tiers: readonly Tier[]): string {
  return tiers.map(({ label_vi, points }) => `${label_vi} = ${points.replace('.', ',')}`).join('\n');
}

function keyOf(label: string): string {
  const key = label
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '');
  return key.slice(0, 40) || 'muc';
}

/**
 * What was typed, each line a grade with its points; null when a line is none, or fewer than two or more than ten are left. A grade that keeps its name
 * keeps its key and its English name: cards that were scored by it stay what they are.
 */
export function tiersOf(text: string, before: readonly Tier[]): Tier[] | null {
  const lines = text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  if (lines.length < 2 || lines.length > 10) return null;
  const taken = new Set(before.map((tier) => tier.key));
  const tiers: Tier[] = [];
  for (const line of lines) {
    const [, label_vi, points] = LINE.exec(line) ?? [];
    if (label_vi === undefined || points === undefined || tiers.some((tier) => tier.label_vi === label_vi)) return null;
    const same = before.find((tier) => tier.label_vi === label_vi);
    let key = same?.key ?? keyOf(label_vi);
    for (let n = 2; !same && taken.has(key); n += 1) key = `${keyOf(label_vi)}_${n}`;
    taken.add(key);
    tiers.push({ key, label_vi, label_en: same?.label_en ?? label_vi, points: points.replace(',', '.') });
  }
  return tiers;
}
