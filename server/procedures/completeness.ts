// What the catalogue does not say yet about a procedure that people and the desk need to know. Pure.

export const GAPS = [
  'no_papers',
  'no_limit',
  'no_fees',
  'no_steps',
  'no_legal_documents',
  'no_result',
  'no_decision',
  'not_verified',
  'no_interlinked_kind',
] as const;
export type Gap = (typeof GAPS)[number];

export type Told = {
  limit_unit: string | null;
  result_name: string | null;
  decision_no: string | null;
  legal_basis: string | null;
  status: string;
  fee_vnd: number;
  is_interlinked: boolean;
  interlinked_kind: string | null;
  papers: number;
  fees: number;
  steps: number;
  legal_documents: number;
};

/**
 * The gaps of one version. A fee of zero said by nobody is a gap too: free of charge is something the catalogue says.
 * Source: the constituent parts of a procedure, Nghị định 63/2010/NĐ-CP art. 8(2) as amended by 92/2017/NĐ-CP (to be verified).
 */
export function gapsOf(told: Told): Gap[] {
  const gaps: Gap[] = [];
  if (told.papers === 0) gaps.push('no_papers');
  if (told.limit_unit === null) gaps.push('no_limit');
  if (told.fees === 0 && told.fee_vnd === 0) gaps.push('no_fees');
  if (told.steps === 0) gaps.push('no_steps');
  if (told.legal_documents === 0 && !told.legal_basis) gaps.push('no_legal_documents');
  if (!told.result_name) gaps.push('no_result');
  if (!told.decision_no) gaps.push('no_decision');
  if (told.status !== 'approved') gaps.push('not_verified');
  if (told.is_interlinked && told.interlinked_kind === null) gaps.push('no_interlinked_kind');
  return gaps;
}
