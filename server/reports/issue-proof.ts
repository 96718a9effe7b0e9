// The code in an issued report that leads to its public page: in the Word file whatever its template, and in the PDF.
import { escapeXml, openZip, rezip } from '#checks';
import { publicUrl } from '#forms';
import { codePng, codeSvg } from '#slips';
import { freeRelation, highestId, openWord } from './word/package.ts';
import { all, ancestor, child, type Edit, edited, type Node, readTree, type Tree, textOf } from './word/tree.ts';

export type Proof = { address: string; lines: readonly string[]; alt: string };

/** Public page of an issued report. */
export function proofAddress(token: string): string {
  return `${publicUrl()}/r/${token}`;
}

/** @param replaced what this issue replaces, as a sentence; null when nothing */
export function proofOf(token: string, replaced: string | null): Proof {
  const address = proofAddress(token);
  const lines = [...(replaced === null ? [] : [replaced]), 'Quét mã để kiểm tra văn bản đã ban hành:', address];
  return { address, lines, alt: `Mã QR mở trang kiểm tra báo cáo: ${address}` };
}

/** As the PDF draws it. */
export function pdfProof({ address, lines, alt }: Proof): { qr_svg: string; alt: string; lines: readonly string[] } {
  return { qr_svg: codeSvg('qr', address), alt, lines };
}

/** Also the name of the picture: by it the code of an earlier issue is found again when the office sends that file back. */
const NAME = 'motcua_proof';
const PICTURE = 'motcua-proof.png';
/** 20 mm in EMU: sharp enough for a phone at arm's length. */
const SIDE = 720_000;

/**
 * The Word file with the code: under the recipients where it has them, else at the end of its first section. A code of an earlier issue gives way.
 * @throws UnreadableError when it is no Word file
 */
export async function withProof(docx: Uint8Array, proof: Proof): Promise<Uint8Array> {
  const file = openWord(docx);
  const tree = readTree(file.xml);
  const old = oldProofs(tree);
  const relation = freeRelation(file.rels);
  const id = highestId(file.xml) + 1;
  const place = placeOf(
    tree,
    old.map(({ start, end }) => [start, end] as const),
  );
  const edits: Edit[] = old.map(({ start, end }) => ({ start, end, xml: isAlone(start, end, tree) ? '<w:p/>' : '' }));
  edits.push({ start: place, end: place, xml: paragraph(proof, relation, id) });
  const folder = file.part.slice(0, file.part.lastIndexOf('/') + 1);
  const own = `<Relationship Id="${relation}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/${PICTURE}"/>`;
  const rels = /<\/Relationships>\s*$/.test(file.rels)
    ? file.rels.replace(/<\/Relationships>\s*$/, `${own}</Relationships>`)
    : file.rels.replace(/\/>\s*$/, `>${own}</Relationships>`);
  const has_png = /<Default[^>]*Extension="png"/i.test(file.types);
  const types = has_png
    ? file.types
    : file.types.replace(/(<Types[^>]*>)/, '$1<Default Extension="png" ContentType="image/png"/>');
  return rezip(openZip(docx), [
    { name: file.part, bytes: Buffer.from(edited(file.xml, edits)) },
    { name: file.rels_part, bytes: Buffer.from(rels) },
    { name: '[Content_Types].xml', bytes: Buffer.from(types) },
    { name: `${folder}media/${PICTURE}`, bytes: await codePng('qr', proof.address) },
  ]);
}

/** Paragraphs that hold the code of an earlier issue. */
function oldProofs(tree: Tree): Node[] {
  const marks = [...all(tree.root, 'w:bookmarkStart')].filter((one) => one.attribute('name') === NAME);
  const pictures = [...all(tree.root, 'wp:docPr')].filter((one) => one.attribute('name') === NAME);
  return [...new Set([...marks, ...pictures].flatMap((one) => ancestor(one, 'w:p') ?? []))];
}

/** A cell must keep a paragraph. */
function isAlone(start: number, end: number, tree: Tree): boolean {
  for (const cell of all(tree.root, 'w:tc')) {
    const paragraphs = cell.children.filter((one) => one.name === 'w:p' || one.name === 'w:tbl' || one.name === 'w:sdt');
    if (paragraphs.length === 1 && paragraphs[0]?.start === start && paragraphs[0].end === end) return true;
  }
  return false;
}

const RECIPIENTS = /^\s*nơi nhận\s*:?/i;
const said = (tree: Tree, node: Node) => textOf(tree, node).normalize('NFC');

function placeOf(tree: Tree, gone: readonly (readonly [number, number])[]): number {
  const cell = [...all(tree.root, 'w:tc')].findLast((one) => RECIPIENTS.test(said(tree, one)));
  if (cell) return cell.inner_end;
  const body = child(tree.root.children.find(({ name }) => name === 'w:document') ?? null, 'w:body');
  if (!body) throw new RangeError('a Word file without a body');
  const blocks = body.children;
  const head = blocks.findLastIndex((one) => one.name === 'w:p' && RECIPIENTS.test(said(tree, one)));
  if (head >= 0) {
    // The lines of the list: « - Như trên; - Lưu: VT. »
    let last = head;
    while (blocks[last + 1]?.name === 'w:p' && /^\s*[-–+•]/.test(said(tree, blocks[last + 1] as Node))) last += 1;
    return (blocks[last] as Node).end;
  }
  const ends_section = blocks.find((one) => one.name === 'w:sectPr' || [...all(one, 'w:sectPr')].length > 0);
  const place = ends_section?.start ?? body.inner_end;
  return gone.find(([start, end]) => place > start && place < end)?.[1] ?? place;
}

const DRAWING = [
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
].join(' ');
const MAIN = 'http://schemas.openxmlformats.org/drawingml/2006/main';
const PICTURE_NS = 'http://schemas.openxmlformats.org/drawingml/2006/picture';

function paragraph({ lines, alt }: Proof, relation: string, id: number): string {
  const small = '<w:rPr><w:b w:val="0"/><w:i w:val="0"/><w:sz w:val="15"/><w:szCs w:val="15"/></w:rPr>';
  const words = lines.map(
    (line) => `<w:r>${small}<w:br/></w:r><w:r>${small}<w:t xml:space="preserve">${escapeXml(line)}</w:t></w:r>`,
  );
  const said_alt = escapeXml(alt);
  const picture =
    `<pic:pic xmlns:pic="${PICTURE_NS}"><pic:nvPicPr><pic:cNvPr id="${id}" name="${NAME}" descr="${said_alt}"/><pic:cNvPicPr/></pic:nvPicPr>` +
    `<pic:blipFill><a:blip r:embed="${relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>` +
    `<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${SIDE}" cy="${SIDE}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>`;
  const drawing =
    `<w:drawing><wp:inline ${DRAWING} distT="0" distB="0" distL="0" distR="0"><wp:extent cx="${SIDE}" cy="${SIDE}"/>` +
    `<wp:docPr id="${id}" name="${NAME}" descr="${said_alt}"/><wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="${MAIN}" noChangeAspect="1"/></wp:cNvGraphicFramePr>` +
    `<a:graphic xmlns:a="${MAIN}"><a:graphicData uri="${PICTURE_NS}">${picture}</a:graphicData></a:graphic></wp:inline></w:drawing>`;
  const look =
    '<w:pPr><w:keepLines/><w:spacing w:before="160" w:after="0" w:line="240" w:lineRule="auto"/><w:ind w:left="0" w:firstLine="0"/><w:jc w:val="left"/></w:pPr>';
  return `<w:p>${look}<w:bookmarkStart w:id="${id}" w:name="${NAME}"/><w:r>${drawing}</w:r>${words.join('')}<w:bookmarkEnd w:id="${id}"/></w:p>`;
}
