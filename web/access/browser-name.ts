const BROWSERS: [name: string, mark: RegExp][] = [
  ['Cốc Cốc', /coc_coc_browser/i],
  ['Edge', /Edg\//],
  ['Opera', /OPR\//],
  ['Firefox', /Firefox\//],
  ['Chrome', /Chrome\//],
  ['Safari', /Safari\//],
];
const SYSTEMS: [name: string, mark: RegExp][] = [
  ['Android', /Android/],
  ['iOS', /iPhone|iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux/],
];

/** Browser and system as people call them, enough to recognise an own session. */
export function browserName(user_agent: string | null): string {
  if (!user_agent) return '?';
  const name = (list: [string, RegExp][]) => list.find(([, mark]) => mark.test(user_agent))?.[0];
  return [name(BROWSERS) ?? user_agent.slice(0, 40), name(SYSTEMS)].filter(Boolean).join(', ');
}
