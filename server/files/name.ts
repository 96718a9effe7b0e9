import { plain } from '#lib/text';

const LONGEST = 150;
const LONGEST_SLUG = 60;

/**
 * A file name that is safe to show, to keep and to write on any disk: no folders, no control characters, none that turn the
 * direction of reading (they hide the real ending), nothing that Windows refuses.
 */
export function safeName(name: string): string {
  const last = name.normalize('NFC').split(/[\\/]/).at(-1) as string;
  const clean = last
    .replace(/\p{Cc}|\p{Cf}|\p{Cs}|\p{Co}/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const [stem, ending] = parts(clean);
  const kept = [...stem].slice(0, LONGEST - ending.length).join('');
  return `${kept || 'tep'}${ending}`;
}

/** `a.PDF` → [`a`, `.PDF`]; without an ending the second is empty. */
function parts(name: string): [string, string] {
  const found = /^(.*)(\.[A-Za-z0-9]{1,10})$/.exec(name);
  return found ? [found[1] as string, found[2] as string] : [name, ''];
}

/** The ending in small letters without its dot; empty when there is none. */
export function endingOf(name: string): string {
  return parts(name)[1].slice(1).toLowerCase();
}

/**
 * The name of a scanned paper: code of its dossier, number of the paper (`kq` for a result), what it is, the day it was scanned, so that
 * a folder of files sorts itself and no two names are the same: `H48.108-261120-0007_01_to-khai-dang-ky_20261120.pdf`.
 * @param ending with its dot
 */
export function paperFileName(
  paper: { code: string; kind: 'component' | 'result'; ordinal: number; name: string; day: string },
  ending: string,
): string {
  const slug = plain(paper.name)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_SLUG)
    .replace(/^-+|-+$/g, '');
  const place =
    paper.kind === 'result' ? `kq${paper.ordinal === 1 ? '' : paper.ordinal}` : String(paper.ordinal).padStart(2, '0');
  return safeName(`${paper.code}_${place}_${slug || 'giay-to'}_${paper.day.replaceAll('-', '')}${ending.toLowerCase()}`);
}
