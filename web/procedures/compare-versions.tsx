import { Select } from 'antd';
import type { Output } from '../api.ts';
import { useAddress } from '../ui/address.ts';
import { Field } from '../ui/field.tsx';
import { Section } from '../ui/page.tsx';
import { useText } from '../ui/text.tsx';
import { contentOf } from './content.ts';
import { DifferenceTable } from './difference-table.tsx';

/** Two versions of a procedure side by side: only what they say differently. The newest and the one before it, unless others are chosen. */
export function CompareVersions({ procedure: { versions } }: { procedure: Output<'procedures.get'> }) {
  const { t, span } = useText();
  const address = useAddress();
  const chosen = (key: string, fallback: number) =>
    versions.find((one) => String(one.id) === address.get(key)) ?? versions[fallback];
  const [before, after] = [chosen('before', 1), chosen('after', 0)];
  if (!before || !after) return null;
  const options = versions.map((one) => ({
    value: one.id,
    label: [span(one.valid_from, one.valid_until), one.decision_no].filter(Boolean).join(' · '),
  }));
  const side = (key: 'before' | 'after', label: string, value: number) => (
    <Field label={label}>
      {(id) => (
        <Select
          id={id}
          value={value}
          options={options}
          popupMatchSelectWidth={340}
          onChange={(next) => address.set({ [key]: next })}
        />
      )}
    </Field>
  );
  return (
    <Section title={t('catalogue.compare')}>
      <div className="filters">
        {side('before', t('catalogue.before'), before.id)}
        {side('after', t('catalogue.after'), after.id)}
      </div>
      <DifferenceTable before={contentOf(before)} after={contentOf(after)} />
    </Section>
  );
}
