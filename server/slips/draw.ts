// A slip as a file: by the office's own template where there is one in force, else by the product's layout.
import { readConfig } from '#lib/config';
import type { Day } from '#lib/day';
import type { FileReply } from '#lib/route';
import type { Db } from '#lib/sql';
import type { Unit } from '#org';
import { slipPdf } from './draw-pdf.ts';
import { carriedBy } from './fields.ts';
import { filledDocx } from './fill-docx.ts';
import { formOf, formSetOn, type Kind, type Paper, slipPack } from './kinds.ts';
import { drawn } from './layout.ts';
import { docxToPdf } from './office.ts';
import { listSheet } from './sheet.ts';
import { templateDocx } from './template-docx.ts';
import { templateInForce } from './templates.ts';
import { type Fields, one } from './text.ts';

export const FORMATS = ['pdf', 'docx', 'xlsx'] as const;
export type Format = (typeof FORMATS)[number];

export const TYPES: Record<Format, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export type ToDraw = {
  kind: Kind;
  form_set: string;
  fields: Fields;
  /** Unit whose own templates count, with those above it. */
  unit: Unit;
  /** Day whose templates count. */
  day: Day;
  /** Token of the issued slip, null for a draft or a live list. */
  token: string | null;
  is_draft: boolean;
  made_at: Date;
};

/** `Mẫu số 01 - Thông tư 03/2025/TT-VPCP`; empty when the circular has no such form. */
export function formNote(kind: Kind, form_set: string): string {
  const { form } = formOf(kind, form_set);
  const set = slipPack().sets.find((one) => one.code === form_set);
  return form.form_no === null || !set ? '' : `Mẫu số ${form.form_no} - ${set.circular}`;
}

/** What the QR code says: the address that tells whether the slip is genuine; without an address of the product, the code of the dossier. */
export function qrText(token: string | null, dossier_code: string): string {
  const { public_url } = readConfig();
  return token !== null && public_url !== null ? `${public_url}/verify/${token}` : dossier_code;
}

/**
 * Draws a slip.
 * @throws slips.no_such_form, slips.no_sheet, slips.no_converter, slips.conversion_failed, files.damaged
 */
export async function draw(db: Db, slip: ToDraw, format: Format, paper: Paper | undefined): Promise<FileReply> {
  const { kind, fields, unit } = slip;
  const { form, paper: on } = formOf(kind, slip.form_set, paper);
  const code = one(fields, 'dossier_code');
  const { tags } = carriedBy(kind);
  const codes = {
    qr: tags.has('qr') ? qrText(slip.token, code) : '',
    barcode: tags.has('barcode') ? code : '',
  };
  const reply = (bytes: Uint8Array): FileReply => ({ file_name: fileName(slip, format), content_type: TYPES[format], bytes });
  if (format === 'xlsx') return reply(await listSheet(kind, form, fields));
  const own = await templateInForce(db, { unit, kind, form_set: slip.form_set, paper: on, day: slip.day });
  if (own) {
    const said = slip.is_draft ? { ...fields, copy_note: 'BẢN NHÁP - CHƯA CẤP SỐ' } : fields;
    const docx = await filledDocx(own, said, codes);
    return reply(format === 'docx' ? docx : await docxToPdf(docx));
  }
  if (format === 'pdf') return reply(await slipPdf(drawn(form, fields, on, { ...codes, is_draft: slip.is_draft }), slip.made_at));
  const template = await ownTemplate(kind, slip.form_set, on);
  const said = slip.is_draft ? { ...fields, copy_note: 'BẢN NHÁP - CHƯA CẤP SỐ' } : fields;
  return reply(await filledDocx(template, said, codes));
}

const made = new Map<string, Promise<Uint8Array>>();

/** The product's own Word template, with its tags. Made once. */
export function ownTemplate(kind: Kind, form_set: string, paper: Paper): Promise<Uint8Array> {
  const key = `${kind} ${form_set} ${paper}`;
  const known = made.get(key);
  if (known) return known;
  const { tags } = carriedBy(kind);
  const making = templateDocx(formOf(kind, form_set, paper).form, paper, { qr: tags.has('qr'), barcode: tags.has('barcode') });
  made.set(key, making);
  return making;
}

/** The form set of a slip. @param on day of the dossier, of the visit, or the last of the period */
export function setFor(on: Day): string {
  return formSetOn(on).code;
}

const NAMES: Record<Kind, string> = {
  receipt: 'giay-tiep-nhan',
  supplement_request: 'phieu-yeu-cau-bo-sung',
  refusal: 'phieu-tu-choi',
  guidance: 'phieu-huong-dan',
  apology: 'phieu-xin-loi',
  stop_notice: 'thong-bao-dung',
  lateness_explanation: 'giai-trinh-qua-han',
  fee_receipt: 'phieu-thu',
  no_writing_application: 'giay-de-nghi',
  control_slip: 'phieu-kiem-soat',
  handover_list: 'danh-sach-ban-giao',
  register: 'so-theo-doi',
};

function fileName({ kind, fields, unit }: ToDraw, format: Format): string {
  const about = [one(fields, 'dossier_code') || unit.code, one(fields, 'number').replace(/[^\w-]+/g, '-')].filter(Boolean);
  return `${NAMES[kind]}-${about.join('-')}.${format}`;
}
