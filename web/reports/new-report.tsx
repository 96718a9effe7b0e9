import { Form, Modal } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { type Output, useCall, useGet } from '../api.ts';
import { useMe, useSession } from '../shell/session.tsx';
import { useSay } from '../ui/confirm.tsx';
import { ChoiceField } from '../ui/field.tsx';
import { dayOf, yearNow } from '../ui/format.ts';
import { useText } from '../ui/text.tsx';
import { type ChosenDays, FigureDays } from './figure-days.tsx';

type Regime = Output<'reports.regimes'>[number];

const MOST = { month: 12, quarter: 4, half_year: 2, nine_months: 1, year: 1 } as const;
/** The last of its kind that is over this year, else the first. */
function lastOver(kind: keyof typeof MOST): number {
  const months_over = Number(dayOf(new Date()).slice(5, 7)) - 1;
  const over = Math.floor((months_over * MOST[kind]) / 12);
  return Math.max(1, over);
}

const isNamed = (kind: string): kind is keyof typeof MOST => kind in MOST;

const AS_PROPOSED: ChosenDays = { data_from: null, data_to: null };
const given = ({ data_from, data_to }: ChosenDays) => ({ ...(data_from ? { data_from } : {}), ...(data_to ? { data_to } : {}) });

/** A new report: whose, under which regime, of which period, with figures of which days. */
export function NewReport({ regimes, onClose }: { regimes: Regime[]; onClose: () => void }) {
  const { t, tCode, label, day } = useText();
  const me = useMe();
  const { mayAt } = useSession();
  // Only the unit's own people write its report.
  const units = [...new Map(me.roles.map((role) => [role.unit_code, role.unit_name])).entries()].filter(([code]) =>
    mayAt('reports.write', code),
  );
  const navigate = useNavigate();
  const say = useSay();
  const create = useCall('reports.create', ['reports']);
  const [unit, setUnit] = useState<string | undefined>(units[0]?.[0]);
  const [regime, setRegime] = useState(regimes[0]?.code);
  const ruled = regimes.find(({ code }) => code === regime);
  const kinds = (ruled?.periods ?? []).filter(isNamed);
  const [wanted, setKind] = useState<keyof typeof MOST>('quarter');
  const kind = kinds.includes(wanted) ? wanted : (kinds[0] ?? wanted);
  const [year, setYear] = useState(yearNow);
  const [asked_n, setN] = useState<number | null>(null);
  const n = Math.min(asked_n ?? lastOver(kind), MOST[kind]);
  const [chosen, setChosen] = useState<ChosenDays>(AS_PROPOSED);
  const years = Array.from({ length: 6 }, (_, i) => yearNow() + 1 - i);
  const numbers = Array.from({ length: MOST[kind] }, (_, i) => i + 1);
  const ask = unit && regime ? { unit, regime, kind, year, n, ...given(chosen) } : null;
  const period = useGet('reports.period_asked', ask, { placeholderData: (before) => before, retry: false });
  const days = period.data;
  const make = () => {
    if (!ask) return;
    create.mutate(ask, { onSuccess: ({ id }) => void navigate(`/reports/kept/${id}`), onError: say.refused });
  };
  const another = <T,>(set: (value: T) => void) => {
    return (value: T) => {
      set(value);
      setChosen(AS_PROPOSED);
    };
  };
  return (
    <Modal
      open
      title={t('kept.new')}
      okText={t('kept.new')}
      cancelText={t('act.cancel')}
      okButtonProps={{ loading: create.isPending, disabled: !unit || !regime }}
      onOk={make}
      onCancel={onClose}
      closable={{ 'aria-label': t('app.close') }}
    >
      <Form layout="vertical" onFinish={make} className="stacked">
        <ChoiceField
          label={t('field.unit')}
          value={unit}
          onChange={another((code: string) => setUnit(code))}
          options={units.map(([value, name]) => ({ value, label: name }))}
        />
        <ChoiceField
          label={t('kept.regime')}
          value={regime}
          onChange={another((code: string) => setRegime(code))}
          options={regimes.map((one) => ({
            value: one.code,
            label: label({ label_vi: one.name_vi, label_en: one.name_en }),
          }))}
        />
        <ChoiceField
          label={t('kept.period_kind')}
          value={kind}
          onChange={another((value: keyof typeof MOST) => {
            setKind(value);
            setN(null);
          })}
          options={kinds.map((value) => ({ value, label: tCode('kept.kind', value) }))}
        />
        <ChoiceField
          label={t('kept.year')}
          value={year}
          onChange={another((value: number) => setYear(value))}
          options={years.map((value) => ({ value, label: value }))}
        />
        {MOST[kind] > 1 && (
          <ChoiceField
            label={t('kept.number_of_period')}
            value={n}
            onChange={another((value: number) => setN(value))}
            options={numbers.map((value) => ({ value, label: value }))}
          />
        )}
        {days && (
          <>
            <p className="small">
              {[
                t('kept.new_days', { from: day(days.from), to: day(days.to) }),
                days.due_on && t('kept.new_due', { day: day(days.due_on) }),
              ]
                .filter(Boolean)
                .join(' ')}
            </p>
            <FigureDays asked={days} chosen={chosen} onChange={setChosen} />
          </>
        )}
      </Form>
    </Modal>
  );
}
