import { useQueryClient } from '@tanstack/react-query';
import { Select } from 'antd';
import { call, useGet } from '../api.ts';
import { DayField, Field } from './field.tsx';
import { dayOf, dayText } from './format.ts';
import { chosenAmong, KINDS, type Kind, latestBegun, type PeriodAsk, type Regime } from './period.ts';
import { useText } from './text.tsx';

type Props = PeriodAsk & {
  onChange: (next: PeriodAsk) => void;
};

/** A reporting period: by the reporting regime, by the calendar, or any days. What counts is `from` and `to`, both included. */
export function PeriodPicker({ from, to, regime, kind, onChange }: Props) {
  const { t, tCode, label, lang } = useText();
  const client = useQueryClient();
  const today = dayOf(new Date());
  const year = Number(to.slice(0, 4));
  const asked = useGet('calendar.periods', kind === 'free' ? null : { regime, kind, year }, { staleTime: 600_000 });
  const chosen = asked.data ? chosenAmong(asked.data.periods, from, to) : undefined;

  const move = async (next: { regime: Regime; kind: Kind; year: number }) => {
    if (next.kind === 'free') return onChange({ from, to, regime: next.regime, kind: 'free' });
    const input = { regime: next.regime, kind: next.kind, year: next.year };
    const { periods } = await client.fetchQuery({
      queryKey: ['calendar.periods', input],
      queryFn: () => call('calendar.periods', input),
      staleTime: 600_000,
    });
    const period = periods.find((one) => one.n === chosen?.n && next.kind === kind) ?? latestBegun(periods, today);
    if (period) onChange({ from: period.from, to: period.to, regime: next.regime, kind: next.kind });
  };
  const years = Array.from(
    { length: Math.max(Number(today.slice(0, 4)) + 1, year) - 2018 },
    (_none, index) => 2019 + index,
  ).reverse();

  return (
    <>
      <Field label={t('field.period')} className="half">
        {(id) => (
          <Select
            id={id}
            value={kind}
            onChange={(next) => void move({ regime, kind: next, year })}
            options={KINDS.map((value) => ({ value, label: tCode('period', value) }))}
          />
        )}
      </Field>
      {kind === 'free' ? (
        <>
          <DayField
            label={t('field.from')}
            value={from}
            onChange={(day) => day && onChange({ from: day, to: day > to ? day : to, regime, kind })}
          />
          <DayField
            label={t('field.to')}
            value={to}
            onChange={(day) => day && onChange({ from: day < from ? day : from, to: day, regime, kind })}
          />
        </>
      ) : (
        <>
          <Field label={t('field.year')} className="half year-field">
            {(id) => (
              <Select
                id={id}
                value={year}
                onChange={(next) => void move({ regime, kind, year: next })}
                options={years.map((value) => ({ value, label: String(value) }))}
              />
            )}
          </Field>
          {(asked.data?.periods.length ?? 2) > 1 && (
            <Field label={tCode('period', kind)} className="half">
              {(id) => (
                <Select
                  id={id}
                  value={chosen?.n ?? null}
                  loading={asked.isPending}
                  onChange={(n) => {
                    const period = asked.data?.periods.find((one) => one.n === n);
                    if (period) onChange({ from: period.from, to: period.to, regime, kind });
                  }}
                  options={asked.data?.periods.map((one) => ({ value: one.n, label: label(one) })) ?? []}
                />
              )}
            </Field>
          )}
          <Field label={t('period.regime')} className="half">
            {(id) => (
              <Select
                id={id}
                value={regime}
                onChange={(next) => void move({ regime: next, kind, year })}
                popupMatchSelectWidth={260}
                options={(['ND09', 'CAL'] as const).map((value) => ({ value, label: tCode('period', value) }))}
              />
            )}
          </Field>
          <div className="field period-days">
            <span className="small">{lang === 'vi' ? 'Từ ngày – đến ngày' : 'From – to'}</span>
            <span className="strong nowrap">
              {dayText(from)} – {dayText(to)}
            </span>
          </div>
        </>
      )}
    </>
  );
}
