import { closingBracket, type Passage } from './document.ts';
import { itemsUnder } from './items-under.ts';
import { matchesIn } from './matches.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';
import { flat } from './shown-tables.ts';

type Item = { start: number; end: number; name: string };

const OPENS =
  /(?:gồm(?: có)?|bao gồm|đó là|như sau|sau đây|cụ thể(?: là)?|sau)\s?:?\s(?=\p{L})|:\s(?=\p{L})|\((?:gồm:? |là:? )?(?=\p{L})/giu;
const NAMED =
  /^(?:(?:xã|phường|thị trấn|phòng|ban|sở|trung tâm|trường|thôn|bản|làng|buôn|ubnd|công an|văn phòng|thanh tra|chi cục|huyện|thành phố|thị xã|khu phố|ấp|tổ dân phố)\s)*(?:\p{Lu}[\p{L}'’]*|(?<=\s)\d{1,2})(?:[\s–-]+[\p{L}\d'’]+){0,7}$/iu;

/** Names between commas or semicolons, without what stands in brackets behind them. None where one `is` none: most lists are not of names. */
function itemsIn(text: string, from: number, to: number, is?: (name: string) => boolean): Item[] {
  const items: Item[] = [];
  let [start, depth] = [from, 0];
  for (let i = from; i <= to; i += 1) {
    if (text[i] === '(') depth += 1;
    else if (text[i] === ')') depth -= 1;
    const is_joint = depth === 0 && i < to && text.startsWith('và', i + 1) && /^\svà\s/u.test(text.slice(i, i + 4));
    if (i < to && !(depth === 0 && (text[i] === ',' || text[i] === ';')) && !is_joint) continue;
    const raw = text.slice(start, i);
    const name = raw
      .replace(/\([^()]*\)/gu, '')
      .replace(/^\s*(?:và\s)?/u, '')
      .trim();
    if (name !== '' && is?.(name) === false) return [];
    if (name !== '') items.push({ start: start + raw.indexOf(name.slice(0, 3)), end: i, name });
    start = i + (is_joint ? 4 : 1);
  }
  return items;
}

const isName = (name: string): boolean => /\p{Lu}/u.test(name) && NAMED.test(name);

/** “gồm: Đăk Hà, Đăk Sao, Măng Ri, Đăk Sao (186 triệu đồng)”: one name twice in one list of names. */
export function* namesTwice(context: Context, passage: Passage): Generator<Fault> {
  const { text } = passage;
  if (!/[,;]/u.test(text)) return;
  let done = -1;
  for (const m of matchesIn(text, OPENS)) {
    const from = m.index + m[0].length;
    if (m.index < done) continue;
    const stop = m[0].startsWith('(')
      ? closingBracket(text, m.index)
      : from + (/\.(?=\s|$)/u.exec(text.slice(from))?.index ?? text.length - from);
    const items = itemsIn(text, from, stop, isName);
    if (items.length < 3 || items.length > 60) continue;
    done = stop;
    decided(context);
    yield* twiceIn(passage, items, 'error');
  }
}

function* twiceIn(passage: Passage, items: readonly Item[], severity: 'error' | 'warning'): Generator<Fault> {
  const seen = new Map<string, Item>();
  for (const item of items) {
    const key = flat(item.name);
    const first = seen.get(key);
    if (!first) {
      seen.set(key, item);
      continue;
    }
    yield {
      message: 'name_twice',
      severity,
      at: spotIn(passage, item.start, item.end),
      data: { name: item.name },
      related: [spotIn(passage, first.start, first.end)],
    };
  }
}

/** The same short item twice under one lead. */
export function* itemsTwice(context: Context): Generator<Fault> {
  for (const passage of context.document.passages) {
    if (!/:\s*$/u.test(passage.text) || RECIPIENTS.test(passage.text)) continue;
    const items = itemsUnder(context.document, passage) ?? [];
    if (items.length < 3) continue;
    const seen = new Map<string, Passage>();
    for (const item of items) {
      const body = item.text.slice(item.label?.body ?? 0);
      const key = flat(body);
      if (key.length < 4 || body.length > 80 || /\d\s?%|:\s*$/u.test(body)) continue;
      const first = seen.get(key);
      if (!first) seen.set(key, item);
      else
        yield {
          message: 'name_twice',
          severity: 'warning',
          at: spotIn(item, 0, item.text.length),
          data: { name: body.replace(/[;.,\s]+$/u, '').trim() },
          related: [spotIn(first, 0, first.text.length)],
        };
    }
  }
}

const RECIPIENTS = /^[\s*_]*nơi nhận[\s*_]*:/iu;

/** “Nơi nhận: Sở Nội vụ; …; Sở Nội vụ; Lưu: VT.”, in one line or one under the other. */
export function* recipientsTwice(context: Context): Generator<Fault> {
  const { passages } = context.document;
  for (const passage of passages) {
    const m = RECIPIENTS.exec(passage.text);
    if (!m) continue;
    decided(context);
    const seen = new Map<string, { passage: Passage; item: Item }>();
    for (let i = passage.index; i < Math.min(passages.length, passage.index + 30); i += 1) {
      const own = passages[i] as Passage;
      const from = i === passage.index ? m[0].length : (/^[\s\-–+*•]*/u.exec(own.text)?.[0].length ?? 0);
      if (i > passage.index && own.text.length > 120) break;
      for (const item of itemsIn(own.text, from, own.text.length).filter(({ name }) => name.length > 3 && !/^lưu/iu.test(name))) {
        const key = flat(item.name);
        const first = seen.get(key);
        if (first && key.length > 3)
          yield {
            message: 'name_twice',
            severity: 'warning',
            at: spotIn(own, item.start, item.end),
            data: { name: item.name },
            related: [spotIn(first.passage, first.item.start, first.item.end)],
          };
        else seen.set(key, { passage: own, item });
      }
      if (/lưu\s?:/iu.test(own.text)) break;
    }
  }
}
