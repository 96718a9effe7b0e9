import { Input, Select } from 'antd';
import { useAddress } from './address.ts';
import { Field } from './field.tsx';
import { useText } from './text.tsx';

/**
 * A filter of a list with a choice of values, kept in the address under `name`; left empty it means all.
 * @param width of the opened choices in px, where their names are longer than the field
 */
export function ChoiceFilter({
  label,
  name,
  value,
  options,
  className,
  width,
}: {
  label: string;
  name: string;
  value: string | null | undefined;
  options: { value: string; label: string }[];
  className?: string;
  width?: number | boolean;
}) {
  const { t } = useText();
  const address = useAddress();
  return (
    <Field label={label} {...(className ? { className } : {})}>
      {(id) => (
        <Select
          id={id}
          allowClear
          placeholder={t('field.all')}
          value={value ?? null}
          {...(width === undefined ? {} : { popupMatchSelectWidth: width })}
          onChange={(next: string | null) => address.set({ [name]: next ?? null })}
          options={options}
        />
      )}
    </Field>
  );
}

/** A filter of a list by a code, called by its name of that kind (`prefix`), kept in the address under `name`; left empty it means all. */
export function CodeFilter({
  name,
  codes,
  prefix,
  ...shown
}: {
  label: string;
  name: string;
  codes: readonly string[];
  prefix: string;
  className?: string;
  width?: number | boolean;
}) {
  const { tCode } = useText();
  const { get } = useAddress();
  const options = codes.map((value) => ({ value, label: tCode(prefix, value) }));
  return <ChoiceFilter {...shown} name={name} value={codes.find((one) => one === get(name))} options={options} />;
}

/** Words a list is searched by, kept in the address as `q`. */
export function SearchFilter({ label }: { label: string }) {
  const address = useAddress();
  return (
    <Field label={label}>
      {(id) => (
        <Input.Search id={id} allowClear defaultValue={address.get('q') ?? ''} onSearch={(q) => address.set({ q: q.trim() })} />
      )}
    </Field>
  );
}
