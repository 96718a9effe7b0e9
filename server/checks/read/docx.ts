import { type Cell, layOut, type Report } from '../report.ts';
import { DocxReader } from './docx-body.ts';
import type { DocxPart } from './docx-notes.ts';
import { Numbering, readStyles, type Style } from './docx-numbering.ts';
import { UnreadableError } from './unreadable.ts';
import { type Attributes, parseXml } from './xml.ts';
import { type Archive, openZip } from './zip.ts';

/** Where characters of the report stand in the parts of the file, so that comments can be put beside them. */
export type DocxOrigins = {
  archive: Archive;
  document_part: string;
  document_xml: string;
  /** In the order of the report's text; `source` holds places in `document_xml`. Footnotes have one place: their reference. */
  spans: { offset: number; length: number; source: Uint32Array | null; anchor: number }[];
};

/**
 * A Word document as it prints: tracked changes accepted, hidden text left out, automatic numbers counted, fields with their last result.
 * @throws UnreadableError
 */
export function readDocx(file: string, bytes: Uint8Array): { report: Report; origins: DocxOrigins } {
  const archive = openZip(bytes);
  const document_part = mainPart(archive);
  const document_xml = archive.text(document_part);
  if (document_xml === null) throw new UnreadableError('no_document');
  const folder = document_part.slice(0, document_part.lastIndexOf('/') + 1);
  const styles: Map<string, Style> = readStyles(archive.text(`${folder}styles.xml`));
  const numbering = new Numbering(archive.text(`${folder}numbering.xml`));
  const reader = new DocxReader(document_xml, styles, numbering);
  const notes: DocxPart[] = (['footnote', 'endnote'] as const).flatMap((kind) => {
    const xml = archive.text(`${folder}${kind}s.xml`);
    return xml === null ? [] : [{ xml, kind }];
  });
  const read = reader.read(notes);
  const report = layOut(file, 'docx', read.drafts);
  return { report, origins: { archive, document_part, document_xml, spans: spansOf(report, read.anchors) } };
}

function spansOf(report: Report, anchors: readonly number[]): DocxOrigins['spans'] {
  return report.blocks.flatMap((block, i) => {
    const anchor = anchors[i] ?? 0;
    if (block.kind !== 'table')
      return [{ offset: block.offset, length: block.text.length, source: block.source ?? null, anchor }];
    return block.cells.map((cell: Cell) => ({
      offset: cell.offset,
      length: cell.text.length,
      source: cell.source ?? null,
      anchor,
    }));
  });
}

/** Name of the part that holds the text: it is Word's custom, not a rule, that it is word/document.xml. */
export function mainPart(archive: Archive): string {
  const rels = archive.text('_rels/.rels');
  let target: string | null = null;
  if (rels !== null) {
    parseXml(rels, {
      open(name: string, attributes: Attributes) {
        if (name.endsWith('Relationship') && /\/officeDocument$/.test(attributes('Type') ?? '')) target ??= attributes('Target');
      },
      close() {},
    });
  }
  return ((target as string | null) ?? 'word/document.xml').replace(/^\/+/, '');
}
