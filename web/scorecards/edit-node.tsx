import { Alert, Button, Checkbox, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useCall, useGet } from '../api.ts';
import { useMe } from '../shell/session.tsx';
import { useSay } from '../ui/confirm.tsx';
import { useText } from '../ui/text.tsx';
import type { Known, SetNode } from './set-page.tsx';
import { tiersOf, tiersText } from './tiers.ts';
import type { Rule } from './words.ts';

const RULES = ['yes_no', 'ratio', 'count', 'penalty', 'steps', 'tiers', 'expression', 'judged'] as const;
type Kind = (typeof RULES)[number];
type Asked = {
  name_vi: string;
  max_points: string;
  reason: string;
  type?: Kind;
  measure?: string;
  full?: string;
  floor?: string;
  points_each?: string;
  steps?: string;
  tiers?: string;
  expression?: string;
  evidence?: string;
  office?: string;
  may_not_apply?: boolean;
  scored_by?: 'self' | 'survey' | 'superior';
};

const point = (text: string | undefined) => (text ?? '').trim().replace(',', '.');
const comma = (text: string | undefined) => (text ?? '').replace('.', ',');

/** Changes one line of a draft: its name, maximum and rule. The whole set is judged again when it is kept. */
export function EditNode({ known, node, onClose }: { known: Known; node: SetNode; onClose: () => void }) {
  const { t, lang } = useText();
  const say = useSay();
  const me = useMe();
  const save = useCall('scorecards.save_set', ['scorecards']);
  const measures = useGet('measures.definitions', {});
  const leaf = 'rule' in node ? node : null;
  const [type, setType] = useState<Kind | null>(leaf?.rule.type ?? null);
  const send = (asked: Asked) => {
    const changed = leaf ? { ...leaf, ...saidOf(asked), rule: ruleOf(leaf.rule, asked) } : { ...node, ...headOf(asked) };
    const areas = known.set.areas.map((area) => replaced(area, node.code, changed as SetNode)) as Known['set']['areas'];
    return save
      .mutateAsync({
        unit: me.account.unit_code ?? me.roles[0]?.unit_code ?? '',
        id: known.id,
        set: { ...known.set, areas },
        reason: asked.reason,
      })
      .then(() => {
        say.done(t('scorecards.done'));
        onClose();
      })
      .catch(say.refused);
  };
  const needed = [{ required: true, message: t('field.required') }];
  const tiersBefore = leaf?.rule.type === 'tiers' ? leaf.rule.tiers : [];
  const takes_measure = type !== null && !['tiers', 'expression', 'judged'].includes(type);
  return (
    <Modal
      open
      title={t('scorecards.edit_of', { code: node.code })}
      footer={null}
      onCancel={onClose}
      width={640}
      closable={{ 'aria-label': t('app.close') }}
    >
      <Form<Asked> layout="vertical" onFinish={(asked) => void send(asked)} initialValues={initialOf(node)}>
        <Form.Item name="name_vi" label={t('field.name')} rules={needed}>
          <Input.TextArea rows={2} maxLength={1000} />
        </Form.Item>
        <Form.Item
          name="max_points"
          label={t('scorecards.max')}
          rules={[...needed, { pattern: /^\d{1,4}([.,]\d{1,3})?$/, message: t('scorecards.points') }]}
        >
          <Input inputMode="decimal" />
        </Form.Item>
        {leaf && (
          <>
            <Form.Item name="type" label={t('scorecards.rule')}>
              <Select
                onChange={setType}
                options={RULES.map((value) => ({
                  value,
                  label: t(`scorecards.rule_type.${value}`),
                }))}
              />
            </Form.Item>
            {takes_measure && (
              <Form.Item name="measure" label={t('scorecards.measure')}>
                <Select
                  allowClear
                  showSearch={{ optionFilterProp: 'label' }}
                  options={(measures.data?.definitions ?? []).map((one) => ({
                    value: one.name,
                    label: `${lang === 'vi' ? one.label_vi : one.label_en} (${one.name})`,
                  }))}
                />
              </Form.Item>
            )}
            {type === 'ratio' && (
              <div className="content-grid">
                <Form.Item name="full" label={t('scorecards.full')} rules={needed}>
                  <Input inputMode="decimal" />
                </Form.Item>
                <Form.Item name="floor" label={t('scorecards.floor')}>
                  <Input inputMode="decimal" />
                </Form.Item>
              </div>
            )}
            {(type === 'count' || type === 'penalty') && (
              <Form.Item name="points_each" label={t('scorecards.points_each')} rules={needed}>
                <Input inputMode="decimal" />
              </Form.Item>
            )}
            {type === 'steps' && (
              <Form.Item name="steps" label={t('scorecards.steps_field')} rules={needed}>
                <Input.TextArea rows={4} />
              </Form.Item>
            )}
            {type === 'tiers' && (
              <Form.Item
                name="tiers"
                label={t('scorecards.tiers_field')}
                rules={[
                  {
                    validator: (_rule, text: string | undefined) =>
                      tiersOf(text ?? '', tiersBefore)
                        ? Promise.resolve()
                        : Promise.reject(new Error(t('scorecards.tiers_fault'))),
                  },
                ]}
              >
                <Input.TextArea rows={4} />
              </Form.Item>
            )}
            {type === 'expression' && (
              <Form.Item
                name="expression"
                label={t('scorecards.expression')}
                rules={needed}
                extra="max min abs if coalesce · [on_time_rate] · @1.1"
              >
                <Input.TextArea rows={2} maxLength={500} className="code" />
              </Form.Item>
            )}
            <Form.Item name="scored_by" label={t('scorecards.scored_by')}>
              <Select
                options={(['self', 'survey', 'superior'] as const).map((value) => ({
                  value,
                  label: t(`scorecards.scored_by.${value}`),
                }))}
              />
            </Form.Item>
            <Form.Item name="evidence" label={t('scorecards.evidence_wanted')}>
              <Input maxLength={1000} />
            </Form.Item>
            <Form.Item name="office" label={t('scorecards.office')}>
              <Input maxLength={200} />
            </Form.Item>
            <Form.Item name="may_not_apply" valuePropName="checked">
              <Checkbox>{t('scorecards.not_applicable_long')}</Checkbox>
            </Form.Item>
          </>
        )}
        <Form.Item name="reason" label={t('field.reason')} rules={needed}>
          <Input maxLength={500} />
        </Form.Item>
        {save.isError && <Alert type="error" showIcon className="below" title={t('scorecards.set_faults', { count: '' })} />}
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('act.confirm')}
        </Button>
      </Form>
    </Modal>
  );
}

function replaced(node: SetNode, code: string, by: SetNode): SetNode {
  if (node.code === code) return by;
  return 'children' in node ? { ...node, children: node.children.map((child) => replaced(child, code, by)) } : node;
}

const headOf = (asked: Asked) => ({ name_vi: asked.name_vi.trim(), max_points: point(asked.max_points) });
const saidOf = (asked: Asked) => ({
  ...headOf(asked),
  evidence: asked.evidence?.trim() || null,
  office: asked.office?.trim() || null,
  may_not_apply: asked.may_not_apply ?? false,
  scored_by: asked.scored_by ?? 'self',
});

function initialOf(node: SetNode): Partial<Asked> {
  const head = { name_vi: node.name_vi, max_points: comma(node.max_points) };
  if (!('rule' in node)) return head;
  const { rule } = node;
  return {
    ...head,
    type: rule.type,
    evidence: node.evidence ?? '',
    office: node.office ?? '',
    may_not_apply: node.may_not_apply ?? false,
    scored_by: node.scored_by ?? 'self',
    ...('measure' in rule && rule.measure && { measure: rule.measure }),
    ...(rule.type === 'ratio' && { full: comma(rule.full), floor: comma(rule.floor) }),
    ...('points_each' in rule && { points_each: comma(rule.points_each) }),
    ...(rule.type === 'steps' && {
      steps: rule.steps.map((step) => `${comma(step.at_least)} = ${comma(step.points)}`).join('\n'),
    }),
    ...(rule.type === 'tiers' && { tiers: tiersText(rule.tiers) }),
    ...(rule.type === 'expression' && { expression: rule.expression }),
  };
}

function ruleOf(before: Rule, asked: Asked): Rule {
  const measure = asked.measure ? { measure: asked.measure } : {};
  switch (asked.type) {
    case 'yes_no':
      return { type: 'yes_no', ...measure };
    case 'ratio':
      return {
        type: 'ratio',
        ...measure,
        full: point(asked.full),
        ...(point(asked.floor) !== '' && { floor: point(asked.floor) }),
        start: before.type === 'ratio' ? before.start : 'zero',
      };
    case 'count':
    case 'penalty':
      return { type: asked.type, ...measure, points_each: point(asked.points_each) };
    case 'steps': {
      const steps = (asked.steps ?? '').split('\n').flatMap((line) => {
        const [at_least, points] = line.split('=').map((part) => point(part));
        return at_least && points ? [{ at_least, points }] : [];
      });
      return { type: 'steps', ...measure, steps, otherwise: before.type === 'steps' ? before.otherwise : '0' };
    }
    case 'tiers':
      return { type: 'tiers', tiers: tiersOf(asked.tiers ?? '', before.type === 'tiers' ? before.tiers : []) ?? [] };
    case 'expression':
      return { type: 'expression', expression: asked.expression ?? '' };
    case 'judged':
      return { type: 'judged' };
    default:
      return before;
  }
}
