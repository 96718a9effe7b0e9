import { Select } from 'antd';
import { type Output, useGet } from '../api.ts';
import { DayField, Field } from '../ui/field.tsx';
import { FilterBar } from '../ui/filter-bar.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer, Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { KINDS, useOverview } from './ask.ts';
import { LatePart } from './late-part.tsx';
import { MovedPart } from './moved-part.tsx';
import { PointsPart } from './points-part.tsx';
import { UnitsPart } from './units-part.tsx';

/** What a leader looks at first: what is late, what costs points, what moved, where each unit stands. */
export function OverviewPage() {
  const { t, tCode } = useText();
  const { address, unit, day, kind, today } = useOverview();
  const ask = unit ? { unit, day } : null;
  const compared = ask && { ...ask, kind };
  const late = useGet('overview.late', ask);
  const points = useGet('overview.points', ask);
  const moved = useGet('overview.moved', compared);
  const months = useGet('overview.months', ask);
  const units = useGet('overview.units', compared);
  const name = late.data?.unit.name;
  return (
    <Page title={t('nav.overview')} lead={name && t('overview.lead', { unit: name, day })}>
      <FilterBar
        first={
          <Field label={t('field.unit')} className="field-wide">
            {(id) => <UnitPicker id={id} value={unit} day={day} onChange={(code) => address.set({ unit: code })} />}
          </Field>
        }
        is_active={address.get('day') !== undefined || address.get('kind') !== undefined}
      >
        <DayField
          label={t('overview.day')}
          value={day}
          max={today}
          onChange={(to) => address.set({ day: to === today ? null : to })}
        />
        <Field label={t('overview.kind_label')} className="half">
          {(id) => (
            <Select
              id={id}
              value={kind}
              onChange={(value) => address.set({ kind: value === 'month' ? null : value })}
              options={KINDS.map((value) => ({ value, label: tCode('overview.kind', value) }))}
            />
          )}
        </Field>
      </FilterBar>
      {!ask && <Nothing text={t('picker.unit')} />}
      {ask && (
        <>
          <Section title={t('overview.late')}>
            <Answer of={late} rows={4}>
              {(found) => <LatePart late={found} />}
            </Answer>
          </Section>
          <Section title={t('overview.points')} className="gap">
            <Answer of={points} rows={4}>
              {(found) => <PointsPart points={found} />}
            </Answer>
          </Section>
          <Section title={t('overview.moved')} className="gap">
            <Answer of={moved} rows={6}>
              {(found) => <MovedPart moved={found} months={sameUnit(months.data, found)} />}
            </Answer>
          </Section>
          <Section title={t('overview.units')} className="gap">
            <Answer of={units} rows={6}>
              {(found) => <UnitsPart found={found} months={sameUnit(months.data, found)} />}
            </Answer>
          </Section>
        </>
      )}
    </Page>
  );
}

/** The months of the same unit; nothing while they are still on the way. */
function sameUnit(months: Output<'overview.months'> | undefined, of: { unit: { code: string }; day: string }) {
  return months?.unit.code === of.unit.code && months.day === of.day ? months : undefined;
}
