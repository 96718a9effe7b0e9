// What the QR code of a citizen identity card says, as a scanner types it. Pure.

export type IdCard = {
  identity: string;
  old_identity: string | null;
  name: string;
  /** 'YYYY-MM-DD' */
  born_on: string | null;
  sex: 'male' | 'female' | null;
  address: string;
  issued_on: string | null;
  /** What a person should look at before trusting it. */
  doubts: Doubt[];
};

/** `letters`: Vietnamese letters were lost on the way; `birth`, `sex`: the number says another year or sex than the card. */
export type Doubt = 'letters' | 'birth' | 'sex';

/** Fewer parts than these are a number or a name typed by hand. */
const LEAST_PARTS = 6;

/**
 * Reads `number|old number|name|birth|sex|address|issued`, with or without more parts after it (parents, on newer cards), and in another order
 * when a scanner was set up so: then each part is known by its shape. Letters that went through a wrong encoding are put right where possible.
 * @returns null when the text is no card
 * Source: layout of the code printed on the citizen identity card since 2021, as issued cards carry it (to be verified for the card of 2024).
 */
export function readIdCard(text: string): IdCard | null {
  const repaired = rightLetters(text.trim());
  const parts = repaired
    .split(repaired.includes('|') ? '|' : '~')
    .map((part) => part.normalize('NFC').replace(/\s+/g, ' ').trim());
  if (parts.length < LEAST_PARTS) return null;
  const card = /^\d{12}$/.test(parts[0] ?? '') && dayOf(parts[3]) !== null ? inOrder(parts) : byShape(parts);
  return card && { ...card, doubts: doubtsOf(card) };
}

/** Looks like the typing of a scanner, whether it can be read or not. */
export function looksLikeCard(text: string): boolean {
  return text.split(/[|~]/).length >= LEAST_PARTS;
}

type Read = Omit<IdCard, 'doubts'>;

function inOrder([identity = '', old = '', name = '', born, sex = '', address = '', issued]: string[]): Read | null {
  if (name === '') return null;
  return { identity, old_identity: old || null, name, born_on: dayOf(born), sex: sexOf(sex), address, issued_on: dayOf(issued) };
}

function byShape(parts: string[]): Read | null {
  const identity = parts.find((part) => /^\d{12}$/.test(part));
  const days = parts.flatMap((part) => dayOf(part) ?? []).sort();
  const sex = parts.find((part) => sexOf(part) !== null);
  const words = parts.filter((part) => part !== sex && /\p{L}/u.test(part));
  const address = words.find((part) => part.includes(',')) ?? '';
  const name = words.find((part) => part !== address && !/\d/.test(part));
  if (!identity || !name) return null;
  const old_identity = parts.find((part) => /^\d{9}$/.test(part)) ?? null;
  return { identity, old_identity, name, born_on: days[0] ?? null, sex: sexOf(sex), address, issued_on: days[1] ?? null };
}

/** `15081990`, `15/08/1990` → '1990-08-15'; null when it is no day. */
function dayOf(text: string | undefined): string | null {
  const found = /^(\d{2})[/-]?(\d{2})[/-]?(\d{4})$/.exec(text ?? '');
  if (!found) return null;
  const [, date, month, year] = found;
  const day = `${year}-${month}-${date}`;
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) ? day : null;
}

function sexOf(text: string | undefined): 'male' | 'female' | null {
  if (/^nam$/i.test(text ?? '')) return 'male';
  return /^n(ữ|u|\?|)$/iu.test(text ?? '') ? 'female' : null;
}

/** UTF-8 that was taken for Latin-1 (`Nguyá»…n`) is turned back; anything else stays as it is. */
function rightLetters(text: string): string {
  if (!/[ÃÂÄÅÆá][\u0080-\u00bf\u2018-\u203a\u0152-\u017e€™]/.test(text)) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(text, (letter) => byteOf(letter)));
  } catch {
    return text;
  }
}

// Windows-1252, where it differs from Latin-1.
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function byteOf(letter: string): number {
  const code = letter.charCodeAt(0);
  if (code < 256) return code;
  const place = WINDOWS.indexOf(letter);
  if (place < 0) throw new RangeError('no byte');
  return 0x80 + place;
}

function doubtsOf({ identity, name, address, born_on, sex }: Read): Doubt[] {
  const doubts: Doubt[] = [];
  if (isGarbled(name, address)) doubts.push('letters');
  // Fourth digit: century and sex (0 male, 1 female of the 20th; 2, 3 of the 21st …); fifth and sixth: year.
  // Source: Nghị định 137/2015/NĐ-CP art. 13, kept by Nghị định 70/2024/NĐ-CP (to be verified).
  const century = Number(identity[3]);
  if (born_on !== null && born_on.slice(0, 4) !== `${19 + Math.floor(century / 2)}${identity.slice(4, 6)}`) doubts.push('birth');
  if (sex !== null && sex !== (century % 2 === 0 ? 'male' : 'female')) doubts.push('sex');
  return doubts;
}

/**
 * Letters that no Vietnamese name has, words without any vowel (`Nguyn` keeps its y, `Vn` does not), or a name and an address of some length
 * without one diacritic: what an input method or a scanner set to English leaves of Vietnamese.
 */
function isGarbled(name: string, address: string): boolean {
  if (/[?\ufffd\u0080-\u009f\d=^`]/.test(name) || /[?\ufffd\u0080-\u009f]/.test(address)) return true;
  if (name.split(' ').some((word) => !/[aeiouyăâêôơư]/iu.test(word.normalize('NFD')) && word.length > 1)) return true;
  const both = `${name} ${address}`;
  return both.length >= 25 && !/[^\p{ASCII}]/u.test(both);
}
