// What a measure says beyond the fields of its form, in words.
import type { Output } from '../api.ts';
import { useText } from '../ui/text.tsx';
import { type Draft, unshownOf, type Written } from './measure-draft.ts';

type Field = Output<'registers.definition'>['definition']['layout']['fields'][number];

/** Conditions and conventions that are kept as they are when the measure is changed here; nothing when there are none. */
export function KeptConditions({ draft, fields }: { draft: Draft; fields: readonly Field[] }) {
  const { t, lang, number } = useText();
  const { conditions, said } = unshownOf(draft);
  const fieldOf = (key: unknown) => fields.find((one) => one.key === key);
  const name = (key: unknown) => {
    const field = fieldOf(key);
    return `“${field ? (lang === 'vi' ? field.label_vi : field.label_en) : String(key)}”`;
  };
  const value = (key: unknown, written: unknown) => {
    const field = fieldOf(key);
    const choice = field?.type === 'choice' ? field.choices.find((one) => one.key === written) : undefined;
    if (choice) return lang === 'vi' ? choice.label_vi : choice.label_en;
    if (written === 'period_start' || written === 'period_end') return t(`measures.kept.${written}`);
    return typeof written === 'string' ? number(written) : String(written);
  };
  const single = (one: Record<string, unknown>): string => {
    const field = name(one.field);
    const [op = '', written] = Object.entries(one).find(([key]) => key !== 'field') ?? [];
    const other = Array.isArray(written)
      ? written.map((each) => value(one.field, each)).join(', ')
      : op === 'not_after' || op === 'after'
        ? name(written)
        : value(one.field, written);
    return op === 'filled'
      ? t(written === false ? 'measures.kept.blank' : 'measures.kept.filled', { field })
      : t(`measures.kept.${op as 'is'}`, { field, value: other });
  };
  const words = (one: Written): string =>
    'any' in one && Array.isArray(one.any) ? one.any.map(single).join(` ${t('measures.kept.or')} `) : single(one);
  const conventions = Object.entries(said).flatMap(([key, written]) => {
    if (key === 'direction') return [t(written === 'up' ? 'measures.kept.up' : 'measures.kept.down')];
    if (key === 'day') return [t('measures.kept.day', { field: name(written) })];
    if (key === 'per') return [t('measures.kept.per', { fields: (written as unknown[]).map(name).join(', ') })];
    if (key === 'empty') return [t(written === 'zero' ? 'measures.kept.empty_zero' : 'measures.kept.empty_null')];
    return [t(`measures.kept.${key as 'factor'}`, { value: number(String(written)) })];
  });
  if (conditions.length + conventions.length === 0) return null;
  return (
    <>
      <h3>{t('measures.kept')}</h3>
      <ul className="small">
        {[...conditions.map(words), ...conventions].map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </>
  );
}
