import { Checkbox, Input, InputNumber, Select } from 'antd';
import { Field } from '../ui/field.tsx';
import { useText } from '../ui/text.tsx';
import type { Content } from './content.ts';
import { ContentLists } from './content-lists.tsx';
import { useSectors } from './sectors.ts';

type Props = { content: Content; onChange: (content: Content) => void };
type TextField =
  | 'name'
  | 'authority'
  | 'result_name'
  | 'legal_basis'
  | 'off_desk_reason'
  | 'source'
  | 'note'
  | 'legacy_online_label';

const FLAGS = [
  ['is_at_desk', 'catalogue.at_desk.true'],
  ['is_internal', 'catalogue.internal'],
  ['is_interlinked', 'procedures.interlinked'],
  ['is_no_writing', 'procedures.no_writing'],
  ['is_boundary_free', 'procedures.boundary_free'],
  ['can_post_receive', 'catalogue.post_receive'],
  ['can_post_return', 'catalogue.post_return'],
] as const;

/** Everything the catalogue says about a procedure, to be changed. */
export function ContentEditor({ content, onChange }: Props) {
  const { t, tCode } = useText();
  const sectors = useSectors();
  const set = (patch: Partial<Content>) => onChange({ ...content, ...patch });
  const choices = <V extends string>(prefix: string, values: readonly V[]) =>
    values.map((value) => ({ value, label: tCode(prefix, value) }));
  const text = (field: TextField, label: string, className = '') => (
    <Field label={label} className={className}>
      {(id) => (
        <Input
          id={id}
          value={content[field] ?? ''}
          onChange={(event) =>
            set({ [field]: event.target.value === '' && field !== 'name' ? emptyOf(field) : event.target.value })
          }
        />
      )}
    </Field>
  );
  return (
    <div className="content-grid">
      {text('name', t('field.name'), 'span-all')}
      <Field label={t('field.sector')}>
        {(id) => (
          <Select
            id={id}
            showSearch={{ optionFilterProp: 'label' }}
            value={content.sector || null}
            onChange={(sector) => set({ sector: sector ?? '' })}
            options={sectors.options}
          />
        )}
      </Field>
      <Field label={t('field.level')}>
        {(id) => (
          <Select
            id={id}
            value={content.level}
            onChange={(level) => set({ level })}
            options={choices('level', ['province', 'district', 'commune'] as const)}
          />
        )}
      </Field>
      {text('authority', t('procedures.authority'))}
      <Limit content={content} set={set} />
      <Field label={t('procedures.online_level')}>
        {(id) => (
          <Select
            id={id}
            value={content.online_level}
            onChange={(online_level) => set({ online_level })}
            options={choices('procedures.online', ['none', 'partial', 'full'] as const)}
          />
        )}
      </Field>
      <Field label={t('catalogue.vertical')}>
        {(id) => (
          <Select
            id={id}
            allowClear
            value={content.vertical_agency}
            onChange={(agency) => set({ vertical_agency: agency ?? null })}
            options={choices('catalogue.agency', AGENCIES)}
          />
        )}
      </Field>
      {content.is_interlinked && (
        <Field label={t('catalogue.gap.no_interlinked_kind')}>
          {(id) => (
            <Select
              id={id}
              allowClear
              value={content.interlinked_kind}
              onChange={(kind) => set({ interlinked_kind: kind ?? null })}
              options={choices('catalogue.linked', ['same_level', 'between_levels', 'three_levels'] as const)}
            />
          )}
        </Field>
      )}
      <Field label={t('catalogue.supplement')}>
        {(id) => (
          <Select
            id={id}
            value={content.supplement.policy}
            onChange={(policy) => set({ supplement: { ...content.supplement, policy } })}
            options={choices('catalogue.supplement', ['pause', 'restart'] as const)}
          />
        )}
      </Field>
      <Field label={t('catalogue.max_supplements')}>
        {(id) => (
          <InputNumber
            id={id}
            min={0}
            precision={0}
            value={content.supplement.max}
            onChange={(max) => set({ supplement: { ...content.supplement, max } })}
          />
        )}
      </Field>
      {text('result_name', t('procedures.result'))}
      <div className="span-all button-row">
        {FLAGS.map(([field, label]) => (
          <Checkbox key={field} checked={content[field]} onChange={(event) => set(flagged(field, event.target.checked))}>
            {t(label)}
          </Checkbox>
        ))}
      </div>
      {!content.is_at_desk && !content.is_internal && text('off_desk_reason', t('catalogue.off_desk_reason'), 'span-all')}
      <ContentLists content={content} set={set} />
      {content.fees.length === 0 && (
        <Field label={t('catalogue.fee_sum')}>
          {(id) => (
            <InputNumber id={id} min={0} precision={0} value={content.fee_vnd} onChange={(fee) => set({ fee_vnd: fee ?? 0 })} />
          )}
        </Field>
      )}
      <Field label={t('catalogue.conditions')} className="span-all">
        {(id) => (
          <Input.TextArea
            id={id}
            rows={2}
            maxLength={5000}
            value={content.conditions ?? ''}
            onChange={(event) => set({ conditions: event.target.value || null })}
          />
        )}
      </Field>
      {text('legal_basis', t('procedures.legal_basis'), 'span-all')}
      <Field label={`${t('field.source')}: ${t('catalogue.source_help')}`} className="span-all">
        {(id) => <Input id={id} value={content.source} onChange={(event) => set({ source: event.target.value })} />}
      </Field>
      <Field label={t('field.status')}>
        {(id) => (
          <Select
            id={id}
            value={content.status}
            onChange={(status) => set({ status })}
            options={choices('status', ['approved', 'to_be_verified'] as const)}
          />
        )}
      </Field>
      {text('legacy_online_label', t('catalogue.legacy_online_label'))}
      {text('note', t('field.note'))}
    </div>
  );
}

const LIMIT_UNITS = ['working_day', 'day', 'hour', 'month'] as const;
const AGENCIES = ['police', 'social_insurance', 'military', 'tax', 'court', 'bank', 'other'] as const;
const emptyOf = (field: TextField) => (field === 'authority' || field === 'source' ? '' : null);

/** What ticking a box means for the fields that hang on it. */
function flagged(field: (typeof FLAGS)[number][0], value: boolean): Partial<Content> {
  if (field === 'is_interlinked' && !value) return { is_interlinked: false, interlinked_kind: null };
  if (field === 'is_at_desk' && value) return { is_at_desk: true, off_desk_reason: null };
  if (field === 'is_internal' && value) return { is_internal: true, is_at_desk: false };
  return { [field]: value };
}

function Limit({ content, set }: { content: Content; set: (patch: Partial<Content>) => void }) {
  const { t, tCode } = useText();
  const { limit } = content;
  return (
    <>
      <Field label={t('catalogue.limit_unit')}>
        {(id) => (
          <Select<(typeof LIMIT_UNITS)[number] | 'none'>
            id={id}
            value={limit?.unit ?? 'none'}
            onChange={(unit) =>
              set({ limit: unit === 'none' ? null : { amount: limit?.amount ?? 5, cut_off: limit?.cut_off ?? null, unit } })
            }
            options={[
              ...LIMIT_UNITS.map((value) => ({ value, label: tCode('deadline.unit', value) })),
              { value: 'none' as const, label: t('catalogue.no_limit_set') },
            ]}
          />
        )}
      </Field>
      {limit && (
        <>
          <Field label={t('deadline.amount')}>
            {(id) => (
              <InputNumber
                id={id}
                min={0}
                max={3660}
                precision={0}
                value={limit.amount}
                onChange={(amount) => set({ limit: { ...limit, amount: amount ?? 0 } })}
              />
            )}
          </Field>
          <Field label={t('catalogue.cut_off')}>
            {(id) => (
              <Input
                id={id}
                placeholder="15:00"
                maxLength={5}
                value={limit.cut_off ?? ''}
                onChange={(event) => set({ limit: { ...limit, cut_off: event.target.value || null } })}
              />
            )}
          </Field>
        </>
      )}
    </>
  );
}
