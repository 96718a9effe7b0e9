/**
 * A cell's value as Excel shows it on a Vietnamese machine: `.` between thousands, `,` before decimals. The printed form is what a reader
 * of the report sees, and its decimals are its precision. Figures are handled as decimal text, never as rounded doubles.
 */
export function shown(value: string, format: string): string {
  const code = format.trim();
  if (/^-?\d+(\.\d+)?(?:e[-+]?\d{1,3})?$/i.test(value) === false) return value;
  const plain = decimal(value);
  if (plain === null) return value;
  if (code === '' || /^general$/i.test(code)) return general(plain);
  if (code === '@') return plain.replace('.', ',');
  const is_negative = plain.startsWith('-');
  const sections = code.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  const is_zero = /^-?0*(?:\.0*)?$/.test(plain);
  const is_conditional = CONDITION.test(code);
  const has_own_negative = !is_conditional && sections.length > 1 && is_negative;
  const by_sign = has_own_negative ? sections[1] : is_zero && sections.length > 2 ? sections[2] : sections[0];
  const section = is_conditional ? (sections.find((one) => holds(one, Number(plain))) ?? sections.at(-1)) : by_sign;
  const bare = stripped(section ?? '');
  if (/[ymdhs]/i.test(bare.pattern) && !/[0#?]/.test(bare.pattern)) return moment(Number(plain), bare.pattern);
  const sign = is_negative && !has_own_negative ? '-' : '';
  return figure(plain.replace('-', ''), bare.pattern, sign);
}

const CONDITION = /\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]/;

/** Whether a section such as `[>=1000]#\\.##0` is for the value; one without a condition is for all that are left. */
function holds(section: string, value: number): boolean {
  const [, sign, text] = CONDITION.exec(section) ?? [];
  const limit = Number(text);
  if (sign === '>=') return value >= limit;
  if (sign === '<=') return value <= limit;
  if (sign === '>') return value > limit;
  if (sign === '<') return value < limit;
  if (sign === '<>') return value !== limit;
  return sign === undefined || value === limit;
}

/** Without an exponent; null when it is too large to be a figure of a report. */
function decimal(value: string): string | null {
  const found = /^(-?)(\d+)(?:\.(\d+))?(?:e([-+]?\d{1,3}))?$/i.exec(value);
  if (!found) return null;
  const [, sign = '', whole = '', part = '', power = '0'] = found;
  const shift = Number(power);
  if (Math.abs(shift) > 60 || whole.length > 60) return null;
  // A double is printed with up to 17 digits, of which Excel shows 15.
  const digits = shift >= 0 ? whole + part.padEnd(shift, '0') : whole.padStart(1 - shift, '0') + part;
  const point = shift >= 0 ? whole.length + shift : Math.max(whole.length, 1 - shift) + shift;
  const rounded = significant(digits, point);
  return `${sign}${rounded}`;
}

function significant(digits: string, point: number): string {
  const first = digits.search(/[1-9]/);
  if (first < 0) return '0';
  const decimals = Math.max(0, digits.length - point);
  const most = Math.max(0, 15 - Math.max(0, point - first));
  const text = decimals === 0 ? digits : roundedTo(digits, decimals, Math.min(decimals, most));
  return text.includes('.') ? text.replace(/\.?0+$/, '').replace(/^0+(?=\d)/, '') : text.replace(/^0+(?=\d)/, '');
}

/** `digits` with the point `decimals` from its end, rounded half up to `wanted` decimals. */
function roundedTo(digits: string, decimals: number, wanted: number): string {
  let units = BigInt(digits || '0');
  if (decimals > wanted) {
    const step = 10n ** BigInt(decimals - wanted);
    units = (units + step / 2n) / step;
  } else units *= 10n ** BigInt(wanted - decimals);
  const text = units.toString().padStart(wanted + 1, '0');
  return wanted === 0 ? text : `${text.slice(0, -wanted)}.${text.slice(-wanted)}`;
}

function general(plain: string): string {
  const [whole = '', part = ''] = plain.split('.');
  // Eleven characters fit a cell of ordinary width.
  const room = Math.max(0, 10 - whole.replace('-', '').length);
  if (part.length <= room) return plain.replace('.', ',');
  const sign = plain.startsWith('-') ? '-' : '';
  return `${sign}${trimZeros(roundedTo(whole.replace('-', '') + part, part.length, room))}`.replace('.', ',');
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** Format code without colours, conditions, fill and literals in the way; literals are kept as private marks. */
function stripped(section: string): { pattern: string } {
  const pattern = section
    .replace(/\[\$([^\]-]*)[^\]]*\]/g, (_whole, sign: string) => (sign ? `"${sign}"` : ''))
    .replace(/\[(?![hms]+\])[^\]]*\]/gi, '')
    .replace(/[_*]./g, '');
  return { pattern };
}

const DIGITS = /[0#?][0#?,.]*/;

function figure(plain: string, pattern: string, sign: string): string {
  const bare = pattern.replace(/"[^"]*"|\\./g, '');
  const places = /[0#?]+(?:(?:\\.|"[^"]{1,3}"|[ -])[0#?]+)+/.exec(pattern);
  if (places && !/[.,%]/.test(bare)) return inPlaces(plain, pattern, places, sign);
  const place = DIGITS.exec(pattern.replace(/"[^"]*"|\\./g, (literal) => '\u0001'.repeat(literal.length)));
  if (place === null) return `${sign}${unquoted(pattern)}` || plain.replace('.', ',');
  const percent = (bare.match(/%/g) ?? []).length;
  const code = place[0];
  const scale = /,+$/.exec(code.replace(/\..*$/, (part) => part))?.[0].length ?? 0;
  const fraction = /\.([0#?]*)/.exec(code)?.[1] ?? '';
  const least = (fraction.match(/0/g) ?? []).length;
  const [whole = '', part = ''] = plain.split('.');
  const shift = percent * 2 - scale * 3;
  const digits = whole + part;
  const decimals = part.length - shift;
  const padded = decimals < 0 ? digits + '0'.repeat(-decimals) : digits.padStart(decimals + 1, '0');
  const rounded = roundedTo(padded, Math.max(0, decimals), fraction.length);
  const [int = '0', frac = ''] = rounded.split('.');
  const min_int = (code.replace(/\..*$/, '').match(/0/g) ?? []).length;
  const long = int.replace(/^0+(?=\d)/, '').padStart(min_int, '0');
  const grouped = /[0#?],[0#?]/.test(code) ? long.replace(/\B(?=(\d{3})+(?!\d))/g, '.') : long;
  const kept = frac.slice(0, Math.max(least, frac.replace(/0+$/, '').length));
  const text = `${grouped}${kept === '' ? '' : `,${kept}`}`;
  const is_nothing = /^[0.,]*$/.test(text);
  const before = unquoted(pattern.slice(0, place.index));
  const after = unquoted(pattern.slice(place.index + code.length));
  return `${is_nothing ? '' : sign}${before}${text}${after}`.trim();
}

/** Marks between the places of a whole number, `#\\.###\\.##0`: filled from the right, the first place takes what is left. */
function inPlaces(plain: string, pattern: string, places: RegExpExecArray, sign: string): string {
  const code = places[0].match(/[0#?]|\\.|"[^"]*"|[ -]/g) ?? [];
  const [whole = '', part = ''] = plain.split('.');
  let left = roundedTo(whole + part, part.length, 0);
  let text = '';
  for (const one of code.toReversed()) {
    if (!/^[0#?]$/.test(one)) text = left === '' ? text : `${unquoted(one)}${text}`;
    else if (left !== '' || one === '0') {
      text = `${left.at(-1) ?? '0'}${text}`;
      left = left.slice(0, -1);
    }
  }
  const after = unquoted(pattern.slice(places.index + places[0].length));
  return `${sign}${unquoted(pattern.slice(0, places.index))}${left}${text}${after}`.trim();
}

function unquoted(pattern: string): string {
  return pattern.replace(
    /"([^"]*)"|\\(.)|\?/g,
    (_whole, quoted: string | undefined, one: string | undefined) => quoted ?? one ?? '',
  );
}

const DAY_MS = 86_400_000;

/** Days since 1899-12-30, written as a Vietnamese reader expects whatever the order in the format: dd/mm/yyyy. */
function moment(serial: number, pattern: string): string {
  const at = new Date(Date.UTC(1899, 11, 30) + Math.round(serial * DAY_MS));
  if (Number.isNaN(at.getTime()) || serial < 0 || serial > 2_958_466) return String(serial);
  const two = (value: number) => String(value).padStart(2, '0');
  const time = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
  const has_time = /h/i.test(pattern);
  const has_year = /y/i.test(pattern);
  const has_day = /d/i.test(pattern);
  if (!has_year && !has_day) return has_time ? time : String(serial);
  const month = two(at.getUTCMonth() + 1);
  const day = has_day
    ? `${two(at.getUTCDate())}/${month}${has_year ? `/${at.getUTCFullYear()}` : ''}`
    : /m/i.test(pattern)
      ? `${month}/${at.getUTCFullYear()}`
      : String(at.getUTCFullYear());
  return has_time ? `${day} ${time}` : day;
}

/** Formats that a workbook may use without saying what they are. */
export const BUILT_IN: Record<number, string> = {
  0: 'General',
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  14: 'dd/mm/yyyy',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm',
  19: 'h:mm:ss',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'dd/mm/yyyy h:mm',
  37: '#,##0;(#,##0)',
  38: '#,##0;(#,##0)',
  39: '#,##0.00;(#,##0.00)',
  40: '#,##0.00;(#,##0.00)',
  41: '#,##0;-#,##0;"-"',
  42: '#,##0;-#,##0;"-"',
  43: '#,##0.00;-#,##0.00;"-"',
  44: '#,##0.00;-#,##0.00;"-"',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss',
  49: '@',
};
