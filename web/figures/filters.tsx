import { App, Select } from 'antd';
import type { ReactNode } from 'react';
import { useGet } from '../api.ts';
import { useMe } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { Field } from '../ui/field.tsx';
import { CodeFilter } from '../ui/filter-fields.tsx';
import { addDays, dayOf } from '../ui/format.ts';
import { lastYearBefore, type PeriodAsk, periodIn, yearToDate } from '../ui/period.ts';
import { PeriodPicker } from '../ui/period-picker.tsx';
import { useText } from '../ui/text.tsx';
import { type PickedUnit, UnitPicker } from '../ui/unit-picker.tsx';
import { asked, type FigureFilter, SCOPES, scopeOf } from './question.ts';

/** What a page of figures is asked about, from its address; first the own unit and the reporting year so far. */
export function useQuestion(): { filter: FigureFilter | null; period: PeriodAsk; narrower: ReturnType<typeof narrowerOf> } {
  const address = useAddress();
  const me = useMe();
  const period = periodIn(address.get, yearToDate(dayOf(new Date())));
  const unit = address.get('unit') ?? me.account.unit_code ?? me.roles[0]?.unit_code;
  const narrower = narrowerOf(address.get);
  if (!unit) return { filter: null, period, narrower };
  return {
    filter: { unit, from: period.from, to: period.to, scope: scopeOf(address.get('scope')), ...narrower },
    period,
    narrower,
  };
}

function narrowerOf(get: (key: string) => string | undefined) {
  return asked({ sector: get('sector'), channel: get('channel'), level: get('level'), procedure: get('procedure') });
}

/** Unit, period and scope of a page of figures. */
export function QuestionFilters({
  narrower = false,
  no_scope = false,
  children,
}: {
  narrower?: boolean;
  /** The page says itself whose records each figure counts. */
  no_scope?: boolean;
  children?: ReactNode;
}) {
  const { t, tCode } = useText();
  const address = useAddress();
  const { filter, period } = useQuestion();
  const { message } = App.useApp();
  // A unit that had ended before the period is shown in its own last full year rather than refused.
  const choose = (code: string, unit: PickedUnit | undefined) => {
    if (!unit?.died || unit.died > period.from) return address.set({ unit: code });
    const last = lastYearBefore(unit.died, period.regime);
    address.set({ unit: code, ...last });
    void message.info(t('picker.moved', { name: unit.name, day: addDays(unit.died, -1), from: last.from, to: last.to }), 8);
  };
  return (
    <div className="filters">
      <Field label={t('field.unit')} className="field-wide">
        {(id) => <UnitPicker id={id} value={filter?.unit} day={period.to} with_ended onChange={choose} />}
      </Field>
      <PeriodPicker {...period} onChange={(next) => address.set(next)} />
      {!no_scope && (
        <Field label={t('field.scope')} className="half">
          {(id) => (
            <Select
              id={id}
              value={filter?.scope ?? 'all'}
              onChange={(scope) => address.set({ scope: scope === 'all' ? null : scope })}
              options={SCOPES.map((value) => ({ value, label: tCode('scope', value) }))}
              popupMatchSelectWidth={220}
            />
          )}
        </Field>
      )}
      {narrower && <NarrowerFilters day={period.to} />}
      {children}
    </div>
  );
}

function NarrowerFilters({ day }: { day: string }) {
  const { t, lang } = useText();
  const address = useAddress();
  const sectors = useGet('procedures.sectors', { day }, { staleTime: 600_000, retry: false });
  return (
    <>
      <Field label={t('field.sector')} className="half">
        {(id) => (
          <Select
            id={id}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            value={address.get('sector') ?? null}
            placeholder={t('field.all')}
            popupMatchSelectWidth={300}
            onChange={(sector) => address.set({ sector })}
            options={
              sectors.data?.map((one) => ({ value: one.code, label: lang === 'en' && one.name_en ? one.name_en : one.name })) ??
              []
            }
          />
        )}
      </Field>
      <CodeFilter
        label={t('field.channel')}
        name="channel"
        codes={['direct', 'online', 'post']}
        prefix="channel"
        className="half"
      />
      <CodeFilter
        label={t('field.level')}
        name="level"
        codes={['province', 'district', 'commune']}
        prefix="level"
        className="half"
      />
    </>
  );
}
