import { Button, Form, Input, Select } from 'antd';
import { useGet } from '../api.ts';
import { plain } from '../ui/format.ts';
import { useText } from '../ui/text.tsx';

const UNIT_KINDS = ['commune', 'district', 'division', 'department', 'province', 'vertical'] as const;

type Props = { at: number; title: string; is_in_list?: boolean; onRemove?: () => void };

/** A unit that a change founds. Inside a list the form knows the first part of the name already. */
export function NewUnitFields({ at, title, is_in_list = false, onRemove }: Props) {
  const { t, tCode } = useText();
  const name = (field: string) => (is_in_list ? [at, field] : ['units', at, field]);
  const needed = [{ required: true, whitespace: true, message: t('field.required') }];
  return (
    <fieldset className="plain-fieldset decision-item">
      <legend className="strong">{title}</legend>
      <div className="content-grid">
        <Form.Item name={name('name')} label={t('orgchange.name')} rules={needed}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name={name('short_name')} label={t('orgchange.short_name')} rules={needed}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item
          name={name('code')}
          label={t('org.code')}
          extra={t('orgchange.new_code_help')}
          rules={[{ required: true, pattern: /^[A-Z][A-Z0-9.]{0,30}$/, message: t('orgchange.new_code_help') }]}
        >
          <Input maxLength={31} />
        </Form.Item>
        <Form.Item name={name('kind')} label={t('field.kind')} rules={[{ required: true, message: t('field.required') }]}>
          <Select options={UNIT_KINDS.map((value) => ({ value, label: tCode('org.kind', value) }))} />
        </Form.Item>
      </div>
      {onRemove && (
        <Button size="small" onClick={onRemove}>
          {t('act.remove')}
        </Button>
      )}
    </fieldset>
  );
}

/** Several units of today, found by name or identifier. */
export function UnitsPicker({ id, value, onChange }: { id?: string; value?: string[]; onChange?: (codes: string[]) => void }) {
  const { t } = useText();
  const asked = useGet('org.tree', {}, { staleTime: 600_000 });
  return (
    <Select<string[], { value: string; label: string; search: string }>
      {...(id ? { id } : {})}
      mode="multiple"
      value={value ?? []}
      onChange={(codes) => onChange?.(codes)}
      loading={asked.isPending}
      placeholder={t('picker.unit')}
      showSearch={{ filterOption: (typed, option) => option?.search.includes(plain(typed)) ?? false }}
      options={(asked.data?.units ?? []).map((unit) => ({
        value: unit.code,
        label: `${unit.name} (${unit.code})`,
        search: plain(`${unit.name} ${unit.code}`),
      }))}
    />
  );
}
