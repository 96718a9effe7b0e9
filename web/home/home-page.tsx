import { Link } from 'react-router';
import { useGet } from '../api.ts';
import { dossierColumns } from '../dossiers/columns.tsx';
import type { Listed } from '../dossiers/marks.tsx';
import { menuFor } from '../shell/menu.ts';
import { useMe, useSession } from '../shell/session.tsx';
import { Icon } from '../ui/icon.tsx';
import { List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { HomeFigures } from './home-figures.tsx';

/** What is due, what waits, and how the unit stands. */
export function HomePage() {
  const { t } = useText();
  const me = useMe();
  const { may } = useSession();
  return (
    <Page
      title={t('home.hello', { name: me.account.display_name })}
      lead={[me.account.title, me.account.unit_name].filter(Boolean).join(' · ')}
    >
      {may('overview.read') && (
        <p>
          <Link to="/overview" className="strong">
            {t('overview.home')}
          </Link>
        </p>
      )}
      {may('dossiers.read') && <Work />}
      {may('measures.read') && <HomeFigures />}
      {!may('dossiers.read') && !may('measures.read') && <Shortcuts />}
    </Page>
  );
}

const TILES = [
  ['overdue', 'red'],
  ['due_soon', 'amber'],
  ['to_accept', ''],
  ['waiting', ''],
  ['in_progress', ''],
  ['paused', ''],
  ['to_return', 'green'],
] as const;

function Work() {
  const text = useText();
  const { t, tCode, number } = text;
  const asked = useGet('dossiers.queue', { tab: 'due_soon', page_size: 8 }, { refetchInterval: 60_000 });
  const overdue = useGet('dossiers.queue', { tab: 'overdue', page_size: 8 });
  return (
    <>
      <Answer of={asked} rows={2}>
        {(reply) => (
          <div className="tiles tiles-small tiles-7">
            {TILES.map(([tab, tone]) => (
              <Link key={tab} className="tile" to={`/dossiers/queue${tab === 'waiting' ? '' : `?tab=${tab}`}`}>
                <span className={`tile-value ${reply.tabs[tab] > 0 ? tone : ''}`}>{number(reply.tabs[tab])}</span>
                <span className="tile-label">{tCode('tab', tab)}</span>
              </Link>
            ))}
          </div>
        )}
      </Answer>
      <Section title={t('home.next')} className="gap" extra={<Link to="/dossiers/queue?tab=due_soon">{t('act.more')}</Link>}>
        <Answer of={asked} rows={4}>
          {(reply) => (
            <List<Listed>
              label={t('home.next')}
              columns={dossierColumns(text)}
              rows={reply.rows}
              rowKey={(row) => row.id}
              to={(row) => `/dossiers/${row.id}`}
              empty={t('home.no_work')}
            />
          )}
        </Answer>
      </Section>
      {overdue.data && overdue.data.total > 0 && (
        <Section title={t('home.overdue')} extra={<Link to="/dossiers/queue?tab=overdue">{t('act.more')}</Link>}>
          <List<Listed>
            label={t('home.overdue')}
            columns={dossierColumns(text)}
            rows={overdue.data.rows}
            rowKey={(row) => row.id}
            to={(row) => `/dossiers/${row.id}`}
          />
        </Section>
      )}
    </>
  );
}

/** For accounts that neither process nor count: the pages they came for. */
function Shortcuts() {
  const { t } = useText();
  const { may } = useSession();
  const items = menuFor(may).flatMap((group) => group.items.filter((item) => item.to !== '/'));
  return (
    <div className="tiles">
      {items.map((item) => (
        <Link key={item.to} className="tile shortcut" to={item.to}>
          <Icon name={item.icon} size={26} />
          <span className="strong">{t(item.text)}</span>
        </Link>
      ))}
    </div>
  );
}
