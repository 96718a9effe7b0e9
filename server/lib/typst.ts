import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { NodeCompiler, PdfStandard } from '@myriaddreamin/typst-ts-node-compiler';

const require = createRequire(import.meta.url);
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

/** Why a text cannot be typeset: a picture that is broken, say. */
export class NotTypeset extends Error {}

/**
 * Typesets a text of Typst to PDF. Same input, same bytes.
 * @param input.template the text; it reads `sys.inputs.data` as JSON and its pictures by the names in `files`
 * @param input.standard PDF/A-2b unless told; pages of other PDF files can only be shown in an ordinary one
 * @throws NotTypeset
 */
export async function typeset(input: {
  template: string;
  data: unknown;
  files?: Readonly<Record<string, Uint8Array>>;
  made_at: Date;
  standard?: 'a-2b' | '1.7';
}): Promise<Uint8Array> {
  const typst = await compiler();
  const paths = Object.entries(input.files ?? {}).map(([name, bytes]) => {
    const file = path.join(import.meta.dirname, name);
    typst.mapShadow(file, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    return file;
  });
  try {
    const result = typst.compile({ mainFileContent: input.template, inputs: { data: JSON.stringify(input.data) } });
    if (!result.result) throw new NotTypeset(JSON.stringify(result.takeDiagnostics()?.shortDiagnostics ?? []));
    const pdf = typst.pdf(result.result, {
      pdfStandard: (input.standard ?? 'a-2b') as PdfStandard,
      creationTimestamp: Math.floor(input.made_at.getTime() / 1000),
    });
    return new Uint8Array(pdf);
  } catch (error) {
    throw error instanceof NotTypeset ? error : new NotTypeset(String(error), { cause: error });
  } finally {
    for (const file of paths) typst.unmapShadow(file);
    // Typst remembers what it laid out; pages of an older document are not needed again.
    typst.evictCache(3);
  }
}
