// Names and codes of the exchange of documents, as data. Source: QCVN 102:2016/BTTTT; Quyết định 28/2018/QĐ-TTg.
import path from 'node:path';
import { z } from 'zod';
import { PACKS, readPackFile, refuseIfBroken } from '#lib/pack';

const Status = z.enum(['approved', 'to_be_verified']);
const Named = { code: z.string().regex(/^\d{1,3}$/), name_vi: z.string().min(1), status: Status };

export const DOCUMENT_MEANINGS = ['new', 'recall', 'update', 'replace'] as const;
/** What a status message says of a recipient: kinds of events of a dispatch. */
export const STATUS_MEANINGS = [
  'delivered',
  'received',
  'in_progress',
  'accepted',
  'refused',
  'recalled',
  'recall_known',
  'recall_refused',
] as const;
export type StatusMeaning = (typeof STATUS_MEANINGS)[number];

const Pack = z.strictObject({
  namespace: z.string().min(1),
  accepted_namespaces: z.array(z.string()).min(1),
  business_types: z.array(z.strictObject({ ...Named, means: z.enum(DOCUMENT_MEANINGS) })).min(1),
  document_type: z.strictObject({ type: z.string(), detail: z.string(), name_vi: z.string(), status: Status }),
  statuses: z.array(z.strictObject({ ...Named, means: z.enum(STATUS_MEANINGS) })).min(1),
});
export type EdxmlPack = z.infer<typeof Pack>;

let read: EdxmlPack | null = null;

/** @throws packs.broken with every fault's file and line */
export function edxmlPack(): EdxmlPack {
  if (read) return read;
  const { value, problems } = readPackFile(path.join(PACKS, 'reports/edxml.yaml'), Pack);
  refuseIfBroken(problems);
  read = value as EdxmlPack;
  return read;
}

/** A party of the exchange. `code`: its identifier, form of Quyết định 20/2020/QĐ-TTg (`H48.108`). */
export type Party = { code: string; name: string };

/** `H48.108,2026/09/16,01/BC-UBND`: by it systems answer. */
export function documentId(from: string, day: string, number: string, notation: string): string {
  return `${from},${day.replaceAll('-', '/')},${number}/${notation}`;
}
