import { Checkbox, Input, InputNumber, Select } from 'antd';
import type { Output, Input as RouteInput } from '../api.ts';
import { useGet } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { Field } from '../ui/field.tsx';
import { Section } from '../ui/page.tsx';
import { useText } from '../ui/text.tsx';
import { UNIT_KINDS, type UnitKind, useKindName } from './due-parts.tsx';

export type Draft = RouteInput<'reports.define_regime'>['regime'];
type Rule = NonNullable<Draft['due'][UnitKind]>;
type Templates = Output<'reports.regime'>['templates'];
type Props = { draft: Draft; onChange: (more: Partial<Draft>) => void };

const PERIODS = ['month', 'quarter', 'half_year', 'nine_months', 'year', 'free'] as const;
const RULES = ['none', 'calendar', 'working', 'month'] as const;
type RuleName = (typeof RULES)[number];

/** What the regime is: names, source, periods, outline, forms. */
export function About({ draft, onChange, is_new, templates }: Props & { is_new: boolean; templates: Templates }) {
  const { t, label } = useText();
  const { may } = useSession();
  const kindName = useKindName();
  const outlines = useGet('reports.outline_choices', {});
  const forms = useGet('forms.list', may('forms.read') ? {} : null);
  const codes = [...new Map((forms.data?.forms ?? []).map((one) => [one.code, one.name_vi])).entries()];
  const text =
    (name: 'name_vi' | 'name_en' | 'source' | 'code', most: number, is_fixed = false) =>
    (id: string) => (
      <Input
        id={id}
        maxLength={most}
        disabled={is_fixed}
        value={draft[name]}
        onChange={(event) => onChange({ [name]: event.target.value })}
      />
    );
  return (
    <div className="content-grid">
      <Field label={t('regime.name')} className="span-all">
        {text('name_vi', 300)}
      </Field>
      <Field label={t('regime.name_en')} className="span-all">
        {text('name_en', 300)}
      </Field>
      <Field label={t('field.code')}>{text('code', 31, !is_new)}</Field>
      <Field label={t('regime.decision')}>
        {(id) => (
          <Input
            id={id}
            maxLength={100}
            value={draft.decision ?? ''}
            onChange={(event) => onChange({ decision: event.target.value || null })}
          />
        )}
      </Field>
      <Field label={t('field.source')}>{text('source', 500)}</Field>
      <Field label={t('field.status')}>
        {(id) => (
          <Select
            id={id}
            value={draft.status}
            onChange={(status) => onChange({ status })}
            options={(['to_be_verified', 'approved'] as const).map((value) => ({ value, label: t(`status.${value}`) }))}
          />
        )}
      </Field>
      <Field label={t('regime.periods')}>
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            value={draft.periods}
            onChange={(periods) => onChange({ periods: PERIODS.filter((one) => periods.includes(one)) })}
            options={PERIODS.map((value) => ({ value, label: kindName(value) }))}
          />
        )}
      </Field>
      <Field label={t('regime.calendar')}>
        {(id) => (
          <Select
            id={id}
            value={draft.calendar}
            popupMatchSelectWidth={false}
            onChange={(calendar) => onChange({ calendar })}
            options={(['ND09', 'CAL'] as const).map((value) => ({ value, label: t(`regime.calendar.${value}`) }))}
          />
        )}
      </Field>
      <Field label={t('regime.outline')}>
        {(id) => (
          <Select
            id={id}
            value={draft.outline}
            popupMatchSelectWidth={false}
            onChange={(outline) => onChange({ outline })}
            loading={outlines.isPending}
            options={(outlines.data ?? [{ code: draft.outline, name_vi: '…', name_en: '…' }])
              .filter(({ code }) => code !== 'free')
              .map((one) => ({ value: one.code, label: label({ label_vi: one.name_vi, label_en: one.name_en }) }))}
          />
        )}
      </Field>
      <Field label={t('regime.forms')}>
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            value={draft.forms ?? []}
            popupMatchSelectWidth={false}
            onChange={(chosen) => onChange({ forms: chosen })}
            options={codes.map(([value, name]) => ({ value, label: `${value}: ${name}` }))}
          />
        )}
      </Field>
      <Field label={t('regime.template')}>
        {(id) => (
          <>
            <Select
              id={id}
              value={draft.template ?? ''}
              popupMatchSelectWidth={false}
              onChange={(template) => onChange({ template: template || null })}
              options={[
                { value: '', label: t('report_templates.product') },
                ...templates.map((one) => ({
                  value: String(one.id),
                  label: `${one.file_name} (${one.regime}, ${t('report_templates.version', { no: one.version_no })})`,
                })),
              ]}
            />
            <span className="small">{t('regime.template_note')}</span>
          </>
        )}
      </Field>
    </div>
  );
}

const CUTS = ['none', 'before', 'month'] as const;
type CutName = (typeof CUTS)[number];
type Cut = NonNullable<NonNullable<Draft['cut_off']>[UnitKind]>;
const CUT_TEXT = { none: 'regime.cut_none', before: 'regime.cut_before', month: 'regime.cut_month' } as const;

const nameOfCut = (rule: Cut | undefined): CutName =>
  rule === undefined ? 'none' : rule.rule === 'days_before' ? 'before' : 'month';

function cutNamed(name: CutName): Cut | undefined {
  if (name === 'none') return undefined;
  return name === 'before' ? { rule: 'days_before', days: 3 } : { rule: 'day_of_month', day: 20 };
}

/** Until which day records count, for each kind of unit that reports. */
export function CutOffRules({ draft, onChange }: Props) {
  const { t, tCode } = useText();
  const set = (kind: UnitKind, rule: Cut | undefined) => {
    const { [kind]: _, ...others } = draft.cut_off ?? {};
    onChange({ cut_off: rule ? { ...others, [kind]: rule } : others });
  };
  return (
    <Section title={t('regime.cut_off')} className="gap">
      <p className="small">{t('regime.cut_note')}</p>
      {UNIT_KINDS.filter((kind) => draft.due[kind] !== undefined).map((kind) => {
        const rule = draft.cut_off?.[kind];
        const name = tCode('unit_kind', kind);
        return (
          <fieldset key={kind} className="due-rule" aria-label={`${t('regime.cut_off')}: ${name}`}>
            <strong>{name}</strong>
            <Select<CutName>
              aria-label={t('regime.cut_rule_of', { kind: name })}
              value={nameOfCut(rule)}
              onChange={(next) => set(kind, cutNamed(next))}
              options={CUTS.map((value) => ({ value, label: t(CUT_TEXT[value]) }))}
            />
            {rule && (
              <InputNumber
                aria-label={t('regime.due_days_of', { kind: name })}
                min={1}
                max={rule.rule === 'day_of_month' ? 31 : 60}
                precision={0}
                value={rule.rule === 'day_of_month' ? rule.day : rule.days}
                onChange={(n) => set(kind, rule.rule === 'day_of_month' ? { ...rule, day: n ?? 1 } : { ...rule, days: n ?? 1 })}
              />
            )}
          </fieldset>
        );
      })}
    </Section>
  );
}

const nameOfRule = (rule: Rule | undefined): RuleName =>
  rule === undefined ? 'none' : rule.rule === 'day_of_month' ? 'month' : rule.counted === 'working' ? 'working' : 'calendar';

function ruleNamed(name: RuleName, before: Rule | undefined): Rule | undefined {
  if (name === 'none') return undefined;
  const moves = before?.moves ?? true;
  if (name === 'month') return { rule: 'day_of_month', day: 20, months_after: 0, moves };
  const days = before?.rule === 'days_after' ? before.days : 2;
  return { rule: 'days_after', days, counted: name, moves: name === 'working' ? false : moves };
}

/** Until when each kind of unit reports, and when a period locks itself. */
export function DueRules({ draft, onChange }: Props) {
  const { t, tCode } = useText();
  const lock = draft.lock ?? null;
  const set = (kind: UnitKind, rule: Rule | undefined) => {
    const { [kind]: _, ...due } = draft.due;
    onChange({ due: rule ? { ...due, [kind]: rule } : due });
  };
  return (
    <Section title={t('regime.due')} className="gap">
      {UNIT_KINDS.map((kind) => (
        <DueRow key={kind} name={tCode('unit_kind', kind)} rule={draft.due[kind]} onChange={(rule) => set(kind, rule)} />
      ))}
      <div className="field gap">
        <Checkbox
          checked={lock !== null}
          onChange={(event) => onChange({ lock: event.target.checked ? { days: 10, counted: 'working' } : null })}
        >
          {t('regime.lock')}
        </Checkbox>
      </div>
      {lock && (
        <div className="filters">
          <Field label={t('regime.lock_after')} className="half">
            {(id) => (
              <InputNumber
                id={id}
                min={0}
                max={366}
                precision={0}
                value={lock.days}
                onChange={(days) => onChange({ lock: { ...lock, days: days ?? 0 } })}
              />
            )}
          </Field>
          <Field label={t('regime.lock_counted')} className="half">
            {(id) => (
              <Select
                id={id}
                value={lock.counted ?? 'calendar'}
                onChange={(counted) => onChange({ lock: { ...lock, counted } })}
                options={(['calendar', 'working'] as const).map((value) => ({ value, label: t(`regime.counted.${value}`) }))}
              />
            )}
          </Field>
        </div>
      )}
    </Section>
  );
}

const RULE_TEXT = {
  none: 'regime.due_none',
  calendar: 'regime.due_calendar',
  working: 'regime.due_working',
  month: 'regime.due_month',
} as const;

function DueRow({ name, rule, onChange }: { name: string; rule: Rule | undefined; onChange: (rule: Rule | undefined) => void }) {
  const { t } = useText();
  return (
    <fieldset className="due-rule" aria-label={name}>
      <strong>{name}</strong>
      <Select<RuleName>
        aria-label={t('regime.due_rule_of', { kind: name })}
        value={nameOfRule(rule)}
        onChange={(next) => onChange(ruleNamed(next, rule))}
        options={RULES.map((value) => ({ value, label: t(RULE_TEXT[value]) }))}
      />
      {rule && (
        <>
          <InputNumber
            aria-label={t('regime.due_days_of', { kind: name })}
            min={rule.rule === 'day_of_month' ? 1 : 0}
            max={rule.rule === 'day_of_month' ? 31 : 120}
            precision={0}
            value={rule.rule === 'day_of_month' ? rule.day : rule.days}
            onChange={(n) => onChange(rule.rule === 'day_of_month' ? { ...rule, day: n ?? 1 } : { ...rule, days: n ?? 0 })}
          />
          {rule.rule === 'day_of_month' ? (
            <Select
              aria-label={t('regime.months_after_of', { kind: name })}
              value={rule.months_after ?? 0}
              onChange={(months_after) => onChange({ ...rule, months_after })}
              options={[0, 1, 2, 3].map((value) => ({ value, label: t('regime.months_after', { n: value }) }))}
            />
          ) : (
            <span />
          )}
          <Checkbox checked={rule.moves ?? false} onChange={(event) => onChange({ ...rule, moves: event.target.checked })}>
            {t('regime.moves')}
          </Checkbox>
        </>
      )}
    </fieldset>
  );
}
