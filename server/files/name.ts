const LONGEST = 150;

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
