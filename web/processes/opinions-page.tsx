import { Button } from 'antd';
import { useState } from 'react';
import { type Output, useGet } from '../api.ts';
import { Tag } from '../ui/field.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { AnswerDialog } from './opinions.tsx';
import { WorkTabs } from './work-tabs.tsx';

type Row = Output<'dossiers.opinions'>[number];

/** Opinions that are waited for from me or my units, the most urgent first; answered from here. */
export function OpinionsPage() {
  const { t } = useText();
  const [answered, setAnswered] = useState<Row | null>(null);
  const asked = useGet('dossiers.opinions', {}, { refetchInterval: 60_000 });
  const columns = useColumns(setAnswered);
  return (
    <Page title={t('work.opinions')} lead={t('work.opinions_lead')}>
      <Section>
        <WorkTabs active="opinions" />
        <Answer of={asked} rows={5}>
          {(rows) => (
            <List<Row>
              label={t('work.opinions')}
              columns={columns}
              rows={rows}
              rowKey={(row) => `${row.dossier_id} ${row.id}`}
              to={(row) => `/dossiers/${row.dossier_id}`}
              empty={t('work.no_opinions')}
            />
          )}
        </Answer>
      </Section>
      {answered && (
        <AnswerDialog
          dossier_id={answered.dossier_id}
          opinion={answered}
          last_seq={answered.last_seq}
          onClose={() => setAnswered(null)}
        />
      )}
    </Page>
  );
}

function useColumns(answer: (row: Row) => void): Column<Row>[] {
  const { t, day, moment } = useText();
  const now = new Date().toISOString();
  return [
    {
      key: 'code',
      title: t('dossiers.code'),
      phone: 'title',
      width: 190,
      cell: (row) => <span className="code nowrap">{row.code}</span>,
    },
    {
      key: 'question',
      title: t('processes.question'),
      cell: (row) => (
        <>
          {row.question}
          <div className="small">{row.procedure_name}</div>
        </>
      ),
    },
    {
      key: 'by',
      title: t('work.asked_by'),
      cell: (row) => (
        <>
          {row.asked_by_name ?? row.asked_by_unit_name}
          <div className="small">
            {row.asked_by_name && `${row.asked_by_unit_name} · `}
            {moment(row.asked_at)}
          </div>
        </>
      ),
    },
    {
      key: 'of',
      title: t('work.asked_of'),
      cell: (row) => (
        <>
          {row.account_name ?? t('processes.whole_unit')}
          <div className="small">{row.unit_name}</div>
        </>
      ),
    },
    {
      key: 'due',
      title: t('processes.answer_by'),
      cell: (row) => (
        <>
          <span className="nowrap">{day(row.due_on)}</span>{' '}
          {row.due_at < now && <Tag tone="red">{t('processes.opinion_late')}</Tag>}
          {row.times_reminded > 0 && <div className="small">{t('processes.reminded', { count: row.times_reminded })}</div>}
        </>
      ),
    },
    {
      key: 'act',
      title: t('work.actions'),
      cell: (row) => (
        <Button size="small" type="primary" aria-label={`${t('processes.answer')}: ${row.code}`} onClick={() => answer(row)}>
          {t('processes.answer')}
        </Button>
      ),
    },
  ];
}
