import { Tag } from '../ui/field.tsx';
import { useText } from '../ui/text.tsx';

export const TONES = { error: 'red', warning: 'amber', note: 'blue' } as const;
export type Severity = keyof typeof TONES;

type Counted = { state: 'waiting' | 'checked' | 'unreadable'; errors: number; warnings: number; notes: number };

/** What was found in a draft, or why nothing is known yet. */
export function Counts({ of }: { of: Counted }) {
  const { t, number } = useText();
  if (of.state !== 'checked') return <Tag tone={of.state === 'waiting' ? 'plain' : 'red'}>{t(`checks.state.${of.state}`)}</Tag>;
  const all = [
    ['error', of.errors],
    ['warning', of.warnings],
    ['note', of.notes],
  ] as const;
  if (of.errors + of.warnings + of.notes === 0) return <Tag tone="green">{t('checks.clean')}</Tag>;
  return (
    <span className="count-tags">
      {all.map(
        ([severity, count]) =>
          count > 0 && (
            <Tag key={severity} tone={TONES[severity]}>
              {t(`checks.count.${severity}`, { count: number(count) })}
            </Tag>
          ),
      )}
    </span>
  );
}
