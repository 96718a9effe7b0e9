import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useAddress } from '../ui/address.ts';
import { DayInput, Field as Labelled } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { useText } from '../ui/text.tsx';
import { type Definition, type Field, useShow } from './show.tsx';

export type Filter = {
  field: string;
  op: 'is' | 'not' | 'has' | 'at_least' | 'at_most' | 'from' | 'to' | 'blank' | 'filled';
  wanted: string[];
};

const OPS: Record<Field['type'], Filter['op'][]> = {
  text: ['has', 'blank', 'filled'],
  number: ['at_least', 'at_most', 'is', 'blank', 'filled'],
  money: ['at_least', 'at_most', 'is', 'blank', 'filled'],
  day: ['from', 'to', 'is', 'blank', 'filled'],
  choice: ['is', 'not', 'blank', 'filled'],
  flag: ['is', 'blank', 'filled'],
  unit: ['has', 'blank', 'filled'],
  person: ['has', 'blank', 'filled'],
  document: ['has', 'blank', 'filled'],
  file: ['blank', 'filled'],
};

/** Conditions of the address; what is written there by hand and is none is left out. */
export function filtersOf(text: string | undefined): Filter[] {
  try {
    const read: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(read)
      ? (read as Filter[]).filter((one) => typeof one?.field === 'string' && Array.isArray(one.wanted))
      : [];
  } catch {
    return [];
  }
}

/** Conditions on any field of a register, kept in the address. */
export function FieldFilters({ definition }: { definition: Definition }) {
  const { t } = useText();
  const show = useShow();
  const address = useAddress();
  const filters = filtersOf(address.get('filters'));
  const { fields } = definition.layout;
  const keep = (next: Filter[]) => address.set({ filters: next.length === 0 ? null : JSON.stringify(next) });
  const words = ({ field, op, wanted }: Filter) => {
    const known = fields.find((one) => one.key === field);
    if (!known) return field;
    const said = wanted.map((one) =>
      show.value(known, known.type === 'flag' ? one === 'true' : known.type === 'text' || op === 'has' ? one : one),
    );
    const shown = op === 'has' ? wanted : said;
    return `${show.fieldName(known)} ${t(`register_op.${op}`)} ${shown.join(', ')}`.trim();
  };
  return (
    <div className="register-filters">
      {filters.length > 0 && (
        <ul className="chips" aria-label={t('registers.conditions')}>
          {filters.map((filter, index) => (
            <li key={JSON.stringify(filter)}>
              <span>{words(filter)}</span>
              <Button
                type="text"
                size="small"
                aria-label={t('registers.drop_condition', { what: words(filter) })}
                icon={<Icon name="close" size={14} />}
                onClick={() => keep(filters.filter((_, at) => at !== index))}
              />
            </li>
          ))}
        </ul>
      )}
      <AddFilter fields={fields} onAdd={(filter) => keep([...filters, filter])} />
    </div>
  );
}

function AddFilter({ fields, onAdd }: { fields: readonly Field[]; onAdd: (filter: Filter) => void }) {
  const { t, label } = useText();
  const show = useShow();
  const [key, setKey] = useState<string | null>(null);
  const [op, setOp] = useState<Filter['op'] | null>(null);
  const [value, setValue] = useState<string | null>(null);
  const field = fields.find((one) => one.key === key);
  const ops = field ? OPS[field.type] : [];
  const chosen = op && ops.includes(op) ? op : (ops[0] ?? null);
  const needs_value = chosen !== 'blank' && chosen !== 'filled';
  const add = () => {
    if (!field || !chosen || (needs_value && !value)) return;
    onAdd({ field: field.key, op: chosen, wanted: needs_value && value ? [value.trim()] : [] });
    setKey(null);
    setOp(null);
    setValue(null);
  };
  return (
    <details className="fold">
      <summary>{t('registers.add_condition')}</summary>
      <div className="filters">
        <Labelled label={t('registers.field')}>
          {(id) => (
            <Select
              id={id}
              showSearch={{ optionFilterProp: 'label' }}
              value={key}
              onChange={(next: string) => {
                setKey(next);
                setOp(null);
                setValue(null);
              }}
              options={fields.map((one) => ({ value: one.key, label: show.fieldName(one) }))}
            />
          )}
        </Labelled>
        {field && (
          <Labelled label={t('registers.condition')} className="half">
            {(id) => (
              <Select
                id={id}
                value={chosen}
                onChange={(next) => setOp(next)}
                options={ops.map((one) => ({ value: one, label: t(`register_op.${one}`) }))}
              />
            )}
          </Labelled>
        )}
        {field && needs_value && (
          <Labelled label={t('registers.value')} className="half">
            {(id) =>
              field.type === 'choice' || field.type === 'flag' ? (
                <Select
                  id={id}
                  value={value}
                  onChange={(next: string) => setValue(next)}
                  options={
                    field.type === 'choice'
                      ? field.choices.map((one) => ({ value: one.key, label: label(one) }))
                      : [
                          { value: 'true', label: t('registers.yes') },
                          { value: 'false', label: t('registers.no') },
                        ]
                  }
                />
              ) : field.type === 'day' ? (
                <DayInput id={id} value={value} onChange={setValue} allowClear />
              ) : (
                <Input
                  id={id}
                  value={value ?? ''}
                  maxLength={200}
                  onChange={(event) => setValue(event.target.value)}
                  onPressEnter={add}
                />
              )
            }
          </Labelled>
        )}
        {field && (
          <div className="field-button">
            <Button onClick={add} disabled={needs_value && !value}>
              {t('registers.add')}
            </Button>
          </div>
        )}
      </div>
    </details>
  );
}
