import { Button } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { type Output, useGet } from '../api.ts';
import { useMe, useSession } from '../shell/session.tsx';
import { pathWith, useAddress } from '../ui/address.ts';
import { Field, Tag } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer, Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { RuleDialog } from './grid-rule-dialog.tsx';

export type Rule = Output<'forms.rules'>['rules'][number];
const TONES = { high: 'red', medium: 'amber', low: 'plain' } as const;

/** Rules between the cells of a form, as they hold in a province today; an authorised officer writes new versions. */
export function GridRulesPage() {
  const { code = '' } = useParams();
  const { t } = useText();
  const address = useAddress();
  const me = useMe();
  const { may } = useSession();
  const unit = address.get('unit') ?? me.account.unit_code ?? me.roles[0]?.unit_code;
  const asked = useGet('forms.rules', unit ? { code, unit } : null);
  const [editing, setEditing] = useState<Rule | 'new' | null>(null);
  return (
    <Page
      title={t('grid.rules_of', { code })}
      lead={t('grid.rules_lead')}
      crumbs={[
        { label: t('forms.title'), to: '/forms' },
        { label: code, to: pathWith(`/forms/${code}/fill`, { unit }) },
      ]}
      actions={
        may('forms.define') &&
        unit && (
          <Button type="primary" onClick={() => setEditing('new')}>
            {t('grid.rule_new')}
          </Button>
        )
      }
    >
      <Section>
        <div className="filters">
          <Field label={t('grid.rules_unit')} className="field-wide">
            {(id) => <UnitPicker id={id} value={unit} day={dayOf(new Date())} onChange={(next) => address.set({ unit: next })} />}
          </Field>
        </div>
      </Section>
      <Section>
        {unit ? (
          <Answer of={asked}>
            {({ rules }) => <Rules rules={rules} {...(may('forms.define') ? { onEdit: setEditing } : {})} />}
          </Answer>
        ) : (
          <Nothing text={t('figures.choose_unit')} />
        )}
      </Section>
      {editing && unit && (
        <RuleDialog code={code} unit={unit} rule={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </Page>
  );
}

function Rules({ rules, onEdit }: { rules: readonly Rule[]; onEdit?: (rule: Rule) => void }) {
  const { t, label, day, tCode } = useText();
  const columns: Column<Rule>[] = [
    { key: 'code', title: t('field.code'), cell: (row) => <code>{row.code}</code>, width: 90 },
    {
      key: 'label',
      title: t('grid.rule'),
      phone: 'title',
      cell: (row) => (
        <>
          <div className="strong">{label(row)}</div>
          <div className="small">{row.instruction_vi}</div>
        </>
      ),
    },
    {
      key: 'sides',
      title: t('grid.rule_sides'),
      cell: (row) => (
        <code className="formula">
          {row.left.expression} {row.op.endsWith('_pair') ? tCode('grid.op', row.op) : row.op} {row.right.expression}
        </code>
      ),
    },
    {
      key: 'importance',
      title: t('grid.rule_importance'),
      cell: (row) => <Tag tone={TONES[row.importance]}>{t(`grid.importance.${row.importance}`)}</Tag>,
      width: 120,
    },
    {
      key: 'version',
      title: t('grid.rule_version'),
      cell: (row) => (
        <>
          {t(row.is_own ? 'grid.rule_own' : 'grid.rule_shipped', { version: row.version })}{' '}
          {!row.is_on && <Tag>{t('grid.rule_off')}</Tag>}
          <div className="small">{t('grid.rule_from', { day: day(row.valid_from) })}</div>
        </>
      ),
    },
    ...(onEdit
      ? [
          {
            key: 'edit',
            title: '',
            cell: (row: Rule) => (
              <Button size="small" onClick={() => onEdit(row)} aria-label={t('grid.rule_edit_named', { code: row.code })}>
                {t('grid.rule_edit')}
              </Button>
            ),
            width: 80,
          },
        ]
      : []),
  ];
  return (
    <List<Rule>
      label={t('grid.rules')}
      columns={columns}
      rows={[...rules]}
      rowKey={(row) => row.code}
      empty={t('grid.rules_none')}
    />
  );
}
