import { Alert, Button, Segmented } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { Link, useParams } from 'react-router';
import { useCall, useGet } from '../api.ts';
import { QuestionFilters, useQuestion } from '../figures/filters.tsx';
import { useSession } from '../shell/session.tsx';
import { pathWith, useAddress } from '../ui/address.ts';
import { Confirm, useSay } from '../ui/confirm.tsx';
import { Tag } from '../ui/field.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer, Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { Downloads } from './downloads.tsx';
import { FillGrid } from './grid-entry.tsx';
import { FollowView } from './grid-follow.tsx';
import type { Grid } from './grid-parts.tsx';
import { PeriodsView } from './grid-periods.tsx';
import { UnitsView } from './grid-units.tsx';

const VIEWS = ['fill', 'periods', 'units', 'follow'] as const;
type View = (typeof VIEWS)[number];

/** A form filled by an officer: cells like a spreadsheet's, by unit and period, by period, or over the units below. */
export function GridPage() {
  const { code = '' } = useParams();
  const { t, lang } = useText();
  const address = useAddress();
  const { filter } = useQuestion();
  const view: View = VIEWS.find((one) => one === address.get('view')) ?? 'fill';
  const ask = useMemo(
    () => filter && { code, unit: filter.unit, from: filter.from, to: filter.to },
    [code, filter?.unit, filter?.from, filter?.to, filter],
  );
  const asked = useGet('forms.grid', view === 'fill' ? ask : null, { placeholderData: (before) => before });
  const here = ask && { unit: ask.unit, from: ask.from, to: ask.to };
  return (
    <Page
      title={t('grid.title', { code })}
      lead={asked.data ? (lang === 'vi' ? asked.data.title_vi : asked.data.title_en) : t('grid.lead')}
      crumbs={[
        { label: t('forms.title'), to: '/forms' },
        { label: code, to: pathWith(`/forms/${code}`, here ?? {}) },
      ]}
      actions={
        ask && (
          <>
            <Link to={pathWith(`/forms/${code}/rules`, { unit: ask.unit })}>
              <Button>{t('grid.rules')}</Button>
            </Link>
            <Downloads name="forms.export_list" ask={ask} formats={['xlsx', 'docx']} />
            {view === 'fill' && asked.data && <Completion grid={asked.data} ask={ask} />}
          </>
        )
      }
    >
      <Section>
        <QuestionFilters no_scope />
        <div className="gap segmented-scroll">
          <Segmented<View>
            aria-label={t('grid.view')}
            value={view}
            onChange={(next) =>
              address.set({ view: next === 'fill' ? null : next, cell: null, state: null, of: null, page: null })
            }
            options={VIEWS.map((value) => ({ value, label: t(`grid.view.${value}`) }))}
          />
        </div>
      </Section>
      {ask === null ? (
        <Nothing text={t('figures.choose_unit')} />
      ) : view === 'periods' ? (
        <PeriodsView code={code} unit={ask.unit} to={ask.to} />
      ) : view === 'units' ? (
        <UnitsView ask={ask} />
      ) : view === 'follow' ? (
        <FollowView ask={ask} />
      ) : (
        <Answer of={asked}>
          {(grid) => <FillGrid key={`${grid.unit.code} ${grid.period.from} ${grid.period.to}`} grid={grid} form={formOf(grid)} />}
        </Answer>
      )}
    </Page>
  );
}

function formOf({ form, unit, period }: Grid) {
  return { code: form, unit: unit.code, from: period.from, to: period.to };
}

type Ask = { code: string; unit: string; from: string; to: string };

/** Whether the form is complete, by whom; completing it and opening it again. */
function Completion({ grid, ask }: { grid: Grid; ask: Ask }) {
  const { t, moment } = useText();
  const { mayAt } = useSession();
  const say = useSay();
  const complete = useCall('forms.complete', ['forms', 'measures']);
  const reopen = useCall('forms.reopen', ['forms', 'measures']);
  const [is_asking, setAsking] = useState<'complete' | 'reopen' | null>(null);
  const last = grid.filings.at(-1);
  const close = useCallback(() => setAsking(null), []);
  if (!mayAt('forms.complete', grid.unit.code))
    return last ? <Tag tone={grid.is_complete ? 'green' : 'amber'}>{t(`grid.${last.kind}`)}</Tag> : null;
  const { failed, explained } = grid.counts;
  const empty = grid.rows.filter((row) => row.input !== null && row.state === 'missing').length;
  const needs_reason = empty > 0 || failed > explained;
  return (
    <>
      {grid.is_complete ? (
        <Button onClick={() => setAsking('reopen')}>{t('grid.reopen')}</Button>
      ) : (
        <Button type="primary" onClick={() => setAsking('complete')}>
          {t('grid.complete')}
        </Button>
      )}
      <Confirm
        open={is_asking === 'complete'}
        title={t('grid.complete_ask')}
        busy={complete.isPending}
        reason={needs_reason ? 'needed' : undefined}
        onCancel={close}
        onConfirm={(reason) =>
          complete.mutate(
            { ...ask, reason },
            {
              onSuccess: () => {
                say.done(t('grid.completed_said'));
                close();
              },
              onError: say.refused,
            },
          )
        }
      >
        <p>{t('grid.complete_words')}</p>
        {needs_reason && (
          <Alert
            type="warning"
            showIcon
            title={t('grid.complete_why')}
            description={
              <ul className="plain-points">
                {empty > 0 && <li>{t('grid.complete_empty', { count: empty })}</li>}
                {failed > explained && <li>{t('grid.complete_failed', { count: failed - explained })}</li>}
              </ul>
            }
          />
        )}
        {explained > 0 && <p className="small">{t('grid.complete_explained', { count: explained })}</p>}
      </Confirm>
      <Confirm
        open={is_asking === 'reopen'}
        title={t('grid.reopen')}
        reason="needed"
        busy={reopen.isPending}
        onCancel={close}
        onConfirm={(reason) => reopen.mutate({ ...ask, reason }, { onSuccess: close, onError: say.refused })}
      >
        {last && <p>{t('grid.completed_by', { by: last.by_name, at: moment(last.at) })}</p>}
      </Confirm>
    </>
  );
}
