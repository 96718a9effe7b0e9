import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { MOTTO, type OfficialDocument } from './document.ts';

const require = createRequire(import.meta.url);
const TEMPLATE = path.join(import.meta.dirname, 'document.typ');
// Tinos: every Vietnamese letter, metrics of Times New Roman, OFL-1.1. No font of the machine is used: the PDF looks the same everywhere.
const FACES = ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic'];

let made: NodeCompiler | null = null;

// The compiler is a 51 MB library: it is loaded with the first PDF, not with the server.
async function compiler(): Promise<NodeCompiler> {
  if (made) return made;
  const { NodeCompiler } = await import('@myriaddreamin/typst-ts-node-compiler');
  const folder = path.dirname(require.resolve('@expo-google-fonts/tinos/package.json'));
  const fontBlobs = FACES.map((face) => fs.readFileSync(path.join(folder, face, `Tinos_${face}.ttf`)));
  made = NodeCompiler.create({ workspace: import.meta.dirname, fontArgs: [{ fontBlobs }] });
  return made;
}

/** Lays out a Typst file of the product as PDF/A-2b. Same inputs, same bytes. @param inputs texts the file reads by `sys.inputs` */
export async function typstPdf(file: string, inputs: Record<string, string>, made_at: Date): Promise<Uint8Array> {
  const typst = await compiler();
  const result = typst.compile({ mainFileContent: fs.readFileSync(file, 'utf8'), inputs });
  if (!result.result) {
    const diagnostics = result.takeDiagnostics();
    throw new Error(`${path.basename(file)}: ${JSON.stringify(diagnostics?.shortDiagnostics ?? [])}`);
  }
  const pdf = typst.pdf(result.result, { pdfStandard: 'a-2b', creationTimestamp: Math.floor(made_at.getTime() / 1000) });
  // Typst remembers what it laid out; pages of an older report are not needed again.
  typst.evictCache(3);
  return new Uint8Array(pdf);
}

/** The document as PDF/A-2b, drawn from the same value as the Word file. Same value, same bytes. */
export async function documentPdf(doc: OfficialDocument): Promise<Uint8Array> {
  return typstPdf(TEMPLATE, { document: JSON.stringify({ ...doc, motto: MOTTO, made_at: undefined }) }, doc.made_at);
}
