// What leaves the product about an issued report, written out: the package of the exchange, the mail with its attachment.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { open, store } from '#files';
import { addDays, dayVi, vietnamDay } from '#lib/day';
import { type Db, loadSql, one } from '#lib/sql';
import { bodyName, placeName, unitById } from '#org';
import { Content } from './content.ts';
import { type Dispatch, replacedId } from './dispatch.ts';
import { edxmlPack } from './edxml.ts';
import { documentPackage, type PackageFile, statusPackage } from './edxml-write.ts';
import { codeOf } from './issue.ts';
import { proofAddress } from './issue-proof.ts';
import { finalPdf } from './sign.ts';
import { ANY_VERSION, type Held } from './stored.ts';

const sql = loadSql(import.meta.url, [
  'take_outbox',
  'outbox_sent',
  'outbox_later',
  'outbox_dead',
  'of_outgoing',
  'answered_incoming',
  'version_of_issue',
]);
/** Of the sending itself; see dispatch-deliver.ts. */
export const outboxSql = sql;

const Outgoing = z.object({
  tenant: z.number(),
  id: z.number(),
  report_id: z.number(),
  version: z.number(),
  unit_id: z.number(),
  channel: z.enum(['product', 'email', 'edxml']),
  is_superior: z.boolean(),
  to_unit_id: z.number().nullable(),
  to_name: z.string(),
  to_address: z.string(),
  document_id: z.string(),
  note: z.string().nullable(),
  at: z.date(),
  title: z.string(),
  s: z.string(),
  e: z.string(),
  regime: z.string(),
  kind: z.string(),
  due_on: z.string().nullable(),
});

const IssueOf = z.object({
  version: z.number(),
  number: z.number(),
  year: z.number(),
  symbol: z.string().nullable(),
  issued_on: z.string(),
  signer: z.string(),
  token: z.string(),
  docx_file_id: z.number(),
  pdf_file_id: z.number().nullable(),
  content: Content,
});

async function outgoing(db: Db, of: Pick<Dispatch, 'tenant' | 'id'>) {
  const dispatch = await one(db, sql.of_outgoing, { tenant: of.tenant, id: of.id }, Outgoing);
  const issue = await one(
    db,
    sql.version_of_issue,
    { tenant: of.tenant, report_id: dispatch.report_id, version: dispatch.version },
    IssueOf,
  );
  const report: Held = { ...dispatch, id: dispatch.report_id, newest: ANY_VERSION };
  return { dispatch, issue, report, unit: await unitById(db, dispatch.unit_id, addDays(dispatch.e, -1)) };
}

/** The newest signed PDF with the Word file; the Word file alone where no PDF was made. */
async function filesOf(db: Db, report: Held, issue: z.infer<typeof IssueOf>): Promise<PackageFile[]> {
  const pdf = await finalPdf(db, report, issue);
  const ids = [...(pdf === null ? [] : [pdf]), issue.docx_file_id];
  return Promise.all(ids.map((id) => open(db, store(), id, { unit_ids: null })));
}

export type Written = { name: string; bytes: Buffer; document_id: string; from: string };

/** The package of a dispatch, new or recalling. The same facts give the same bytes. */
export async function packageOf(
  db: Db,
  of: Pick<Dispatch, 'tenant' | 'id'>,
  recall: { reason: string | null; at: Date } | null,
): Promise<Written> {
  const { dispatch, issue, report, unit } = await outgoing(db, of);
  const [number, ...notation] = codeOf(issue).split('/');
  const replaced = recall ? null : await replacedId(db, report, issue, unit.code);
  const bytes = documentPackage({
    means: recall ? 'recall' : replaced ? 'replace' : 'new',
    document_id: dispatch.document_id,
    about: recall ? dispatch.document_id : replaced,
    reason: recall?.reason ?? null,
    from: { code: unit.code, name: bodyName(unit) },
    to: [{ code: dispatch.to_address, name: dispatch.to_name }],
    number: number as string,
    notation: notation.join('/'),
    place: placeName(unit),
    promulgated_on: issue.issued_on,
    subject: dispatch.title,
    signer: { name: issue.signer, title: issue.content.authority.at(-1) ?? '' },
    to_places: issue.content.recipients,
    at: recall?.at ?? dispatch.at,
    files: recall ? [] : await filesOf(db, report, issue),
  });
  const name = `${recall ? 'thu-hoi' : 'van-ban'}_${unit.code}_${dispatch.tenant}-${dispatch.id}.edxml`;
  return { name, bytes, document_id: dispatch.document_id, from: unit.code };
}

const Answered = z.object({
  document_id: z.string(),
  from_code: z.string(),
  from_name: z.string(),
  code_number: z.string(),
  code_notation: z.string(),
  promulgated_on: z.string().nullable(),
  unit_id: z.number(),
  by_name: z.string().nullable(),
});

/** The status of a document that came, for whoever sent it. */
export async function statusOf(
  db: Db,
  of: { tenant: number; incoming_id: number; code: string; reason: string | null; at: Date },
): Promise<Written> {
  const incoming = await one(db, sql.answered_incoming, { tenant: of.tenant, id: of.incoming_id }, Answered);
  const unit = await unitById(db, incoming.unit_id, vietnamDay(of.at));
  const named = edxmlPack().statuses.find(({ code }) => code === of.code)?.name_vi ?? of.code;
  const bytes = statusPackage({
    code: of.code,
    description: of.reason ? `${named}: ${of.reason}` : named,
    from: { code: unit.code, name: bodyName(unit) },
    about: {
      organ: incoming.from_code,
      document_id: incoming.document_id,
      number: incoming.code_number,
      notation: incoming.code_notation,
      promulgated_on: incoming.promulgated_on,
    },
    staff: incoming.by_name ?? '',
    at: of.at,
  });
  const name = `trang-thai-${of.code}_${unit.code}_${of.tenant}-${of.incoming_id}.edxml`;
  return { name, bytes, document_id: incoming.document_id, from: unit.code };
}

export type Mail = {
  subject: string;
  text: string;
  attachments: { filename: string; content: Buffer; contentType: string }[];
  sha256: string | null;
};

/** The mail of a dispatch: what the report is, the page where it may be checked, the signed PDF with it. */
export async function mailOf(
  db: Db,
  of: Pick<Dispatch, 'tenant' | 'id'>,
  recall: { reason: string | null } | null,
): Promise<Mail> {
  const { dispatch, issue, report, unit } = await outgoing(db, of);
  const said = `Báo cáo số ${codeOf(issue)} ngày ${dayVi(issue.issued_on)} của ${bodyName(unit)}`;
  const check = `Kiểm tra văn bản: ${proofAddress(issue.token)}`;
  if (recall) {
    const reason = recall.reason ? `\nLý do: ${recall.reason}` : '';
    const text = `${bodyName(unit)} thu hồi ${said}: ${dispatch.title}.${reason}\nĐề nghị không sử dụng văn bản này.\n\n${check}\n`;
    return { subject: `Thu hồi: ${said}`, text, attachments: [], sha256: null };
  }
  const [file] = await filesOf(db, report, issue);
  const attachments = file ? [{ filename: file.name, content: Buffer.from(file.bytes), contentType: file.content_type }] : [];
  const note = dispatch.note ? `\n${dispatch.note}\n` : '';
  const text = `Kính gửi: ${dispatch.to_name}\n\n${bodyName(unit)} gửi ${said}: ${dispatch.title}.\n${note}\n${check}\n`;
  const sha256 = file ? createHash('sha256').update(file.bytes).digest('hex') : null;
  return { subject: said, text, attachments, sha256 };
}
