import { Alert } from 'antd';
import { Link, useParams } from 'react-router';
import { useGet } from '../api.ts';
import { Chart } from '../ui/chart.tsx';
import { Tag } from '../ui/field.tsx';
import { List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { PageAnswer } from '../ui/page-answer.tsx';
import { useText } from '../ui/text.tsx';
import { Counted } from './counted.tsx';
import type { RoundView } from './words.ts';

type Shown = Omit<RoundView, 'actions'>;

/** Who stands where in a round, by which rule. */
export function RankingPage() {
  const { t } = useText();
  const id = Number(useParams().id);
  const asked = useGet('scorecards.round', { id });
  return (
    <PageAnswer of={asked} title={t('scorecards.ranking')} crumbs={[{ label: t('scorecards.rounds'), to: '/scorecards' }]}>
      {(view) => (
        <Page
          title={t('scorecards.ranking')}
          lead={view.round.name}
          crumbs={[
            { label: t('scorecards.rounds'), to: '/scorecards' },
            { label: view.round.name, to: `/scorecards/${id}` },
          ]}
        >
          <Ranking view={view} linked />
        </Page>
      )}
    </PageAnswer>
  );
}

/** The ranked table with its rule; `linked`: units lead to their cards. */
export function Ranking({ view, linked }: { view: Shown; linked: boolean }) {
  const { t, number, percent, label, lang } = useText();
  const rows = view.rows.filter((row) => row.total !== null);
  const part = (code: string) => (code === 'survey' ? t('scorecards.tie_survey') : t('scorecards.tie_area', { code }));
  return (
    <>
      {!view.has_ranks && <Alert type="info" showIcon className="below" title={t('scorecards.no_ranks')} />}
      {view.has_ranks && view.round.state === 'open' && (
        <Alert type="warning" showIcon className="below" title={t('scorecards.provisional')} />
      )}
      {!view.round.is_official && <Alert type="warning" showIcon className="below" title={t('scorecards.demonstration')} />}
      <Section>
        <p>
          {t('scorecards.ranking_lead')}{' '}
          {view.tie_rule.length > 0
            ? t('scorecards.tie_rule', { parts: view.tie_rule.map(part).join(', ') })
            : t('scorecards.tie_none')}
        </p>
        {view.round.decision_number && (
          <p>
            {t('scorecards.decision', {
              number: view.round.decision_number,
              on: view.round.decision_on,
              title: view.round.decision_title,
            })}
          </p>
        )}
        {rows.length > 1 && (
          <Chart
            label={t('scorecards.chart')}
            horizontal
            height={Math.max(160, 44 + rows.length * 34)}
            categories={rows.map((row) => row.unit_name)}
            series={[
              {
                name: t('scorecards.percent'),
                values: rows.map((row) => (row.total?.percent ? Number(row.total.percent) : null)),
                colour: '#0b4f9e',
              },
            ]}
          />
        )}
        {rows.length > 1 && <SmallMultiples rows={rows} columns={view.columns} />}
        <List
          label={t('scorecards.ranking')}
          rows={rows}
          rowKey={(row) => row.card_id}
          columns={[
            { key: 'rank', title: t('scorecards.rank'), align: 'center', width: 70, cell: (row) => row.rank ?? '' },
            {
              key: 'unit',
              title: t('scorecards.unit'),
              phone: 'title',
              cell: (row) => (
                <>
                  <span className="nowrap">
                    {linked ? <Link to={`/scorecards/cards/${row.card_id}`}>{row.unit_name}</Link> : row.unit_name}
                  </span>
                  {row.decided_by && <div className="small">{t('scorecards.decided_by', { part: part(row.decided_by) })}</div>}
                  {row.is_tied && (
                    <div>
                      <Tag>{t('scorecards.tied')}</Tag>
                    </div>
                  )}
                </>
              ),
            },
            ...view.columns.map((area) => ({
              key: area.code,
              title: `${area.code}. ${lang === 'vi' ? area.name_vi : area.name_en} (${number(area.max)})`,
              align: 'right' as const,
              head: 'wrapped' as const,
              cell: (row: Shown['rows'][number]) => (row.parts[area.code] ? number(row.parts[area.code]?.achieved) : ''),
            })),
            {
              key: 'total',
              title: t('scorecards.total'),
              align: 'right',
              head: 'wrapped' as const,
              cell: (row) => row.total && <Counted total={row.total} />,
            },
            {
              key: 'percent',
              title: t('scorecards.percent'),
              align: 'right',
              head: 'wrapped' as const,
              cell: (row) => percent(row.total?.percent),
            },
            { key: 'band', title: t('scorecards.band'), cell: (row) => (row.band ? label(row.band) : '') },
          ]}
        />
      </Section>
    </>
  );
}

/** One small chart for each unit, all to the same measure: how much of the maximum of every area it reached. */
function SmallMultiples({ rows, columns }: { rows: Shown['rows']; columns: Shown['columns'] }) {
  const { t, number, lang } = useText();
  const areas = columns.filter((area) => Number(area.max) > 0);
  return (
    <>
      <h3>{t('scorecards.multiples')}</h3>
      <ul className="multiples">
        {rows.map((row) => (
          <li key={row.card_id}>
            <strong>{row.unit_name}</strong>
            {areas.map((area) => {
              const achieved = row.parts[area.code]?.achieved;
              const share = achieved === undefined ? 0 : Math.max(0, Math.min(100, (Number(achieved) / Number(area.max)) * 100));
              return (
                <div key={area.code} className="multiples-line" title={lang === 'vi' ? area.name_vi : area.name_en}>
                  <span>{area.code}</span>
                  <span className="multiples-bar">
                    <span style={{ width: `${share}%` }} />
                  </span>
                  <span className="num">{achieved === undefined ? '–' : `${number(achieved)}/${number(area.max)}`}</span>
                </div>
              );
            })}
          </li>
        ))}
      </ul>
    </>
  );
}
