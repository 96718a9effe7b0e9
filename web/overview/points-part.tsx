import { Link } from 'react-router';
import { Tag } from '../ui/field.tsx';
import { List } from '../ui/list.tsx';
import { Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import type { Points } from './ask.ts';

type Card = NonNullable<Points['card']>;
type Item = Card['items'][number];

/** What costs points: by area, by who answers for it, and the biggest losses. */
export function PointsPart({ points }: { points: Points }) {
  const { t, number } = useText();
  const { card, below } = points;
  return (
    <>
      {!card && !below && <Nothing text={t('overview.no_card')} />}
      {card && <CardPoints card={card} />}
      {below && below.rows.length + below.waiting.length > 0 && (
        <div className={card ? 'gap' : ''}>
          <h3>{t('overview.below_points')}</h3>
          <p>
            <Link to={`/scorecards/${below.round.id}`}>{below.round.name}</Link>{' '}
            {!below.round.is_official && <Tag tone="amber">{t('overview.demonstration')}</Tag>}
          </p>
          <p className="small">{t('overview.below_points_hint')}</p>
          <Bars
            bars={below.rows.slice(0, 12).map((row) => ({
              key: row.code,
              name: row.name,
              value: row.missing,
              shown:
                row.not_scored === '0'
                  ? number(row.missing)
                  : t('overview.and_not_scored', { missing: number(row.missing), not_scored: number(row.not_scored) }),
              to: `/scorecards/cards/${row.card_id}`,
            }))}
          />
          {below.rows.length > 12 && (
            <Link to={`/scorecards/${below.round.id}`}>{t('overview.more', { count: number(below.rows.length) })}</Link>
          )}
          {below.waiting.length > 0 && (
            <p className="small">
              {t('overview.not_handed_in', { count: number(below.waiting.length) })}{' '}
              {below.waiting
                .slice(0, 12)
                .map((unit) => unit.name)
                .join(', ')}
              {below.waiting.length > 12 && '…'}
            </p>
          )}
        </div>
      )}
    </>
  );
}

function CardPoints({ card }: { card: Card }) {
  const { t, tCode, number, label, lang } = useText();
  const to = `/scorecards/cards/${card.card_id}`;
  return (
    <>
      <p>
        <Link to={to}>
          {t('overview.points_lead', { name: card.round.name, missing: number(card.missing), max: number(card.max) })}
        </Link>{' '}
        {!card.round.is_official && <Tag tone="amber">{t('overview.demonstration')}</Tag>}
      </p>
      <div className="ov-columns">
        <div>
          <h3>{t('overview.by_area')}</h3>
          <Bars
            bars={card.areas.map((area) => ({
              key: area.code,
              name: `${area.code}. ${lang === 'vi' ? area.name_vi : area.name_en}`,
              value: area.missing,
              shown: `${number(area.missing)}/${number(area.max)}`,
              to,
            }))}
          />
        </div>
        <div>
          <h3>{t('overview.by_office')}</h3>
          <Bars
            bars={card.offices.map((office) => ({
              key: office.name ?? '',
              name: `${office.name ?? t('overview.office_unknown')} (${t('overview.items', { count: number(office.items) })})`,
              value: office.points,
              shown: number(office.points),
              to,
            }))}
          />
        </div>
      </div>
      <h3>{t('overview.biggest')}</h3>
      <List<Item>
        label={t('overview.biggest')}
        rows={card.items}
        rowKey={(item) => `${item.criterion} ${item.cause} ${item.points} ${item.reason}`}
        columns={[
          {
            key: 'criterion',
            title: t('overview.criterion'),
            phone: 'title',
            cell: (item) => (
              <Link to={to}>
                {item.criterion} {label({ label_vi: item.name_vi, label_en: item.name_en })}
              </Link>
            ),
          },
          { key: 'points', title: t('overview.missing'), align: 'right', cell: (item) => <strong>{number(item.points)}</strong> },
          {
            key: 'cause',
            title: t('overview.cause'),
            cell: (item) => (
              <>
                <Tag tone={item.cause === 'lost' ? 'red' : 'amber'}>{tCode('overview.cause', item.cause)}</Tag> {item.reason}
                {item.task_id !== null && (
                  <div>
                    <Link to={`/plans/tasks/${item.task_id}`}>{t('overview.remediation')}</Link>
                  </div>
                )}
              </>
            ),
          },
          { key: 'office', title: t('overview.office'), cell: (item) => item.office ?? t('overview.office_unknown') },
        ]}
      />
      {card.items_total > card.items.length && <Link to={to}>{t('overview.more', { count: number(card.items_total) })}</Link>}
    </>
  );
}

type Bar = { key: string; name: string; value: string; shown: string; to: string };

/** Bars that lie, each with its name and number in words and leading to where it comes from. */
function Bars({ bars }: { bars: Bar[] }) {
  const most = Math.max(...bars.map((bar) => Number(bar.value)), 0);
  return (
    <ul className="ov-bars">
      {bars.map((bar) => (
        <li key={bar.key}>
          <Link to={bar.to}>
            <span>{bar.name}</span>
            <strong className="num">{bar.shown}</strong>
          </Link>
          <span
            className="ov-bar"
            aria-hidden="true"
            style={{ width: `${most === 0 ? 0 : Math.max(1, (Number(bar.value) / most) * 100)}%` }}
          />
        </li>
      ))}
    </ul>
  );
}
