// Issuing a report: numbered, written once more with links to its records, frozen figure by figure.
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { reachOf } from '#access';
import { keep, open, store } from '#files';
import { addDays, dayVi, vietnamDay, yearOf } from '#lib/day';
import { docxToPdf, NoOffice, OfficeFailed } from '#lib/office';
import { documentPdf } from '#lib/pdf';
import { type Db, exec, loadSql, maybeOne } from '#lib/sql';
import { issuerOf, placeAndDate, unitById } from '#org';
import { tellIncluded } from './consolidate.ts';
import { holdBelow } from './consolidate-moved.ts';
import { Content } from './content.ts';
import { freeze, keepFrozen } from './freeze.ts';
import { type DayAsk, numberFor, refuseDay } from './issue-day.ts';
import { type Proof, pdfProof, proofOf, withProof } from './issue-proof.ts';
import { ownFile } from './own-file.ts';
import { documentOf } from './print.ts';
import { refuseUnready } from './ready.ts';
import { explanationsOf } from './remarks.ts';
import { eventOf } from './states.ts';
import { addEvent, auditReport, type By, begin, figureAddress, type Held, unitOf, versionOf } from './stored.ts';
import { templateUsed } from './template-used.ts';
import { markOn } from './upload.ts';
import { withAuthority } from './word/authority.ts';
import { filled } from './word/fill.ts';
import { marked, unbound } from './word/mark.ts';
import { issuedWorkbook } from './workbook-made.ts';

const sql = loadSql(import.meta.url, ['insert_issue', 'issued']);

/** `authority`: lines above the signature, those of the head of the unit without it. */
export type IssueAsk = DayAsk & { signer: string; authority?: readonly string[] };

/**
 * Issues an approved report: the next number of the unit's book, the file, and every figure frozen as known when the version was made.
 * @throws reports.not_found, reports.not_in_this_state, reports.issue_day_wrong, reports.issue_day_early, reports.issue_day_before_book,
 * reports.figures_early, reports.places_unfilled, reports.below_moved, reports.errors_unexplained, reports.figures_moved
 */
export async function issue(db: Db, id: number, ask: IssueAsk, by: By): Promise<{ number: number; year: number; token: string }> {
  const { report, now } = await begin(db, id, 'issue', null, by);
  const version = await versionOf(db, report);
  await refuseDay(db, report, version, ask, by);
  await refuseUnready(db, report, version);
  const explained_below = await holdBelow(db, report, version, await explanationsOf(db, report));

  const { tenant } = report;
  const frozen = await freeze(db, { tenant, content: version.content, known_at: version.known_at }, reachOf(by.scope));
  const unit = await unitOf(db, report);
  const parent = unit.parent_id === null ? null : await unitById(db, unit.parent_id, addDays(report.e, -1));
  const letterhead = issuerOf(unit, parent);
  const year = yearOf(ask.issued_on);
  const number = await numberFor(db, { tenant, unit_id: unit.id, year }, ask);
  const content: Content = {
    ...version.content,
    number: `Số: ${String(number).padStart(2, '0')}/BC-${letterhead.symbol}`,
    place_and_date: placeAndDate(letterhead.place, ask.issued_on),
    signer: ask.signer,
    ...(ask.authority ? { authority: [...ask.authority] } : {}),
  };
  const token = randomBytes(18).toString('base64url');
  const proof = proofOf(token, replacedSentence(await issuedOf(db, report)));
  const written = await issuedDocx(db, content, { report, file_id: version.file_id, before: version.content }, by);
  const properties = { title: content.title, author: content.unit_name };
  const bytes = await withProof(marked(written.bytes, await markOn(db, report, version.version), properties), proof);
  const { actor, now: at, request_id = null } = by;
  const name = `bao-cao_${report.regime}_${number}-${year}`;
  const kept = { unit_id: unit.id, tenant: report.tenant, actor, now: at, request_id };
  const file = await keep(db, store(), { ...kept, bytes, name: `${name}.docx` });
  const pdf_bytes = await issuedPdf(content, report, written.is_own_layout ? bytes : null, proof, at);
  const pdf = pdf_bytes && (await keep(db, store(), { ...kept, bytes: pdf_bytes, name: `${name}.pdf` }));
  const appendix = {
    content,
    report,
    at,
    attached_to: attachedTo({ number, symbol: `BC-${letterhead.symbol}`, year, issued_on: ask.issued_on }),
  };
  const xlsx_bytes = await issuedWorkbook(db, appendix);
  const xlsx = xlsx_bytes && (await keep(db, store(), { ...kept, bytes: xlsx_bytes, name: `phu-luc_${name}.xlsx` }));
  const key = { tenant: report.tenant, report_id: report.id, version: version.version };
  await exec(db, sql.insert_issue, {
    ...key,
    unit_id: unit.id,
    year,
    number,
    issued_on: ask.issued_on,
    signer: ask.signer,
    known_at: version.known_at,
    tree_day: addDays(report.e, -1),
    content: JSON.stringify(content),
    content_sha256: sha256(JSON.stringify(content)),
    docx_file_id: file.id,
    docx_sha256: file.sha256,
    symbol: `BC-${letterhead.symbol}`,
    pdf_file_id: pdf?.id ?? null,
    pdf_sha256: pdf?.sha256 ?? null,
    xlsx_file_id: xlsx?.id ?? null,
    xlsx_sha256: xlsx?.sha256 ?? null,
    token,
    now: at,
    by: actor.user_id,
  });
  await keepFrozen(db, key, frozen);
  await addEvent(db, report, { seq: now.seq + 1, kind: eventOf('issue'), version: version.version, reason: explained_below }, by);
  const said = `${codeOf({ number, symbol: `BC-${letterhead.symbol}`, year })}, ${unit.name}`;
  await tellIncluded(db, report, version.version, said, by);
  const { template_id } = written;
  await auditReport(db, report, by, 'reports.issue', {
    number,
    year,
    version: version.version,
    sha256: file.sha256,
    template_id,
    ...(explained_below ? { explained_below } : {}),
    signer: ask.signer,
    authority: content.authority,
  });
  return { number, year, token };
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

type Written = { bytes: Uint8Array; template_id: number | null; is_own_layout: boolean };

/**
 * The office's own file goes out in its own layout; a version the product made is written in the template in force on the day of issue, with a
 * link behind every figure. So is one whose own file does not say all of the report.
 */
async function issuedDocx(
  db: Db,
  content: Content,
  { report, file_id, before }: { report: Held; file_id: number | null; before: Content },
  by: By,
): Promise<Written> {
  if (file_id !== null) {
    const { bytes } = await open(db, store(), file_id, by.scope);
    const own = ownFile(withAuthority(bytes, before.authority, content.authority), content, before);
    if (own) return { bytes: own, template_id: null, is_own_layout: true };
  }
  const used = await templateUsed(db, await unitOf(db, report), report, vietnamDay(by.now));
  const bytes = filled(used.bytes, content, { linkOf: (anchor) => figureAddress(report.id, anchor) });
  return { bytes, template_id: used.template_id, is_own_layout: used.template_id !== null };
}

/**
 * The PDF that is signed: of the product's own layout drawn as PDF/A; of the office's own file made from that very file, so that both say the same.
 * @param own the issued Word file when it is in the office's own layout
 * @returns null when LibreOffice is needed and is not there
 */
async function issuedPdf(
  content: Content,
  report: Held,
  own: Uint8Array | null,
  proof: Proof,
  at: Date,
): Promise<Uint8Array | null> {
  if (own === null)
    return documentPdf({ ...documentOf(content, at, (anchor) => figureAddress(report.id, anchor)), proof: pdfProof(proof) });
  try {
    return await docxToPdf(unbound(own));
  } catch (cause) {
    if (cause instanceof NoOffice || cause instanceof OfficeFailed) return null;
    throw cause;
  }
}

/** `01/BC-UBND`; issues of before symbols were kept are named by the year. */
export function codeOf(issue: { number: number; symbol: string | null; year: number }): string {
  return issue.symbol === null ? `${issue.number}/${issue.year}` : `${String(issue.number).padStart(2, '0')}/${issue.symbol}`;
}

/** Above each sheet of its Excel appendix. */
export const attachedTo = (issue: Parameters<typeof codeOf>[0] & { issued_on: string }): string =>
  `Kèm theo Báo cáo số ${codeOf(issue)} ngày ${dayVi(issue.issued_on)}`;

function replacedSentence(replaced: Issued | null): string | null {
  return replaced && `Thay thế Báo cáo số ${codeOf(replaced)} ngày ${dayVi(replaced.issued_on)}.`;
}

const Issued = z.object({
  version: z.number(),
  year: z.number(),
  number: z.number(),
  issued_on: z.string(),
  signer: z.string(),
  known_at: z.date(),
  content: Content,
  content_sha256: z.string(),
  docx_file_id: z.number(),
  docx_sha256: z.string(),
  symbol: z.string().nullable(),
  pdf_file_id: z.number().nullable(),
  pdf_sha256: z.string().nullable(),
  xlsx_file_id: z.number().nullable(),
  token: z.string(),
  issued_at: z.date(),
});
export type Issued = z.infer<typeof Issued>;

/** The last issue of a report, null when there is none. */
export function issuedOf(db: Db, report: Held): Promise<Issued | null> {
  return maybeOne(db, sql.issued, { tenant: report.tenant, id: report.id }, Issued);
}
