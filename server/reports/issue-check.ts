// What the code of a report says to anybody: which report it is, whether it is in force, what replaces it, by which hashes its files are known,
// who signed them.
import { z } from 'zod';
import { open, store } from '#files';
import { addDays, vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import { type Db, loadSql, many, maybeOne } from '#lib/sql';
import { bodyName, unitById } from '#org';
import { ShownSignature, signaturesOf } from '#signatures';
import { codeOf } from './issue.ts';
import { signedOf } from './sign.ts';
import { EVENTS, STATES, stateAfter } from './states.ts';

const sql = loadSql(import.meta.url, ['by_token', 'issues_of']);

const Other = z.object({ code: z.string(), issued_on: z.string(), token: z.string() });

export const Verified = z.object({
  title: z.string(),
  number: z.number(),
  year: z.number(),
  code: z.string(),
  issued_on: z.string(),
  signer: z.string(),
  issuer: z.string(),
  sha256: z.string(),
  /** Whether this is still the report in force: not sent back, recalled or issued anew. */
  state: z.enum(STATES),
  is_newest: z.boolean(),
  is_in_force: z.boolean(),
  recalled_on: z.string().nullable(),
  replaces: Other.nullable(),
  replaced_by: Other.nullable(),
  /** Files that are the issued report: the Word file, the PDF before signing, each PDF that a signature made, and its Excel appendix. */
  files: z.array(z.object({ kind: z.enum(['word', 'pdf', 'signed_pdf', 'excel']), sha256: z.string(), signatures: z.number() })),
  /** In the newest signed PDF, judged now. */
  signatures: z.array(ShownSignature),
});

const ByToken = z.object({
  tenant: z.number(),
  report_id: z.number(),
  version: z.number(),
  number: z.number(),
  year: z.number(),
  symbol: z.string().nullable(),
  issued_on: z.string(),
  signer: z.string(),
  docx_sha256: z.string(),
  pdf_file_id: z.number().nullable(),
  pdf_sha256: z.string().nullable(),
  xlsx_sha256: z.string().nullable(),
  title: z.string(),
  s: z.string(),
  e: z.string(),
  unit_id: z.number(),
  last_event: z.enum(EVENTS),
  last_version: z.number(),
  recalled_at: z.date().nullable(),
});

const Sibling = z.object({
  version: z.number(),
  number: z.number(),
  year: z.number(),
  symbol: z.string().nullable(),
  issued_on: z.string(),
  token: z.string(),
});

const IN_FORCE: readonly string[] = ['issued', 'accepted', 'consolidated'];

/** @throws reports.code_unknown */
export async function verify(db: Db, token: string, now: Date): Promise<z.infer<typeof Verified>> {
  const found = await maybeOne(db, sql.by_token, { token }, ByToken);
  if (!found) throw new DomainError('reports.code_unknown', 404);
  const { tenant, report_id, version, title, number, year, issued_on, signer, docx_sha256, pdf_sha256, xlsx_sha256 } = found;
  const unit = await unitById(db, found.unit_id, addDays(found.e, -1));
  const issues = await many(db, sql.issues_of, { tenant, report_id }, Sibling);
  const signed = await signedOf(db, { tenant, report_id, version });
  const last = signed.at(-1);
  const signatures = last ? await signaturesOf(db, await open(db, store(), last.file_id, { unit_ids: null }), now) : [];
  const state = stateAfter(found.last_event);
  const next = issues.find((one) => one.version > version);
  const before = issues.findLast((one) => one.version < version);
  const other = (one: z.infer<typeof Sibling>) => ({ code: codeOf(one), issued_on: one.issued_on, token: one.token });
  const is_newest = found.last_version === version;
  return {
    title,
    number,
    year,
    code: codeOf(found),
    issued_on,
    signer,
    issuer: bodyName(unit),
    sha256: docx_sha256,
    state,
    is_newest,
    is_in_force: is_newest && IN_FORCE.includes(state),
    recalled_on: found.recalled_at && vietnamDay(found.recalled_at),
    replaces: before ? other(before) : null,
    replaced_by: next ? other(next) : null,
    files: [
      { kind: 'word', sha256: docx_sha256, signatures: 0 },
      ...(pdf_sha256 ? [{ kind: 'pdf' as const, sha256: pdf_sha256, signatures: 0 }] : []),
      ...signed.map((one, at) => ({ kind: 'signed_pdf' as const, sha256: one.sha256, signatures: at + 1 })),
      ...(xlsx_sha256 ? [{ kind: 'excel' as const, sha256: xlsx_sha256, signatures: 0 }] : []),
    ],
    signatures,
  };
}
