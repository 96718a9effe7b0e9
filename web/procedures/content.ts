// What the catalogue says about a procedure, as a decision gives it; and how two such contents differ. Pure.
import type { Input, Output } from '../api.ts';

type Filled<T> = T extends readonly (infer E)[]
  ? Filled<E>[]
  : T extends object
    ? { [K in keyof T]-?: Filled<Exclude<T[K], undefined>> }
    : T;

export type Content = Filled<NonNullable<Input<'procedures.enter_decision'>['items'][number]['content']>>;
export type Version = Output<'procedures.get'>['versions'][number];

/** A new procedure before anything is said about it. */
export function emptyContent(): Content {
  return {
    name: '',
    sector: '',
    level: 'commune',
    authority: '',
    limit: { unit: 'working_day', amount: 5, cut_off: null },
    supplement: { policy: 'pause', max: null },
    fee_vnd: 0,
    online_level: 'none',
    legacy_online_label: null,
    is_interlinked: false,
    is_no_writing: false,
    is_boundary_free: false,
    result_name: null,
    decision_no: null,
    legal_basis: null,
    papers: [],
    fees: [],
    steps: [],
    legal_documents: [],
    is_at_desk: true,
    off_desk_reason: null,
    vertical_agency: null,
    interlinked_kind: null,
    can_post_receive: false,
    can_post_return: false,
    is_internal: false,
    conditions: null,
    source: '',
    status: 'to_be_verified',
    note: null,
  };
}

/** The content of a version that stands in the catalogue, without the number of the decision that brought it. */
export function contentOf(version: Version): Content {
  const { limit_unit, limit_amount, cut_off } = version;
  return {
    name: version.name,
    sector: version.sector_code,
    level: version.level,
    authority: version.authority,
    limit: limit_unit !== null && limit_amount !== null ? { unit: limit_unit, amount: limit_amount, cut_off } : null,
    supplement: { policy: version.supplement_policy, max: version.max_supplements },
    fee_vnd: version.fee_vnd,
    online_level: version.online_level,
    legacy_online_label: version.legacy_online_label,
    is_interlinked: version.is_interlinked,
    is_no_writing: version.is_no_writing,
    is_boundary_free: version.is_boundary_free,
    result_name: version.result_name,
    decision_no: null,
    legal_basis: version.legal_basis,
    papers: version.papers.map(({ ordinal: _, ...paper }) => paper),
    fees: version.fees.map(({ name, kind, amount_vnd, amount_text, stage, exempt, source }) => ({
      ...{ name, kind, amount_vnd, amount_text, stage, exempt, source },
    })),
    steps: version.steps.map(({ name, actor, how, duration }) => ({ name, actor, how, duration })),
    legal_documents: version.legal_documents.map(({ number, name, article, signed_on }) => ({
      number,
      name,
      article,
      signed_on,
    })),
    is_at_desk: version.is_at_desk,
    off_desk_reason: version.off_desk_reason,
    vertical_agency: version.vertical_agency,
    interlinked_kind: version.interlinked_kind,
    can_post_receive: version.can_post_receive,
    can_post_return: version.can_post_return,
    is_internal: version.is_internal,
    conditions: version.conditions,
    source: version.source,
    status: version.status,
    note: version.note,
  };
}

export type Difference = { field: Exclude<keyof Content, 'decision_no'>; before: Content; after: Content };

const FIELDS = Object.keys(emptyContent()).filter((key) => key !== 'decision_no') as Difference['field'][];

/** Fields in which two contents differ, in the order of the content. */
export function differences(before: Content, after: Content): Difference[] {
  return FIELDS.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field])).map((field) => ({
    field,
    before,
    after,
  }));
}

/** Lines of one side of a list that the other has not. */
export function onlyIn(lines: readonly string[], others: readonly string[]): ReadonlySet<string> {
  const there = new Set(others);
  return new Set(lines.filter((line) => !there.has(line)));
}

/** Names of what a content still needs before it can be kept; keys of texts `catalogue.field.…` and others. */
export function missingIn(content: Content): (keyof Content)[] {
  const missing: (keyof Content)[] = [];
  for (const field of ['name', 'sector', 'authority', 'source'] as const) if (content[field].trim() === '') missing.push(field);
  if (!content.is_at_desk && !content.is_internal && !content.off_desk_reason) missing.push('off_desk_reason');
  if (content.papers.some((paper) => paper.name.trim() === '')) missing.push('papers');
  if (content.fees.some((fee) => fee.name.trim() === '' || (fee.amount_vnd === null && !fee.amount_text))) missing.push('fees');
  if (content.steps.some((step) => step.name.trim() === '' || step.actor.trim() === '')) missing.push('steps');
  if (content.legal_documents.some((law) => law.number.trim() === '')) missing.push('legal_documents');
  return missing;
}
