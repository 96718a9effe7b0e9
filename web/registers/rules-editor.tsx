import { Button, Select } from 'antd';
import { Field as Labelled } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { useText } from '../ui/text.tsx';
import type { DraftLayout, Faults } from './fields-editor.tsx';
import { useShow } from './show.tsx';

type Rule = NonNullable<DraftLayout['rules']>[number];
type Kind = Rule['kind'];
const KINDS = ['not_more_than', 'not_before', 'sum_is', 'required_when'] as const satisfies readonly Kind[];
const NUMERIC = ['number', 'money'];

type Props = { layout: DraftLayout; faults: Faults; onChange: (rules: Rule[]) => void };

/** What must hold between fields: a number not above another, a day not before another, a sum, a field that another one makes needed. */
export function RulesEditor({ layout, faults, onChange }: Props) {
  const { t } = useText();
  const show = useShow();
  const rules = layout.rules ?? [];
  const put = (at: number, rule: Rule) => onChange(rules.map((one, place) => (place === at ? rule : one)));
  return (
    <>
      <h3>{t('define.between')}</h3>
      {rules.length === 0 && <p className="small">{t('define.between_none')}</p>}
      {rules.map((rule, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rules have no name of their own.
        <div key={at}>
          <div className="filters">
            <One layout={layout} rule={rule} at={at} onChange={(next) => put(at, next)} />
            <Button icon={<Icon name="close" />} onClick={() => onChange(rules.filter((_one, place) => place !== at))}>
              {t('define.rule_remove', { n: at + 1 })}
            </Button>
          </div>
          {faults
            .filter(({ path }) => path === `rules.${at}` || path.startsWith(`rules.${at}.`))
            .map(({ fault, path }) => (
              <p key={`${fault} ${path}`} className="fault-line">
                {show.fault(fault)}
              </p>
            ))}
        </div>
      ))}
      <Button
        disabled={layout.fields.length < 2 || rules.length >= 30}
        onClick={() => onChange([...rules, firstOf('not_more_than', layout)])}
      >
        {t('define.rule_add')}
      </Button>
    </>
  );
}

function firstOf(kind: Kind, layout: DraftLayout): Rule {
  const of = (types: readonly string[]) => layout.fields.filter((field) => types.includes(field.type)).map((field) => field.key);
  const numbers = of(NUMERIC);
  const days = of(['day']);
  const choice = layout.fields.find((field) => field.type === 'choice' || field.type === 'flag');
  const others = layout.fields.map((field) => field.key).filter((key) => key !== choice?.key);
  switch (kind) {
    case 'not_more_than':
      return { kind, field: numbers[0] ?? '', than: numbers[1] ?? '' };
    case 'not_before':
      return { kind, field: days[1] ?? days[0] ?? '', than: days[0] ?? '' };
    case 'sum_is':
      return { kind, parts: numbers.slice(1, 3), total: numbers[0] ?? '' };
    case 'required_when':
      return { kind, field: others[0] ?? '', when: choice?.key ?? '', is: choice?.type === 'flag' ? ['true'] : [] };
  }
}

type OneProps = { layout: DraftLayout; rule: Rule; at: number; onChange: (rule: Rule) => void };

function One({ layout, rule, at, onChange }: OneProps) {
  const { t } = useText();
  const show = useShow();
  const fields = (types?: readonly string[]) =>
    layout.fields
      .filter((field) => field.key && (!types || types.includes(field.type)))
      .map((field) => ({ value: field.key, label: field.label_vi || field.key }));
  const pick = (label: string, value: string, options: { value: string; label: string }[], set: (value: string) => void) => (
    <Labelled label={`${label} (${at + 1})`} className="half">
      {(id) => (
        <Select
          id={id}
          value={value || null}
          onChange={(next) => set(next ?? '')}
          options={options}
          popupMatchSelectWidth={240}
        />
      )}
    </Labelled>
  );
  const several = (
    label: string,
    value: string[],
    options: { value: string; label: string }[],
    set: (value: string[]) => void,
  ) => (
    <Labelled label={`${label} (${at + 1})`} className="field-wide">
      {(id) => <Select id={id} mode="multiple" value={value} onChange={set} options={options} popupMatchSelectWidth={240} />}
    </Labelled>
  );
  const kinds = KINDS.map((kind) => ({ value: kind, label: t(`define.rule.${kind}`) }));
  const kind = pick(t('define.rule'), rule.kind, kinds, (next) => onChange(firstOf(next as Kind, layout)));
  if (rule.kind === 'not_more_than' || rule.kind === 'not_before') {
    const options = fields(rule.kind === 'not_before' ? ['day'] : NUMERIC);
    return (
      <>
        {kind}
        {pick(t('define.rule_field'), rule.field, options, (field) => onChange({ ...rule, field }))}
        {pick(t('define.rule_than'), rule.than, options, (than) => onChange({ ...rule, than }))}
      </>
    );
  }
  if (rule.kind === 'sum_is')
    return (
      <>
        {kind}
        {several(t('define.rule_parts'), rule.parts, fields(NUMERIC), (parts) => onChange({ ...rule, parts }))}
        {pick(t('define.rule_total'), rule.total, fields(NUMERIC), (total) => onChange({ ...rule, total }))}
      </>
    );
  const when = layout.fields.find((field) => field.key === rule.when);
  const values =
    when?.type === 'flag'
      ? ['true', 'false'].map((value) => ({ value, label: t(value === 'true' ? 'scorecards.yes' : 'scorecards.no') }))
      : (when?.choices ?? []).map((choice) => ({
          value: choice.key,
          label: show.name({ name_vi: choice.label_vi, name_en: choice.label_en }),
        }));
  return (
    <>
      {kind}
      {pick(t('define.rule_needed'), rule.field, fields(), (field) => onChange({ ...rule, field }))}
      {pick(t('define.rule_when'), rule.when, fields(['choice', 'flag']), (next) => onChange({ ...rule, when: next, is: [] }))}
      {several(t('define.rule_is'), rule.is, values, (is) => onChange({ ...rule, is }))}
    </>
  );
}
