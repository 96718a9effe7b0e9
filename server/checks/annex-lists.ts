import type { Document, Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import type { Section } from './outline.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';
import { flat } from './shown-tables.ts';
import { storyOfFigures } from './told-in.ts';

type List = { title: string; number: string; items: Passage[] };

const LISTED = new Set([
  'người',
  'đơn_vị',
  'xã',
  'thôn',
  'trường',
  'dự_án',
  'văn_bản',
  'thủ_tục',
  'nhiệm_vụ',
  'tổ',
  'doanh_nghiệp',
]);
const STOP = new Set('danh sách các của tại và kèm theo số phụ lục biểu năm được về có gồm là với cho việc'.split(' '));
const CITED = /(?:danh sách|danh mục|chi tiết|cụ thể)[^.;]{0,40}(?:phụ lục|biểu)\s(?:số\s)?(\d{1,2}|[IVX]{1,4})?/iu;

/** “Đoàn kiểm tra gồm 09 người …; danh sách tại Phụ lục I” over an annex of numbered names: as many names as the body says. */
export function* annexLists(context: Context): Generator<Fault> {
  const lists = listsOf(context.document);
  if (lists.length === 0) return;
  for (const sentences of storyOfFigures(context.document))
    for (const sentence of sentences) {
      const { passage } = sentence;
      if (passage.section.is_annex || passage.is_footnote) continue;
      const claim = sentence.told.find(({ figure, depth }) => depth === 0 && LISTED.has(figure.unit) && figure.scale === 1n);
      if (!claim) continue;
      const list = lists.find((one) => isOf(one, passage, sentence.text, claim.figure));
      const value = exactOf(claim.figure);
      if (!list || value.n < 2n || value.n > 60n) continue;
      decided(context);
      if (BigInt(list.items.length) === value.n || Math.abs(list.items.length - Number(value.n)) > 4) continue;
      yield {
        message: 'annex_list',
        at: spotOf(passage, claim.figure),
        figures: [claim.figure],
        data: {
          stated: claim.figure.raw,
          unit: passage.text.slice(claim.figure.end, claim.figure.tail).trim(),
          listed: list.items.length,
          annex: list.title.slice(0, 60),
        },
        expected: String(list.items.length),
        related: list.items.slice(0, 12).map((item) => spotIn(item, 0, Math.min(60, item.text.length))),
        shares: [claim.at],
      };
    }
}

/** The sentence points to the annex, or its words are those of the title of the list. */
function isOf(list: List, passage: Passage, text: string, figure: Figure): boolean {
  const m = CITED.exec(text);
  const words = contentOf(list.title);
  const said = new Set(contentOf(text));
  const shared = words.filter((word) => said.has(word)).length;
  if (m) return (m[1] === undefined || m[1].toUpperCase().replace(/^0/, '') === list.number) && shared >= 1;
  const unit = flat(passage.text.slice(figure.end, figure.tail));
  return unit !== '' && words.length >= 3 && shared >= 3 && ` ${flat(list.title)} `.includes(` ${unit} `);
}

const contentOf = (text: string): string[] =>
  [...new Set(flat(text).split(' '))].filter((word) => word.length > 1 && !STOP.has(word));

/** Annexes that are called a list and whose items are numbered from 1 without a gap. */
function listsOf(document: Document): List[] {
  return annexesOf(document.root).flatMap((section): List[] => {
    const passages = document.passages.slice(section.opens, section.ends);
    const title = passages
      .slice(0, 3)
      .filter((p) => p.label === null || p.index === section.opens)
      .map(({ text }) => text)
      .join(' ');
    if (!/danh sách|danh mục/iu.test(title)) return [];
    const items = section.children.filter((child) => child.label?.style === 'arabic' && child.label.path.length === 1);
    const in_order = items.every((child, i) => child.label?.path[0] === i + 1);
    if (items.length < 3 || !in_order || items.some((child) => child.ends - child.opens > 3)) return [];
    return [
      {
        title,
        number: (section.label?.text ?? '').toUpperCase().replace(/^0/, ''),
        items: items.map((child) => document.passages[child.opens] as Passage),
      },
    ];
  });
}

function annexesOf(section: Section): Section[] {
  return section.children.flatMap((child) => [...(child.label?.style === 'annex' ? [child] : []), ...annexesOf(child)]);
}
