import { Button } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { type Output, useGet } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { pathWith, useAddress } from '../ui/address.ts';
import { Facts, Tag, Verified } from '../ui/field.tsx';
import { dayOf, dayText } from '../ui/format.ts';
import { Page, Section } from '../ui/page.tsx';
import { Answer, Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { ChangeDialog } from './change-dialog.tsx';

type Reply = Output<'org.unit'>;
type Succession = Reply['history']['came_from'][number];

export function UnitPage() {
  const { t } = useText();
  const { code = '' } = useParams();
  const address = useAddress();
  const day = address.get('day') ?? dayOf(new Date());
  const asked = useGet('org.unit', { code, day });
  const { may } = useSession();
  const [is_changing, setChanging] = useState(false);
  const unit = asked.data?.unit;
  return (
    <Page
      title={unit?.name ?? code}
      crumbs={[{ label: t('nav.org'), to: pathWith('/org', { day: address.get('day') }) }]}
      actions={
        unit &&
        unit.died === null &&
        may('org.write') && <Button onClick={() => setChanging(true)}>{t('orgchange.title')}</Button>
      }
    >
      <Answer of={asked}>{(reply) => <Unit reply={reply} day={day} />}</Answer>
      {unit && is_changing && <ChangeDialog unit={unit} onClose={() => setChanging(false)} />}
    </Page>
  );
}

function Unit({ reply: { unit, history }, day }: { reply: Reply; day: string }) {
  const { t, tCode, span } = useText();
  const { may } = useSession();
  const below = useGet(
    'org.units',
    unit.born <= day && (!unit.died || unit.died > day) ? { within: unit.code, day, most: 500 } : null,
  );
  const children = below.data?.units.filter((one) => one.parent_id === unit.id) ?? [];
  return (
    <>
      <div className="grid">
        <Section className="span-6">
          <Facts
            items={[
              [t('field.kind'), tCode('org.kind', unit.kind)],
              [
                t('org.code'),
                <span key="code" className="code">
                  {unit.code}
                </span>,
              ],
              [t('org.born'), dayText(unit.born)],
              [
                t('field.status'),
                unit.died ? (
                  <Tag key="died" tone="red">{`${t('org.died')} ${dayText(unit.died)}`}</Tag>
                ) : (
                  <Tag key="alive" tone="green">
                    {t('org.alive')}
                  </Tag>
                ),
              ],
              [
                t('field.source'),
                <span key="source">
                  {history.source} <Verified status={history.status} />
                </span>,
              ],
              may('measures.read') && [
                t('nav.figures'),
                <Link key="figures" to={pathWith('/figures', { unit: unit.code })}>
                  {t('org.figures')}
                </Link>,
              ],
            ]}
          />
        </Section>
        <Section className="span-6" title={t('org.names')}>
          <ul className="plain-list">
            {history.names.map((name) => (
              <li key={name.name + name.valid_from}>
                <span className="strong">{name.name}</span> <span className="small">{span(name.valid_from, name.valid_to)}</span>
              </li>
            ))}
          </ul>
          <h3 className="gap">{t('org.parents')}</h3>
          <ul className="plain-list">
            {history.parents.map((parent) => (
              <li key={parent.parent_code + parent.valid_from + parent.rel}>
                <Link to={pathWith(`/org/${parent.parent_code}`, { day: parent.valid_from })}>{parent.parent_name}</Link>{' '}
                <span className="small">{span(parent.valid_from, parent.valid_to)}</span>
              </li>
            ))}
          </ul>
        </Section>
      </div>
      <div className="grid gap">
        <Section className="span-6" title={t('org.came_from')}>
          <Successions rows={history.came_from} side="pred" />
        </Section>
        <Section className="span-6" title={t('org.went_to')}>
          <Successions rows={history.went_to} side="succ" />
        </Section>
      </div>
      {children.length > 0 && (
        <Section title={t('org.below')}>
          <ul className="columns">
            {children.map((child) => (
              <li key={child.id}>
                <Link to={pathWith(`/org/${child.code}`, { day })}>{child.name}</Link>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function Successions({ rows, side }: { rows: Succession[]; side: 'pred' | 'succ' }) {
  const { t, tCode } = useText();
  if (rows.length === 0) return <Nothing text={t('org.no_succession')} />;
  return (
    <ul className="plain-list">
      {rows.map((row) => (
        <li key={`${row.effective}${row.pred_id}-${row.succ_id}`} className="gap">
          <Link to={pathWith(`/org/${side === 'pred' ? row.pred_code : row.succ_code}`, { day: row.effective })}>
            {side === 'pred' ? row.pred_name : row.succ_name}
          </Link>{' '}
          <Tag>{tCode('org.succession', row.kind)}</Tag> <span className="small">{dayText(row.effective)}</span>{' '}
          <Verified status={row.status} />
          {!row.is_exact && <div className="small amber">{t('org.inexact')}</div>}
          <div className="small">{[row.document_no, row.source].filter(Boolean).join('; ')}</div>
        </li>
      ))}
    </ul>
  );
}
