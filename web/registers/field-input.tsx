import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import { useRef, useState } from 'react';
import { upload } from '../api.ts';
import { useMe } from '../shell/session.tsx';
import { useSay } from '../ui/confirm.tsx';
import { DayInput } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import type { Field } from './show.tsx';

type Props<T = unknown> = { id?: string; value?: T; onChange?: (value: T | null) => void };

/** One field of an entry, by its type. Numbers travel as text, so that none passes through a float. */
export function FieldInput({ field, ...rest }: { field: Field } & Props) {
  const { t, label } = useText();
  const { id, value, onChange } = rest;
  const own = id ? { id } : {};
  switch (field.type) {
    case 'number':
    case 'money':
      return <FigureInput field={field} {...(rest as Props<string>)} />;
    case 'day':
      return (
        <DayInput
          {...own}
          value={value as string | null}
          onChange={(day) => onChange?.(day)}
          allowClear={!field.is_required}
          {...(field.may_be_future ? {} : { max: dayOf(new Date()) })}
        />
      );
    case 'choice':
      return (
        <Select
          {...own}
          value={(value as string | undefined) ?? null}
          onChange={(next: string | null) => onChange?.(next ?? null)}
          allowClear={!field.is_required}
          showSearch={{ optionFilterProp: 'label' }}
          options={field.choices.map((one) => ({ value: one.key, label: label(one) }))}
        />
      );
    case 'flag':
      return field.is_required ? (
        <Checkbox {...own} checked={value === true} onChange={(event) => onChange?.(event.target.checked)}>
          {t('registers.yes')}
        </Checkbox>
      ) : (
        <Select
          {...own}
          allowClear
          value={value === undefined || value === null ? null : String(value)}
          onChange={(next: string | null) => onChange?.(next === null || next === undefined ? null : next === 'true')}
          options={[
            { value: 'true', label: t('registers.yes') },
            { value: 'false', label: t('registers.no') },
          ]}
        />
      );
    case 'unit':
      return (
        <UnitPicker
          {...own}
          value={(value as string | null) ?? undefined}
          onChange={(code) => onChange?.(code || null)}
          allowClear
        />
      );
    case 'person':
      return (
        <Input
          {...own}
          maxLength={200}
          value={(value as { name?: string } | null)?.name ?? ''}
          onChange={(event) => onChange?.(event.target.value === '' ? null : { name: event.target.value })}
        />
      );
    case 'document':
      return <DocumentInput {...(rest as Props<DocumentSaid>)} name={label(field)} />;
    case 'file':
      return <FileInput {...(rest as Props<number>)} />;
    default:
      return field.is_long ? (
        <Input.TextArea
          {...own}
          rows={2}
          autoSize={{ minRows: 2, maxRows: 8 }}
          maxLength={4000}
          value={(value as string) ?? ''}
          onChange={(event) => onChange?.(event.target.value)}
        />
      ) : (
        <Input {...own} maxLength={1000} value={(value as string) ?? ''} onChange={(event) => onChange?.(event.target.value)} />
      );
  }
}

const grouped = (text: string) => {
  const [whole = '', fraction] = text.split('.');
  const shown = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  return fraction === undefined ? shown : `${shown},${fraction}`;
};

function FigureInput({ field, id, value, onChange }: { field: Field } & Props<string>) {
  const { t } = useText();
  return (
    <InputNumber<string>
      {...(id ? { id } : {})}
      stringMode
      controls={false}
      className="wide"
      inputMode="decimal"
      value={value ?? null}
      // `1.234,5` as it is written here; typed the same way.
      formatter={(shown, { userTyping, input }) => (userTyping ? input : shown ? grouped(String(shown)) : '')}
      parser={(typed) => (typed ?? '').replace(/\./g, '').replace(',', '.')}
      precision={field.type === 'money' ? 0 : field.decimals}
      onChange={(next) => onChange?.(next === null || next === '' ? null : trimmed(String(next)))}
      suffix={field.type === 'money' ? t('registers.vnd') : (field.unit ?? undefined)}
    />
  );
}

// `18.20` and `18.2` are one figure; the server keeps the shorter.
function trimmed(text: string): string {
  return text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text;
}

type DocumentSaid = { number?: string; on?: string; issuer?: string; title?: string };

function DocumentInput({ id, value, onChange, name }: Props<DocumentSaid> & { name: string }) {
  const { t } = useText();
  const change = (part: keyof DocumentSaid, said: string | null) => {
    const next = { ...value, [part]: said ?? '' };
    const kept = Object.fromEntries(Object.entries(next).filter(([, one]) => one !== '' && one !== undefined)) as DocumentSaid;
    onChange?.(Object.keys(kept).length === 0 ? null : kept);
  };
  const named = (part: string) => ({ 'aria-label': `${name}: ${part}` });
  return (
    <div className="document-input">
      <Input
        {...(id ? { id } : {})}
        placeholder={t('registers.document_number')}
        {...named(t('registers.document_number'))}
        maxLength={100}
        value={value?.number ?? ''}
        onChange={(event) => change('number', event.target.value)}
      />
      <DayInput value={value?.on ?? null} onChange={(on) => change('on', on)} allowClear />
      <Input
        placeholder={t('registers.issuer')}
        {...named(t('registers.issuer'))}
        maxLength={300}
        value={value?.issuer ?? ''}
        onChange={(event) => change('issuer', event.target.value)}
      />
      <Input
        placeholder={t('registers.subject')}
        {...named(t('registers.subject'))}
        maxLength={1000}
        value={value?.title ?? ''}
        onChange={(event) => change('title', event.target.value)}
      />
    </div>
  );
}

function FileInput({ id, value, onChange }: Props<number>) {
  const { t } = useText();
  const me = useMe();
  const say = useSay();
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState<string | null>(null);
  const [percent, setPercent] = useState<number | null>(null);
  const send = async (file: File) => {
    setPercent(0);
    try {
      const kept = await upload('files.upload', { unit_id: me.account.unit_id ?? 0 }, file, { onProgress: setPercent });
      setName(kept.name);
      onChange?.(kept.id);
    } catch (error) {
      say.refused(error);
    } finally {
      setPercent(null);
    }
  };
  return (
    <div className="button-row">
      <input
        ref={input}
        type="file"
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) void send(file);
        }}
      />
      <Button
        {...(id ? { id } : {})}
        icon={<Icon name="upload" />}
        loading={percent !== null}
        onClick={() => input.current?.click()}
      >
        {name ?? (value ? t('registers.file_no', { id: value }) : t('registers.choose_file'))}
      </Button>
      {value !== null && value !== undefined && (
        <Button onClick={() => onChange?.(null)} aria-label={t('registers.drop_file')} icon={<Icon name="close" />} />
      )}
    </div>
  );
}
