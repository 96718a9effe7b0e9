import { Link } from 'react-router';
import type { Output } from '../api.ts';
import { Tag } from '../ui/field.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Section } from '../ui/page.tsx';
import { Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { KIND_TONES } from './decision-page.tsx';
import { OfferedUnits } from './offered-units.tsx';

type Procedure = Output<'procedures.get'>;

/** Fees, steps, legal documents, decisions, and who offers it. */
export function ProcedureDetails({ procedure }: { procedure: Procedure }) {
  const { t } = useText();
  return (
    <>
      <Section title={t('catalogue.fees')} className="gap">
        <Fees fees={procedure.fees} />
      </Section>
      <div className="grid gap">
        <Section className="span-6" title={t('catalogue.steps')}>
          <Steps steps={procedure.steps} />
        </Section>
        <Section className="span-6" title={t('catalogue.laws')}>
          <Laws laws={procedure.legal_documents} />
        </Section>
      </div>
      <div className="grid gap">
        <Section className="span-6" title={t('catalogue.decisions')}>
          <Decisions decisions={procedure.decisions} own={procedure.code} />
        </Section>
        <OfferedUnits code={procedure.code} level={procedure.level} />
      </div>
    </>
  );
}

function Fees({ fees }: { fees: Procedure['fees'] }) {
  const { t, tCode, money } = useText();
  const columns: Column<Procedure['fees'][number]>[] = [
    { key: 'name', title: t('catalogue.fee_name'), cell: (row) => row.name, phone: 'title' },
    { key: 'kind', title: t('field.kind'), cell: (row) => tCode('catalogue.fee_kind', row.kind) },
    {
      key: 'amount',
      title: t('catalogue.amount'),
      cell: (row) => (row.amount_vnd === null ? row.amount_text : money(row.amount_vnd)),
      align: 'right',
    },
    { key: 'stage', title: t('catalogue.stage'), cell: (row) => tCode('catalogue.stage', row.stage) },
    { key: 'exempt', title: t('catalogue.exempt'), cell: (row) => row.exempt ?? '' },
    { key: 'source', title: t('field.source'), cell: (row) => row.source ?? '' },
  ];
  return (
    <List label={t('catalogue.fees')} columns={columns} rows={fees} rowKey={(row) => row.name} empty={t('catalogue.no_fees')} />
  );
}

function Steps({ steps }: { steps: Procedure['steps'] }) {
  const { t } = useText();
  if (steps.length === 0) return <Nothing text={t('catalogue.no_steps')} />;
  return (
    <ol>
      {steps.map((step) => (
        <li key={step.name} className="below">
          <div>{step.name}</div>
          <div className="small">{[step.actor, step.how, step.duration].filter(Boolean).join(' · ')}</div>
        </li>
      ))}
    </ol>
  );
}

function Laws({ laws }: { laws: Procedure['legal_documents'] }) {
  const { t, day } = useText();
  if (laws.length === 0) return <Nothing text={t('catalogue.no_laws')} />;
  return (
    <ul className="plain-list">
      {laws.map((law) => (
        <li key={law.number}>
          <span className="strong">{law.number}</span> {law.name}
          <div className="small">{[law.article, law.signed_on && day(law.signed_on)].filter(Boolean).join(' · ')}</div>
        </li>
      ))}
    </ul>
  );
}

function Decisions({ decisions, own }: { decisions: Procedure['decisions']; own: string }) {
  const { t, tCode, day } = useText();
  if (decisions.length === 0) return <Nothing text={t('catalogue.no_decisions')} />;
  return (
    <ul className="plain-list">
      {decisions.map((one) => (
        <li key={`${one.id}-${one.kind}-${one.code}`} className="below">
          <Link to={`/procedures/decisions/${one.id}`}>{one.number}</Link>{' '}
          <Tag tone={KIND_TONES[one.kind]}>{tCode('catalogue.kind', one.kind)}</Tag>{' '}
          <span className="small">
            {t('catalogue.effective_on')} {day(one.effective_on)}
          </span>
          <div>{one.title}</div>
          {one.replaced_code && (
            <Link to={`/procedures/${one.code === own ? one.replaced_code : one.code}`}>
              {one.code === own ? t('catalogue.replaces', { code: one.replaced_code }) : one.code}
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}
