import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { download, type Output, useGet } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { pathWith, useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { DayField, Field, Tag } from '../ui/field.tsx';
import { CodeFilter } from '../ui/filter-fields.tsx';
import { Icon } from '../ui/icon.tsx';
import { List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { useUnitYear } from './plans-page.tsx';
import { TargetForm } from './target-form.tsx';
import { type Part, partsBelow, type Target, thresholdText, VERDICT_TONE, VERDICTS } from './words.ts';
import { YearField } from './year-field.tsx';

const BUNDLES = ['reform', 'criterion_15'] as const;
type Reply = Output<'plans.targets'>;

/** Targets of a unit and year with their verdicts, by who leads. */
export function TargetsPage() {
  const { t } = useText();
  const { may } = useSession();
  const say = useSay();
  const address = useAddress();
  const { unit, year } = useUnitYear();
  const [adding, setAdding] = useState(false);
  const bundle = address.get('bundle');
  const verdict = VERDICTS.find((one) => one === address.get('verdict'));
  const ask = { unit, year, bundle, day: address.get('day') };
  const asked = useGet('plans.targets', { ...ask, verdict }, { placeholderData: (before) => before });
  return (
    <Page
      title={t('plans.targets')}
      lead={t('plans.targets_lead')}
      actions={
        <>
          <Button icon={<Icon name="download" />} onClick={() => void download('plans.targets_export', ask).catch(say.refused)}>
            {t('act.export')}
          </Button>
          {may('plans.write') && (
            <Button type="primary" icon={<Icon name="plus" />} onClick={() => setAdding(true)}>
              {t('plans.add_target')}
            </Button>
          )}
        </>
      }
    >
      <Section>
        <div className="filters">
          <Field label={t('field.unit')} className="field-wide">
            {(id) => (
              <UnitPicker
                id={id}
                value={unit}
                day={`${year}-12-31`}
                with_ended
                onChange={(code) => address.set({ unit: code })}
              />
            )}
          </Field>
          <YearField year={year} />
          <CodeFilter label={t('plans.bundle')} name="bundle" codes={BUNDLES} prefix="plans.bundle" />
          <DayField label={t('field.as_of')} value={asked.data?.day ?? ask.day} onChange={(next) => address.set({ day: next })} />
        </div>
        <Answer of={asked} rows={10}>
          {(reply) => <Targets reply={reply} />}
        </Answer>
      </Section>
      {adding && unit && <TargetForm unit={unit} year={year} onClose={() => setAdding(false)} />}
    </Page>
  );
}

function Targets({ reply }: { reply: Reply }) {
  const { t, tCode, number, day } = useText();
  const address = useAddress();
  const here = (verdict: string | null) => pathWith('/plans/targets', { ...Object.fromEntries(address.search), verdict });
  const { counts, rows } = reply;
  return (
    <>
      <div className="tiles tiles-small below">
        <Link className="tile" to={here(null)}>
          <span className="tile-value">{number(counts.total)}</span>
          <span className="tile-label">{t('plans.targets')}</span>
        </Link>
        {VERDICTS.map((verdict) => (
          <Link key={verdict} className="tile" to={here(verdict)}>
            <span className={`tile-value ${counts[verdict] > 0 ? VERDICT_TONE[verdict] : ''}`}>{number(counts[verdict])}</span>
            <span className="tile-label">{tCode('plans.verdict', verdict)}</span>
          </Link>
        ))}
      </div>
      <List<Target>
        label={t('plans.targets')}
        rows={rows}
        rowKey={(row) => row.id}
        to={(row) => pathWith(`/plans/targets/${row.id}`, { day: address.get('day') })}
        empty={t('plans.no_targets')}
        columns={[
          { key: 'name', title: t('plans.target'), phone: 'title', cell: (row) => `${row.code}. ${row.name}` },
          { key: 'threshold', title: t('plans.threshold'), cell: (row) => <Thresholds part={row.assessed} /> },
          { key: 'figure', title: t('plans.figure'), cell: (row) => <Figures part={row.assessed} /> },
          { key: 'lead', title: t('plans.lead'), cell: (row) => row.lead_name },
          {
            key: 'assess_by',
            title: t('plans.assess_by'),
            cell: (row) =>
              row.assess_by && (
                <>
                  <span className="nowrap">{day(row.assess_by)}</span>
                  {row.is_assessment_late && <div className="small red">{t('plans.assessment_late')}</div>}
                </>
              ),
          },
          {
            key: 'verdict',
            title: t('plans.verdict_title'),
            cell: (row) => (
              <>
                <Tag tone={VERDICT_TONE[row.verdict]}>{tCode('plans.verdict', row.verdict)}</Tag>
                <ReasonOf part={row.assessed} />
              </>
            ),
          },
        ]}
      />
    </>
  );
}

const endsOf = (part: Part): Part[] =>
  part.parts.length === 0
    ? [part]
    : partsBelow(part)
        .map((one) => one.part)
        .filter((one) => one.parts.length === 0);

function Thresholds({ part }: { part: Part }) {
  const { t, number } = useText();
  const ends = endsOf(part);
  if (ends.length > 2) return <>{t('plans.parts_n', { n: ends.length })}</>;
  return (
    <>
      {ends.map((end) => (
        <div key={end.code} className="nowrap">
          {thresholdText(end, number) || t('plans.yes_no')}
        </div>
      ))}
    </>
  );
}

function Figures({ part }: { part: Part }) {
  const { t, number } = useText();
  const ends = endsOf(part);
  if (ends.length > 2) {
    const met = ends.filter((end) => end.verdict === 'met').length;
    return <>{t('plans.parts_met', { met, all: ends.length })}</>;
  }
  return (
    <>
      {ends.map((end) => {
        const [figure] = end.figures;
        return (
          <div key={end.code} className="nowrap">
            {figure?.value ? `${number(figure.value)}${end.unit === '%' ? '%' : ''}` : '–'}
            {figure?.numerator && figure.denominator && (
              <span className="small">
                {' '}
                ({number(figure.numerator)}/{number(figure.denominator)})
              </span>
            )}
          </div>
        );
      })}
    </>
  );
}

function ReasonOf({ part }: { part: Part }) {
  const reasons = endsOf(part).flatMap((end) => (end.verdict === 'met' ? [] : end.figures.map((one) => one.reason ?? one.note)));
  const said = reasons.filter(Boolean).join('; ');
  return said ? <div className="small">{said}</div> : null;
}

/** A number field of a form, typed the Vietnamese way or with a point. */
export function NumberInput({
  id,
  value,
  onChange,
}: {
  id?: string;
  value?: string | null;
  onChange?: (text: string | null) => void;
}) {
  return (
    <Input
      {...(id ? { id } : {})}
      inputMode="decimal"
      value={value ?? ''}
      onChange={(event) => onChange?.(event.target.value.trim().replace(',', '.') || null)}
    />
  );
}
