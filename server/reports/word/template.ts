// The file an office starts from: the layout of Decree 30/2020 with content controls in place. An office may change it in Word and give it back.
import { openZip, rezip } from '#checks';
import { documentDocx } from '#lib/docx';
import { ANNEXES_TAG, FIELD_TAG, REST_TAG } from './names.ts';
import { openWord } from './package.ts';
import { all, ancestor, type Edit, edited, outer, readTree, textOf } from './tree.ts';

/** Lines of the head and the foot that a template may place. Those that hold several lines repeat their paragraph. */
export const TEMPLATE_FIELDS = [
  'superior',
  'issuer',
  'number',
  'place_and_date',
  'type',
  'subject',
  'bases',
  'recipients',
  'authority',
  'signer',
  'unit',
  'period',
] as const;
export type TemplateField = (typeof TEMPLATE_FIELDS)[number];

const mark = (tag: string) => `⟦${tag}⟧`;
const field = (name: TemplateField) => mark(FIELD_TAG + name);

/** The product's own template. @param made_at moment the file says it was made */
export async function defaultTemplate(made_at: Date): Promise<Uint8Array> {
  const bytes = await documentDocx({
    title: 'Mẫu báo cáo',
    superior: [field('superior')],
    issuer: [field('issuer')],
    number: field('number'),
    place_and_date: field('place_and_date'),
    type: field('type'),
    subject: [field('subject')],
    body: [
      { kind: 'paragraph', style: 'basis', runs: [{ text: field('bases') }] },
      { kind: 'paragraph', style: 'body', runs: [{ text: mark(REST_TAG) }] },
    ],
    recipients: [field('recipients')],
    signature: { authority: [field('authority')], name: field('signer') },
    annexes: [
      {
        label: '',
        title: mark(ANNEXES_TAG),
        lines: [],
        left: [],
        right: [],
        table: { widths: [1], header: [], rows: [], size_pt: 12 },
        notes: [],
      },
    ],
    made_at,
  });
  return controlled(bytes);
}

const MARK = /^⟦([hsa]:[a-z_*]+)⟧$/;

/** Marks become content controls: within a line around its run, for sections and annexes around the paragraph. */
function controlled(bytes: Uint8Array): Uint8Array {
  const { part, xml } = openWord(bytes);
  const tree = readTree(xml);
  let id = 9000;
  const edits: Edit[] = [];
  for (const paragraph of [...all(tree.root, 'w:p')]) {
    const tag = MARK.exec(textOf(tree, paragraph))?.[1];
    if (tag === undefined) continue;
    id += 1;
    // The bases and the text follow the head on its page: a paragraph that clings to the next one would take all of them to page two.
    if (tag === `${FIELD_TAG}bases`)
      for (const keep of [...all(paragraph, 'w:keepNext')]) edits.push({ start: keep.start, end: keep.end, xml: '' });
    const head = `<w:sdtPr><w:alias w:val="${tag}"/><w:tag w:val="${tag}"/><w:id w:val="${id}"/><w:lock w:val="sdtLocked"/></w:sdtPr>`;
    if (tag.startsWith(FIELD_TAG)) {
      const runs = [...all(paragraph, 'w:r')];
      const [first, last] = [runs[0], runs.at(-1)];
      if (!first || !last) continue;
      const inner = xml.slice(first.start, last.end);
      edits.push({ start: first.start, end: last.end, xml: `<w:sdt>${head}<w:sdtContent>${inner}</w:sdtContent></w:sdt>` });
    } else {
      // The title of an annex stands in a table of three cells, and an empty table follows: both give way to the control.
      const table = tag === ANNEXES_TAG ? ancestor(paragraph, 'w:tbl') : null;
      const whole = table ?? paragraph;
      const look = outer(tree, paragraph.children.find((one) => one.name === 'w:pPr') ?? null).replace(/<w:keepNext\/>/, '');
      // The words are a name too: LibreOffice drops the control's own.
      const empty = `<w:p>${look}<w:r><w:t>${mark(tag)}</w:t></w:r></w:p>`;
      edits.push({ start: whole.start, end: whole.end, xml: `<w:sdt>${head}<w:sdtContent>${empty}</w:sdtContent></w:sdt>` });
      if (!table) continue;
      const siblings = table.parent?.children ?? [];
      const after = siblings.slice(siblings.indexOf(table) + 1).find((one) => one.name === 'w:tbl');
      if (after) edits.push({ start: after.start, end: after.end, xml: '' });
    }
  }
  return rezip(openZip(bytes), [{ name: part, bytes: Buffer.from(edited(xml, edits)) }]);
}
