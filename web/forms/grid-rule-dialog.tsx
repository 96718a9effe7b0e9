import { Alert, Button, Form, Input, Modal, Select, Switch } from 'antd';
import { useState } from 'react';
import { call, type Output, useCall, useGet } from '../api.ts';
import { useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { DayInput } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { useText } from '../ui/text.tsx';
import { FindingItem } from './grid-findings.tsx';
import { latestQuarter } from './grid-quarter.ts';
import type { Rule } from './grid-rules-page.tsx';

const OPERATORS = ['==', '!=', '>', '>=', '<', '<=', 'compulsory_pair', 'exclusive_pair'] as const;
const MISSING = ['skip_if_any', 'skip_if_all', 'never_skip'] as const;
const IMPORTANCES = ['high', 'medium', 'low'] as const;
const UNIT_KINDS = ['province', 'department', 'district', 'division', 'commune', 'vertical'] as const;
const PERIODS = ['month', 'quarter', 'half_year', 'nine_months', 'year', 'free'] as const;

type Fields = Omit<Rule, 'version' | 'changed_by_name' | 'changed_at' | 'reason' | 'is_own'> & { reason: string };

/** A rule written anew or changed: both sides, what a missing cell means, whom it asks, from which day; tried on a form before it is kept. */
export function RuleDialog({
  code,
  unit,
  rule,
  onClose,
}: {
  code: string;
  unit: string;
  rule: Rule | null;
  onClose: () => void;
}) {
  const { t } = useText();
  const say = useSay();
  const [form] = Form.useForm<Fields>();
  const keep = useCall('forms.keep_rule', ['forms']);
  const today = dayOf(new Date());
  const first = rule
    ? { ...rule, valid_from: today, reason: '' }
    : {
        left: { expression: '', missing: 'skip_if_any' },
        right: { expression: '', missing: 'skip_if_any' },
        op: '<=',
        importance: 'medium',
        precision: 'printed',
        unit_kinds: [],
        period_kinds: [],
        is_on: true,
        valid_from: today,
      };
  const save = async () => {
    const fields = await form.validateFields();
    const { left, right, op, importance, precision = 'printed' } = fields;
    const said = { ...fields, label_en: fields.label_en || fields.label_vi, left, right, op, importance, precision };
    keep.mutate(
      { code, unit, rule: { ...said, version: rule?.is_own ? rule.version : 0 } },
      {
        onSuccess: () => {
          say.done(t('grid.rule_kept'));
          onClose();
        },
        onError: say.refused,
      },
    );
  };
  const needed = [{ required: true, message: t('grid.needed') }];
  return (
    <Modal
      open
      width={760}
      title={rule ? t('grid.rule_edit_named', { code: rule.code }) : t('grid.rule_new')}
      okText={t('grid.rule_save')}
      cancelText={t('act.cancel')}
      okButtonProps={{ loading: keep.isPending }}
      onOk={() => void save().catch(() => {})}
      onCancel={onClose}
      closable={{ 'aria-label': t('app.close') }}
      destroyOnHidden
    >
      <Form<Fields> form={form} layout="vertical" initialValues={first}>
        <div className="form-columns">
          <Form.Item
            name="code"
            label={t('field.code')}
            rules={[...needed, { pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, message: t('grid.code_form') }]}
          >
            <Input disabled={rule !== null} />
          </Form.Item>
          <Form.Item name="importance" label={t('grid.rule_importance')}>
            <Select options={IMPORTANCES.map((value) => ({ value, label: t(`grid.importance.${value}`) }))} />
          </Form.Item>
        </div>
        <Form.Item name="label_vi" label={t('grid.rule')} rules={needed}>
          <Input maxLength={1000} />
        </Form.Item>
        <Form.Item name="label_en" label={t('grid.rule_en')}>
          <Input maxLength={1000} />
        </Form.Item>
        <p className="small muted">{t('grid.expression_help')}</p>
        <SideFields name="left" label={t('grid.rule_left')} />
        <Form.Item name="op" label={t('grid.rule_op')}>
          <Select options={OPERATORS.map((value) => ({ value, label: t(`grid.op.${value}`) }))} />
        </Form.Item>
        <SideFields name="right" label={t('grid.rule_right')} />
        <Form.Item name="instruction_vi" label={t('grid.rule_instruction')} rules={needed}>
          <Input.TextArea rows={2} maxLength={1000} />
        </Form.Item>
        <div className="form-columns">
          <Form.Item name="unit_kinds" label={t('grid.rule_units')}>
            <Select
              mode="multiple"
              placeholder={t('field.all')}
              options={UNIT_KINDS.map((value) => ({ value, label: t(`grid.kind.${value}`) }))}
            />
          </Form.Item>
          <Form.Item name="period_kinds" label={t('grid.rule_periods')}>
            <Select
              mode="multiple"
              placeholder={t('field.all')}
              options={PERIODS.map((value) => ({ value, label: t(`period.${value}`) }))}
            />
          </Form.Item>
        </div>
        <Form.Item name="precision" label={t('grid.rule_precision')}>
          <Select options={(['printed', 'exact'] as const).map((value) => ({ value, label: t(`grid.precision.${value}`) }))} />
        </Form.Item>
        <div className="form-columns">
          <Form.Item name="valid_from" label={t('grid.rule_valid')} rules={needed}>
            <DayInput />
          </Form.Item>
          <Form.Item name="is_on" label={t('grid.rule_on')} valuePropName="checked">
            <Switch />
          </Form.Item>
        </div>
        <Form.Item name="reason" label={t('field.reason')} rules={needed}>
          <Input maxLength={1000} />
        </Form.Item>
      </Form>
      <Try
        code={code}
        unit={unit}
        said={() =>
          form
            .validateFields(['left', 'right', 'op', 'label_vi', 'instruction_vi'], { recursive: true })
            .then(() => form.getFieldsValue(true) as Fields)
        }
      />
      {rule && <Versions code={code} unit={unit} rule={rule.code} />}
    </Modal>
  );
}

function SideFields({ name, label }: { name: 'left' | 'right'; label: string }) {
  const { t } = useText();
  return (
    <div className="form-columns">
      <Form.Item name={[name, 'expression']} label={label} rules={[{ required: true, message: t('grid.needed') }]}>
        <Input className="code" maxLength={2000} />
      </Form.Item>
      <Form.Item name={[name, 'missing']} label={t('grid.missing_strategy')}>
        <Select options={MISSING.map((value) => ({ value, label: t(`grid.missing.${value}`) }))} />
      </Form.Item>
    </div>
  );
}

/** What the rule as it is written now would say of the form of the unit in its newest period. */
function Try({ code, unit, said }: { code: string; unit: string; said: () => Promise<Fields> }) {
  const { t, day } = useText();
  const say = useSay();
  const address = useAddress();
  const [found, setFound] = useState<Output<'forms.try_rule'> | null>(null);
  const [is_busy, setBusy] = useState(false);
  const period = {
    from: address.get('from') ?? latestQuarter(dayOf(new Date())).from,
    to: address.get('to') ?? latestQuarter(dayOf(new Date())).to,
  };
  const run = async () => {
    setBusy(true);
    try {
      const { label_vi, label_en, left, right, op, importance, instruction_vi, precision, unit_kinds, period_kinds } =
        await said();
      const rule = {
        label_vi,
        label_en: label_en || label_vi,
        left,
        right,
        op,
        importance,
        instruction_vi,
        precision,
        unit_kinds,
        period_kinds,
      };
      setFound(await call('forms.try_rule', { code, unit, ...period, rule }));
    } catch (error) {
      if (error instanceof Error) say.refused(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="gap">
      <Button loading={is_busy} onClick={() => void run()}>
        {t('grid.rule_try', { from: day(period.from), to: day(period.to) })}
      </Button>
      {found && (
        <Alert
          className="gap"
          type={found.state === 'failed' ? 'warning' : 'info'}
          title={t(`grid.rule.${found.state}`)}
          description={
            <ul className="grid-findings">
              <FindingItem finding={found} is_complete />
            </ul>
          }
        />
      )}
    </div>
  );
}

function Versions({ code, unit, rule }: { code: string; unit: string; rule: string }) {
  const { t, day, moment } = useText();
  const asked = useGet('forms.rule_versions', { code, unit, rule });
  const versions = asked.data?.versions ?? [];
  if (versions.length === 0) return null;
  return (
    <div className="gap">
      <h3>{t('grid.rule_history')}</h3>
      <ul className="grid-audit">
        {versions.map((one) => (
          <li key={`${one.is_own} ${one.version}`}>
            {t(one.is_own ? 'grid.rule_own' : 'grid.rule_shipped', { version: one.version })},{' '}
            {t('grid.rule_from', { day: day(one.valid_from) })}
            {!one.is_on && `, ${t('grid.rule_off')}`}: <code>{`${one.left.expression} ${one.op} ${one.right.expression}`}</code>
            {one.changed_by_name && (
              <div className="small">
                {one.changed_by_name}, {moment(one.changed_at)}: {one.reason}
              </div>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
