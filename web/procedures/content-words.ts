// How each field of a procedure's content is called and told.
import type { TextKey } from '../messages.ts';
import type { useText } from '../ui/text.tsx';
import type { Content, Difference } from './content.ts';
import { limitText } from './limit-text.ts';

type Texts = Pick<ReturnType<typeof useText>, 't' | 'tCode' | 'lang' | 'money' | 'day'>;

export const FIELD_TEXT: Record<keyof Content, TextKey> = {
  name: 'field.name',
  sector: 'field.sector',
  level: 'field.level',
  authority: 'procedures.authority',
  limit: 'procedures.limit',
  supplement: 'catalogue.supplement',
  fee_vnd: 'catalogue.fee_total',
  online_level: 'procedures.online_level',
  legacy_online_label: 'catalogue.legacy_online_label',
  is_interlinked: 'procedures.interlinked',
  is_no_writing: 'procedures.no_writing',
  is_boundary_free: 'procedures.boundary_free',
  result_name: 'procedures.result',
  decision_no: 'procedures.decision',
  legal_basis: 'procedures.legal_basis',
  papers: 'procedures.papers',
  fees: 'catalogue.fees',
  steps: 'catalogue.steps',
  legal_documents: 'catalogue.laws',
  is_at_desk: 'catalogue.at_desk',
  off_desk_reason: 'catalogue.off_desk_reason',
  vertical_agency: 'catalogue.vertical',
  interlinked_kind: 'catalogue.gap.no_interlinked_kind',
  can_post_receive: 'catalogue.post_receive',
  can_post_return: 'catalogue.post_return',
  is_internal: 'catalogue.internal',
  conditions: 'catalogue.conditions',
  source: 'field.source',
  status: 'field.status',
  note: 'field.note',
};

const joined = (parts: (string | null | false | undefined)[]) => parts.filter(Boolean).join(' · ');

/** One field of a content in words, a line for each thing of a list; none: nothing is said. */
export function linesOf(
  content: Content,
  field: Difference['field'],
  texts: Texts,
  sectorName: (code: string) => string,
): string[] {
  const { t, tCode, lang, money } = texts;
  switch (field) {
    case 'sector':
      return [sectorName(content.sector)];
    case 'level':
      return [tCode('level', content.level)];
    case 'limit': {
      const { limit } = content;
      if (!limit) return [t('procedures.no_limit')];
      const told = limitText({ limit_unit: limit.unit, limit_amount: limit.amount }, lang) ?? '';
      return [told, ...(limit.cut_off ? [t('procedures.cut_off', { time: limit.cut_off })] : [])];
    }
    case 'supplement':
      return [
        joined([
          tCode('catalogue.supplement', content.supplement.policy),
          content.supplement.max !== null && `≤ ${content.supplement.max}`,
        ]),
      ];
    case 'fee_vnd':
      return [content.fee_vnd === 0 ? t('procedures.free') : money(content.fee_vnd)];
    case 'online_level':
      return [tCode('procedures.online', content.online_level)];
    case 'status':
      return [tCode('status', content.status)];
    case 'vertical_agency':
      return content.vertical_agency ? [tCode('catalogue.agency', content.vertical_agency)] : [];
    case 'interlinked_kind':
      return content.interlinked_kind ? [tCode('catalogue.linked', content.interlinked_kind)] : [];
    case 'papers':
      return content.papers.map((paper) =>
        joined([
          paper.name,
          paper.form_code,
          paper.originals > 0 && `${paper.originals} ${t('procedures.originals').toLowerCase()}`,
          paper.copies > 0 && `${paper.copies} ${t('procedures.copies').toLowerCase()}`,
          !paper.is_required && t('procedures.optional').toLowerCase(),
        ]),
      );
    case 'fees':
      return content.fees.map((fee) =>
        joined([
          fee.name,
          fee.amount_vnd === null ? fee.amount_text : money(fee.amount_vnd),
          tCode('catalogue.stage', fee.stage),
          fee.exempt,
        ]),
      );
    case 'steps':
      return content.steps.map((step) => joined([step.name, step.actor, step.how, step.duration]));
    case 'legal_documents':
      return content.legal_documents.map((law) => joined([law.number, law.name, law.article]));
    case 'is_interlinked':
    case 'is_no_writing':
    case 'is_boundary_free':
    case 'is_at_desk':
    case 'can_post_receive':
    case 'can_post_return':
    case 'is_internal':
      return [t(content[field] ? 'catalogue.yes' : 'catalogue.no')];
    default:
      return content[field] ? [content[field]] : [];
  }
}
