import { DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import { type ReactNode, useId } from 'react';
import { isDay } from './format.ts';
import { useText } from './text.tsx';

/** A labelled control of a filter row. The control takes the id, so that the label is its name. */
export function Field({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: (id: string) => ReactNode;
}) {
  const id = useId();
  return (
    <div className={`field ${className ?? ''}`}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}

/** A labelled choice of one of several values. */
export function ChoiceField<V extends string | number>({
  label,
  className,
  value,
  options,
  onChange,
}: {
  label: string;
  className?: string;
  value: V | null | undefined;
  options: { value: V; label: ReactNode }[];
  onChange: (value: V) => void;
}) {
  return (
    <Field label={label} {...(className ? { className } : {})}>
      {(id) => <Select<V> id={id} value={value ?? null} onChange={onChange} options={options} />}
    </Field>
  );
}

type DayInputProps = {
  id?: string;
  value?: string | null | undefined;
  onChange?: (day: string | null) => void;
  min?: string;
  max?: string;
  allowClear?: boolean;
  disabled?: boolean;
};

const TYPED = ['DD/MM/YYYY', 'D/M/YYYY', 'DDMMYYYY', 'DD-MM-YYYY', 'YYYY-MM-DD'];

/** A day, picked or typed the way people here write it; kept as 'YYYY-MM-DD'. */
export function DayInput({ id, value, onChange, min, max, allowClear = false, disabled }: DayInputProps) {
  return (
    <DatePicker
      {...(id ? { id } : {})}
      className="day-input"
      format={TYPED}
      placeholder="dd/mm/yyyy"
      // A day that does not exist (an address typed by hand) is not turned into another one.
      value={value && isDay(value) ? dayjs(value) : null}
      {...(value && !isDay(value) ? { status: 'error' as const } : {})}
      onChange={(day) => onChange?.(day ? day.format('YYYY-MM-DD') : null)}
      {...(min ? { minDate: dayjs(min) } : {})}
      {...(max ? { maxDate: dayjs(max) } : {})}
      allowClear={allowClear}
      disabled={disabled ?? false}
      inputReadOnly={false}
    />
  );
}

/** A day as a field of a filter row. */
export function DayField({ label, className, ...rest }: DayInputProps & { label: string; className?: string }) {
  return (
    <Field label={label} className={className ?? 'half'}>
      {(id) => <DayInput id={id} {...rest} />}
    </Field>
  );
}

type Tone = 'red' | 'green' | 'amber' | 'blue' | 'plain';

/** A short state in a colour; the word carries the meaning, the colour only helps. */
export function Tag({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`tag ${tone === 'plain' ? '' : `tag-${tone}`}`}>{children}</span>;
}

/** How sure a datum of law is. Approved is the ordinary case and needs no mark. */
export function Verified({ status }: { status: string }) {
  const { t } = useText();
  return status === 'approved' ? null : <Tag tone="amber">{t('status.to_be_verified')}</Tag>;
}

/** Label and value pairs. */
export function Facts({ items }: { items: ([label: string, value: ReactNode] | null | false)[] }) {
  return <dl className="facts">{items.map((item) => item && <FactPair key={item[0]} label={item[0]} value={item[1]} />)}</dl>;
}

function FactPair({ label, value }: { label: string; value: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value === null || value === undefined || value === '' ? <span className="muted">–</span> : value}</dd>
    </>
  );
}
