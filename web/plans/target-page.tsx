import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { type Output, type Input as RouteInput, useCall, useGet } from '../api.ts';
import { FormDialog } from '../desk/form-dialog.tsx';
import { recordsPath } from '../figures/question.ts';
import { useSession } from '../shell/session.tsx';
import { pathWith, useAddress } from '../ui/address.ts';
import { Chart } from '../ui/chart.tsx';
import { Confirm, useSay } from '../ui/confirm.tsx';
import { DayField, DayInput, Facts, Tag } from '../ui/field.tsx';
import { List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { PageAnswer } from '../ui/page-answer.tsx';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { useText } from '../ui/text.tsx';
import { COLOUR } from '../ui/theme.ts';
import { FigureDialog } from './figure-dialog.tsx';
import { TargetForm } from './target-form.tsx';
import { EvidenceList } from './task-page.tsx';
import { AREAS, type Part, partsBelow, thresholdText, VERDICT_TONE } from './words.ts';

type Shown = Output<'plans.target'>;
type Figure = Part['figures'][number];

/** One target, or one criterion with all its parts: thresholds, figures by year, verdicts, evidence. */
export function TargetPage() {
  const { t } = useText();
  const { id } = useParams();
  const address = useAddress();
  const day = address.get('day');
  const asked = useGet('plans.target', { id: Number(id), ...(day && { day }) }, { placeholderData: (before) => before });
  return (
    <PageAnswer of={asked} rows={10} title={t('plans.target')} crumbs={[{ label: t('plans.targets'), to: '/plans/targets' }]}>
      {(shown) => {
        const { target } = shown;
        const back = { unit: target.unit_code, year: target.year, bundle: target.bundle };
        return (
          <Page
            title={`${target.code}. ${target.name}`}
            crumbs={[{ label: t('plans.targets'), to: pathWith('/plans/targets', back) }]}
            actions={<Actions shown={shown} />}
          >
            <Section>
              <Head shown={shown} />
            </Section>
            <Section title={t('plans.parts_title')} className="gap">
              <Parts part={target.assessed} unit={target.unit_code} />
            </Section>
            <History shown={shown} />
            <Told shown={shown} />
            <Recorded shown={shown} />
          </Page>
        );
      }}
    </PageAnswer>
  );
}

function Actions({ shown }: { shown: Shown }) {
  const { t } = useText();
  const { may } = useSession();
  const say = useSay();
  const [doing, setDoing] = useState<'tell' | 'record' | 'remedy' | 'change' | 'remove' | null>(null);
  const navigate = useNavigate();
  const record = useCall('plans.record_verdict', ['plans']);
  const remove = useCall('plans.remove_target', ['plans']);
  const { target, day } = shown;
  const close = () => setDoing(null);
  return (
    <>
      {may('plans.report') && (
        <>
          <Button type="primary" onClick={() => setDoing('tell')}>
            {t('plans.tell_figure')}
          </Button>
          <Button onClick={() => setDoing('record')}>{t('plans.record')}</Button>
        </>
      )}
      {may('plans.write') && target.verdict !== 'met' && <Button onClick={() => setDoing('remedy')}>{t('plans.remedy')}</Button>}
      {may('plans.write') && (
        <>
          <Button onClick={() => setDoing('change')}>{t('plans.change_target')}</Button>
          <Button danger onClick={() => setDoing('remove')}>
            {t('plans.remove_target')}
          </Button>
        </>
      )}
      {doing === 'change' && (
        <TargetForm unit={target.unit_code} year={target.year} known={{ target, rule: shown.rule }} onClose={close} />
      )}
      {doing === 'remove' && (
        <Confirm
          open
          title={t('plans.remove_target')}
          reason="needed"
          busy={remove.isPending}
          onConfirm={(reason) =>
            remove.mutate(
              { id: target.id, reason },
              {
                onSuccess: () => {
                  say.done(t('plans.saved'));
                  void navigate(pathWith('/plans/targets', { unit: target.unit_code, year: target.year, bundle: target.bundle }));
                },
                onError: say.refused,
              },
            )
          }
          onCancel={close}
        >
          <p>{t('plans.remove_target_means')}</p>
        </Confirm>
      )}
      {doing === 'tell' && <FigureDialog target={target} rule={shown.rule} onClose={close} />}
      {doing === 'remedy' && <Remedy target={target} onClose={close} />}
      {doing === 'record' && (
        <Confirm
          open
          title={t('plans.record')}
          reason={target.verdict === 'unknown' ? 'needed' : 'optional'}
          busy={record.isPending}
          onConfirm={(reason) =>
            record.mutate(
              { id: target.id, day, reason },
              {
                onSuccess: () => {
                  say.done(t('plans.recorded'));
                  close();
                },
                onError: say.refused,
              },
            )
          }
          onCancel={close}
        >
          <p>{t('plans.record_means')}</p>
        </Confirm>
      )}
    </>
  );
}

function Head({ shown: { target, day: as_of, years } }: { shown: Shown }) {
  const { t, tCode, day } = useText();
  const address = useAddress();
  const source = [target.source_number, target.source_on && day(target.source_on), target.source_issuer]
    .filter(Boolean)
    .join(' · ');
  return (
    <>
      <div className="filters">
        <DayField label={t('field.as_of')} value={as_of} onChange={(next) => address.set({ day: next })} />
      </div>
      <Facts
        items={[
          [
            t('plans.verdict_title'),
            <Tag key="verdict" tone={VERDICT_TONE[target.verdict]}>
              {tCode('plans.verdict', target.verdict)}
            </Tag>,
          ],
          [t('field.unit'), target.unit_name],
          [t('field.year'), target.year],
          [t('plans.lead'), target.lead_name],
          target.cooperating.length > 0 && [t('plans.cooperating'), target.cooperating.map((unit) => unit.name).join(', ')],
          target.assess_by !== null && [t('plans.assess_by'), day(target.assess_by)],
          source !== '' && [t('field.source'), source],
          target.note !== null && [t('field.note'), target.note],
          years.length > 0 && [
            t('plans.other_years'),
            years.map((one) => (
              <Link key={one.id} to={`/plans/targets/${one.id}`}>
                {one.year}{' '}
              </Link>
            )),
          ],
        ]}
      />
    </>
  );
}

/** Every part with its threshold, the figures it follows from, and its verdict. */
function Parts({ part, unit }: { part: Part; unit: string }) {
  const { t, tCode, number } = useText();
  const rows = part.parts.length === 0 ? [{ part, depth: 0 }] : partsBelow(part);
  return (
    <ScrollBox label={t('plans.parts_title')}>
      <table className="sheet parts">
        <thead>
          <tr>
            <th scope="col">{t('plans.part')}</th>
            <th scope="col">{t('plans.threshold')}</th>
            <th scope="col">{t('plans.figure')}</th>
            <th scope="col">{t('plans.verdict_title')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ part: one, depth }) => (
            <tr key={one.code} className={one.parts.length > 0 ? 'part-branch' : ''}>
              <th scope="row" style={{ paddingLeft: 8 + depth * 20 }}>
                {one.code}. {one.name}
                {one.join && <div className="small">{tCode('plans.join', one.join)}</div>}
                {one.years_before > 0 && <div className="small">{t('plans.years_before', { n: one.years_before })}</div>}
              </th>
              <td className="nowrap" data-head={t('plans.threshold')}>
                {thresholdText(one, number) || (one.parts.length === 0 ? t('plans.yes_no') : '')}
              </td>
              <td>
                {one.figures.map((figure) => (
                  <FigureOf key={figure.from_on} figure={figure} part={one} unit={unit} />
                ))}
              </td>
              <td>
                <Tag tone={VERDICT_TONE[one.verdict]}>{tCode('plans.verdict', one.verdict)}</Tag>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function FigureOf({ figure, part, unit }: { figure: Figure; part: Part; unit: string }) {
  const { t, day, number } = useText();
  const value = figure.value === null ? '–' : `${number(figure.value)}${part.unit === '%' ? '%' : ` ${part.unit ?? ''}`}`;
  const share = figure.numerator && figure.denominator && ` (${number(figure.numerator)}/${number(figure.denominator)})`;
  return (
    <div className="part-figure">
      {figure.measure && figure.value !== null ? (
        <Link to={recordsPath(figure.measure, { unit, from: figure.from_on, to: figure.to_on, scope: 'all' })}>
          <strong>{value}</strong>
        </Link>
      ) : (
        <strong>{value}</strong>
      )}
      {share}
      <div className="small">
        {day(figure.from_on)} – {day(figure.to_on)}
        {figure.from === 'measure' && ` · ${t('plans.computed')}`}
        {figure.from === 'verdict' && ` · ${t('plans.only_verdict')}`}
        {figure.from === 'none' && ` · ${t('plans.no_figure')}`}
      </div>
      {(figure.reason ?? figure.note) && <div className="small">{[figure.reason, figure.note].filter(Boolean).join('; ')}</div>}
    </div>
  );
}

/** Parts that must hold for several years, one line each against its threshold. */
function History({ shown: { target } }: { shown: Shown }) {
  const { t } = useText();
  const ends = partsBelow(target.assessed)
    .map((one) => one.part)
    .filter((part) => part.years_before > 1 && part.figures.some((figure) => figure.value !== null));
  if (ends.length === 0) return null;
  const years = [...new Set(ends.flatMap((part) => part.figures.map((figure) => figure.to_on.slice(0, 4))))].sort();
  const colours = [COLOUR.blue, COLOUR.green, COLOUR.amber];
  return (
    <Section title={t('plans.history')} className="gap">
      <Chart
        label={t('plans.history')}
        categories={years}
        series={ends.flatMap((part, i) => [
          {
            name: `${part.code}. ${part.name}`,
            kind: 'line' as const,
            colour: colours[i % 3] as string,
            values: years.map((year) => {
              // Zero is a figure; only what is not there leaves a hole in the line.
              const value = part.figures.find((one) => one.to_on.startsWith(year))?.value ?? null;
              return value === null ? null : Number(value);
            }),
          },
          {
            name: t('plans.threshold_of', { code: part.code, value: part.threshold }),
            kind: 'line' as const,
            colour: COLOUR.grey,
            values: years.map(() => Number(part.threshold)),
          },
        ])}
      />
    </Section>
  );
}

function Told({ shown: { told } }: { shown: Shown }) {
  const { t, tCode, day, number, moment } = useText();
  return (
    <Section title={t('plans.told_figures')} className="gap">
      <List
        label={t('plans.told_figures')}
        rows={told}
        rowKey={(row) => row.id}
        empty={t('plans.nothing_told')}
        columns={[
          { key: 'part', title: t('plans.part'), phone: 'title', cell: (row) => row.part },
          { key: 'period', title: t('field.period'), cell: (row) => `${day(row.from_on)} – ${day(row.to_on)}` },
          {
            key: 'figure',
            title: t('plans.figure'),
            cell: (row) =>
              row.verdict
                ? tCode('plans.verdict', row.verdict)
                : row.value !== null
                  ? number(row.value)
                  : `${number(row.numerator)}/${number(row.denominator)}`,
          },
          { key: 'reason', title: t('field.reason'), cell: (row) => [row.reason, row.note].filter(Boolean).join('; ') },
          {
            key: 'evidence',
            title: t('plans.evidence'),
            cell: (row) => row.evidence.length > 0 && <EvidenceList rows={row.evidence} />,
          },
          { key: 'by', title: t('plans.by'), cell: (row) => `${row.by_name}, ${moment(row.at)}` },
        ]}
      />
    </Section>
  );
}

function Recorded({ shown: { recorded } }: { shown: Shown }) {
  const { t, tCode, day, moment } = useText();
  if (recorded.length === 0) return null;
  return (
    <Section title={t('plans.recorded_title')} className="gap">
      <List
        label={t('plans.recorded_title')}
        rows={recorded}
        rowKey={(row) => row.id}
        columns={[
          { key: 'day', title: t('field.as_of'), phone: 'title', cell: (row) => day(row.to_on) },
          {
            key: 'verdict',
            title: t('plans.verdict_title'),
            cell: (row) => <Tag tone={VERDICT_TONE[row.verdict]}>{tCode('plans.verdict', row.verdict)}</Tag>,
          },
          { key: 'reason', title: t('field.reason'), cell: (row) => row.reason ?? '' },
          { key: 'by', title: t('plans.by'), cell: (row) => `${row.by_name}, ${moment(row.at)}` },
        ]}
      />
    </Section>
  );
}

type RemedyValues = Omit<RouteInput<'plans.remedy_target'>, 'id'>;

function Remedy({ target, onClose }: { target: Shown['target']; onClose: () => void }) {
  const { t, tCode } = useText();
  const say = useSay();
  const navigate = useNavigate();
  const remedy = useCall('plans.remedy_target', ['plans']);
  return (
    <FormDialog<RemedyValues>
      title={t('plans.remedy')}
      initial={{ title: t('plans.remedy_title', { name: target.name }), area: 'procedures' }}
      busy={remedy.isPending}
      error={remedy.error}
      onSave={(values) =>
        remedy.mutate(
          { ...values, id: target.id },
          {
            onSuccess: ({ task_id }) => {
              say.done(t('plans.saved'));
              void navigate(`/plans/tasks/${task_id}`);
            },
          },
        )
      }
      onClose={onClose}
    >
      <Form.Item name="title" label={t('plans.task')} rules={[{ required: true, message: t('field.required') }]}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={2000} />
      </Form.Item>
      <Form.Item name="area" label={t('plans.area')}>
        <Select options={AREAS.map((value) => ({ value, label: tCode('plans.area', value) }))} />
      </Form.Item>
      <Form.Item name="product" label={t('plans.product')}>
        <Input maxLength={1000} />
      </Form.Item>
      <Form.Item name="due_on" label={t('plans.due')}>
        <DayInput allowClear />
      </Form.Item>
    </FormDialog>
  );
}
