// Pure.

const AT_MOST = 5;
// No input of any route is nested half as deep; what is, costs time for nothing.
const DEEPEST = 64;

/**
 * Paths of what no database column and no document can hold: a NUL, half of a surrogate pair (a broken emoji), lists in lists in lists
 * without end.
 * @returns at most five paths such as `applicant.name`; empty when everything can be kept
 */
export function unstorable(value: unknown): string[] {
  const found: string[] = [];
  look('', value, 0, found);
  return found;
}

function look(path: string, value: unknown, depth: number, found: string[]): void {
  if (typeof value === 'string' && !isStorable(value)) found.push(path);
  if (typeof value !== 'object' || value === null) return;
  if (depth > DEEPEST) {
    found.push(path);
    return;
  }
  for (const [name, inner] of Object.entries(value)) {
    if (found.length === AT_MOST) return;
    if (isStorable(name)) look(path === '' ? name : `${path}.${name}`, inner, depth + 1, found);
    else found.push(path);
  }
}

function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}
