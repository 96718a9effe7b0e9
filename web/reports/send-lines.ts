export type Line = { name: string; address: string };

/** `Sở Nội vụ <so@vidu.vn>`, one a line; the name may be left out. @returns what was read, and lines that could not be */
export function readLines(text: string, isAddress: (address: string) => boolean): { lines: Line[]; wrong: string[] } {
  const lines: Line[] = [];
  const wrong: string[] = [];
  for (const line of text.split(/[\n;]/).map((one) => one.trim())) {
    if (line === '') continue;
    const found = /^(.*?)\s*<([^<>]+)>$/.exec(line);
    const address = (found ? (found[2] as string) : line).trim();
    const name = found?.[1]?.trim() || address;
    if (isAddress(address)) lines.push({ name, address });
    else wrong.push(line);
  }
  return { lines, wrong };
}

export const isEmail = (text: string) => /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(text);
/** Identifier of an office. Source: Quyết định 20/2020/QĐ-TTg. */
export const isOfficeCode = (text: string) => /^[A-Za-z0-9][A-Za-z0-9._-]{1,59}$/.test(text);
