import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import type { Input as RouteInput } from '../api.ts';
import { Field as Labelled } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { useText } from '../ui/text.tsx';
import { useShow } from './show.tsx';

export type DraftLayout = RouteInput<'registers.define'>['layout'];
export type DraftField = DraftLayout['fields'][number];
export type Faults = readonly { fault: string; path: string }[];

const TYPES = ['text', 'number', 'money', 'day', 'choice', 'flag', 'unit', 'person', 'document', 'file'] as const;

/** A key out of a label: `Số cuộc` → `so_cuoc`. */
export function keyOf(label: string): string {
  const key = label
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '');
  return key.slice(0, 40) || 'o';
}

type Props = {
  fields: readonly DraftField[];
  faults: Faults;
  known: ReadonlySet<string>;
  onChange: (fields: DraftField[]) => void;
};

/** The fields of a register, one below the other: order, type, label, what each type wants. */
export function FieldsEditor({ fields, faults, known, onChange }: Props) {
  const { t } = useText();
  const change = (at: number, more: Partial<DraftField>) =>
    onChange(fields.map((one, index) => (index === at ? { ...one, ...more } : one)));
  const move = (at: number, by: number) => {
    const next = [...fields];
    const [one] = next.splice(at, 1);
    if (one) next.splice(at + by, 0, one);
    onChange(next);
  };
  return (
    <>
      <ol className="fields-editor">
        {fields.map((field, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a field has no other name while its key is being written
          <li key={at} className="decision-item">
            <OneField
              field={field}
              at={at}
              last={fields.length - 1}
              faults={faults.filter(({ path }) => path === `fields.${at}` || path.startsWith(`fields.${at}.`))}
              is_known={known.has(field.key)}
              onChange={(more) => change(at, more)}
              onMove={(by) => move(at, by)}
              onRemove={() => onChange(fields.filter((_, index) => index !== at))}
            />
          </li>
        ))}
      </ol>
      <Button
        icon={<Icon name="plus" />}
        onClick={() => onChange([...fields, { key: '', type: 'text', label_vi: '', label_en: '' }])}
      >
        {t('define.add_field')}
      </Button>
    </>
  );
}

type OneProps = {
  field: DraftField;
  at: number;
  last: number;
  faults: Faults;
  /** It stands in an earlier version: its key and type stay. */
  is_known: boolean;
  onChange: (more: Partial<DraftField>) => void;
  onMove: (by: number) => void;
  onRemove: () => void;
};

function OneField({ field, at, last, faults, is_known, onChange, onMove, onRemove }: OneProps) {
  const { t } = useText();
  const show = useShow();
  const name = field.label_vi || t('define.field_no', { n: at + 1 });
  const is_figure = field.type === 'number' || field.type === 'money';
  return (
    <>
      <div className="evidence-head">
        <strong>{name}</strong>
        <span className="spread" />
        <Button size="small" disabled={at === 0} onClick={() => onMove(-1)} aria-label={t('define.up', { name })}>
          ↑
        </Button>
        <Button size="small" disabled={at === last} onClick={() => onMove(1)} aria-label={t('define.down', { name })}>
          ↓
        </Button>
        <Button
          size="small"
          onClick={onRemove}
          aria-label={t('define.remove', { name })}
          icon={<Icon name="close" size={14} />}
        />
      </div>
      <div className="content-grid">
        <Labelled label={t('define.label_vi')}>
          {(id) => (
            <Input
              id={id}
              maxLength={200}
              value={field.label_vi}
              onChange={(event) => {
                const label_vi = event.target.value;
                // The key follows the label until an entry may already use it.
                const follows = !is_known && (field.key === '' || field.key === keyOf(field.label_vi));
                onChange({ label_vi, ...(follows ? { key: keyOf(label_vi) } : {}) });
              }}
            />
          )}
        </Labelled>
        <Labelled label={t('define.label_en')}>
          {(id) => (
            <Input
              id={id}
              maxLength={200}
              value={field.label_en}
              onChange={(event) => onChange({ label_en: event.target.value })}
            />
          )}
        </Labelled>
        <Labelled label={t('define.key')}>
          {(id) => (
            <Input
              id={id}
              maxLength={40}
              className="code"
              disabled={is_known}
              value={field.key}
              onChange={(event) => onChange({ key: event.target.value })}
            />
          )}
        </Labelled>
        <Labelled label={t('define.type')}>
          {(id) => (
            <Select
              id={id}
              disabled={is_known}
              value={field.type}
              onChange={(type) => onChange({ type })}
              options={TYPES.map((value) => ({ value, label: t(`register_type.${value}`) }))}
            />
          )}
        </Labelled>
        {field.type === 'number' && (
          <>
            <Labelled label={t('define.unit')}>
              {(id) => (
                <Input
                  id={id}
                  maxLength={40}
                  value={field.unit ?? ''}
                  onChange={(event) => onChange({ unit: event.target.value || null })}
                />
              )}
            </Labelled>
            <Labelled label={t('define.decimals')}>
              {(id) => (
                <InputNumber
                  id={id}
                  min={0}
                  max={6}
                  precision={0}
                  value={field.decimals ?? 0}
                  onChange={(decimals) => onChange({ decimals: decimals ?? 0 })}
                />
              )}
            </Labelled>
          </>
        )}
        {is_figure && (
          <>
            <Labelled label={t('define.min')}>
              {(id) => (
                <Input
                  id={id}
                  maxLength={20}
                  value={field.min ?? ''}
                  onChange={(event) => onChange({ min: event.target.value || null })}
                />
              )}
            </Labelled>
            <Labelled label={t('define.max')}>
              {(id) => (
                <Input
                  id={id}
                  maxLength={20}
                  value={field.max ?? ''}
                  onChange={(event) => onChange({ max: event.target.value || null })}
                />
              )}
            </Labelled>
          </>
        )}
        <div className="field">
          <Checkbox checked={field.is_required ?? false} onChange={(event) => onChange({ is_required: event.target.checked })}>
            {t('define.is_required')}
          </Checkbox>
          {field.type === 'day' && (
            <Checkbox
              checked={field.may_be_future ?? false}
              onChange={(event) => onChange({ may_be_future: event.target.checked })}
            >
              {t('define.may_be_future')}
            </Checkbox>
          )}
          {field.type === 'text' && (
            <Checkbox checked={field.is_long ?? false} onChange={(event) => onChange({ is_long: event.target.checked })}>
              {t('define.is_long')}
            </Checkbox>
          )}
        </div>
      </div>
      {field.type === 'choice' && (
        <Labelled label={t('define.choices')} className="gap">
          {(id) => (
            <Input.TextArea
              id={id}
              autoSize={{ minRows: 3, maxRows: 12 }}
              value={(field.choices ?? []).map((one) => one.label_vi).join('\n')}
              onChange={(event) => onChange({ choices: choicesOf(event.target.value, field.choices ?? []) })}
            />
          )}
        </Labelled>
      )}
      {faults.map(({ fault, path }) => (
        <p key={`${fault} ${path}`} className="fault-line">
          {show.fault(fault)}
        </p>
      ))}
    </>
  );
}

/** One choice a line; a line that was there keeps its key and English words. */
function choicesOf(text: string, before: NonNullable<DraftField['choices']>): NonNullable<DraftField['choices']> {
  return text
    .split('\n')
    .map((line, index) => {
      const said = line.replace(/^\s+/, '');
      const same =
        before.find((one) => one.label_vi === said) ?? (before.length === text.split('\n').length ? before[index] : undefined);
      return { key: same?.key || keyOf(said), label_vi: said, label_en: same && same.label_vi === said ? same.label_en : said };
    })
    .filter((one, index, all) => one.label_vi !== '' || index === all.length - 1);
}
