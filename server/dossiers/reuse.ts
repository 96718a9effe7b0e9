// Dossiers and the electronic stores of their applicants: what is digitised here need not be asked for again, here or elsewhere in the province.
import { type Kept, open, store } from '#files';
import { holdingFor, keepHolding, noteUse } from '#holdings';
import { type Day, vietnamDay } from '#lib/day';
import type { Db } from '#lib/sql';
import { unitById } from '#org';
import { versionById } from '#procedures';
import { signatureState, signaturesOf } from '#signatures';
import type { EventPaper } from './event.ts';
import type { By } from './intake.ts';
import type { DossierRow, PaperRow } from './rows.ts';

/**
 * Papers taken from the applicant's store get the file that lies there; the others stay as they are.
 * @throws holdings.not_found when it is not the applicant's, holdings.expired
 */
export async function fromStore(
  db: Db,
  whose: { tenant: number; identity: string | null; day: Day },
  papers: readonly EventPaper[],
): Promise<EventPaper[]> {
  const found: EventPaper[] = [];
  for (const paper of papers) {
    if (paper.holding_id === undefined) found.push(paper);
    else {
      const { file_id } = await holdingFor(db, { ...whose, holding_id: paper.holding_id });
      found.push({ ...paper, form: 2, is_digitised: true, file_id });
    }
  }
  return found;
}

/** Remembers in the store which dossier used what. */
export async function noteUses(
  db: Db,
  dossier: Pick<DossierRow, 'tenant' | 'id' | 'code' | 'receiving_unit_id'>,
  papers: readonly Pick<EventPaper, 'ordinal' | 'holding_id'>[],
  by: By,
): Promise<void> {
  for (const { holding_id, ordinal } of papers) {
    if (holding_id === undefined) continue;
    const { tenant, id: dossier_id, code: dossier_code, receiving_unit_id: unit_id } = dossier;
    await noteUse(db, tenant, { holding_id, dossier_id, dossier_code, unit_id, ordinal }, by);
  }
}

/**
 * Puts what was digitised into the applicant's store: results, and the papers that are to be digitised. An applicant without an identity
 * number has no store.
 * Source: Thông tư 01/2023/TT-VPCP art. 24 (to be verified).
 */
export async function putInStore(
  db: Db,
  dossier: DossierRow,
  paper: PaperRow,
  file: Pick<Kept, 'id' | 'content_type' | 'sha256'>,
  by: By,
): Promise<void> {
  const { tenant, applicant_identity: identity } = dossier;
  if (identity === null || (paper.kind === 'component' && !paper.must_digitise)) return;
  const { bytes } =
    file.content_type === 'application/pdf' ? await open(db, store(), file.id, { unit_ids: null }) : { bytes: null };
  const signatures = bytes ? await signaturesOf(db, { content_type: file.content_type, bytes }, by.now) : [];
  const { code: procedure_code } = await versionById(db, dossier.procedure_version_id);
  const is_result = paper.kind === 'result';
  const day = vietnamDay(dossier.decided_at ?? by.now);
  const holding = {
    tenant,
    identity,
    owner_name: dossier.applicant_name,
    kind: is_result ? ('result' as const) : ('paper' as const),
    name: paper.name,
    issuer: is_result ? (await unitById(db, dossier.competent_unit_id, day)).name : null,
    issued_on: is_result ? day : null,
    file,
    signature_state: signatureState(signatures),
    signer: signatures.at(-1)?.signer ?? null,
    unit_id: dossier.receiving_unit_id,
    source: { dossier_id: dossier.id, dossier_code: dossier.code, procedure_code },
    source_key: `dossier ${dossier.id} ${paper.kind} ${paper.ordinal}`,
  };
  await keepHolding(db, holding, by);
}
