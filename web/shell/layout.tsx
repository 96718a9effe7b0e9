import { Button, Drawer, Dropdown, Input } from 'antd';
import { Suspense, useEffect, useState } from 'react';
import { Link, Outlet, useLocation, useNavigate } from 'react-router';
import { ApiError, call, useGet } from '../api.ts';
import { Bell } from '../notices/bell.tsx';
import { leaveNothing, unsentOf } from '../offline/leave.ts';
import { OfflineBar } from '../offline/offline-bar.tsx';
import { isAway } from '../offline/outcome.ts';
import { pathWith } from '../ui/address.ts';
import { Confirm, useSay } from '../ui/confirm.tsx';
import { Icon } from '../ui/icon.tsx';
import { useNarrow } from '../ui/narrow.ts';
import { Loading } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { Navigation } from './navigation.tsx';
import { useForget, useMe, useSession } from './session.tsx';
import { Shortcuts } from './shortcuts.tsx';

/** The frame around every page of a signed-in person. */
export function Layout() {
  const { t } = useText();
  const narrow = useNarrow();
  const { pathname } = useLocation();
  const [drawer, setDrawer] = useState(false);
  const [keys, setKeys] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawer closes whenever another page opens.
  useEffect(() => setDrawer(false), [pathname]);
  return (
    <div className="frame">
      <a className="skip" href="#main">
        {t('app.skip')}
      </a>
      {!narrow && (
        <div className="side">
          <Brand />
          <Navigation />
          <SideFoot />
        </div>
      )}
      <div className="body">
        <OfflineBar />
        <DemoBar />
        <header className="top">
          {narrow && (
            <Button
              type="text"
              aria-label={t('app.open_menu')}
              icon={<Icon name="menu" size={22} />}
              onClick={() => setDrawer(true)}
            />
          )}
          <QuickFind />
          <div className="top-space" />
          <Bell />
          <LanguageButton />
          {!narrow && (
            <Button
              type="text"
              aria-label={t('app.shortcuts')}
              title={`${t('app.shortcuts')} (?)`}
              icon={<Icon name="keyboard" />}
              onClick={() => setKeys(true)}
            />
          )}
          <AccountMenu />
        </header>
        <main id="main" tabIndex={-1}>
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      {narrow && (
        <Drawer
          open={drawer}
          onClose={() => setDrawer(false)}
          placement="left"
          size={290}
          title={t('app.name')}
          closable={{ 'aria-label': t('app.close') }}
          styles={{ body: { padding: 0, background: '#10284a' } }}
        >
          <Navigation />
          <SideFoot />
        </Drawer>
      )}
      <Shortcuts open={keys} setOpen={setKeys} />
    </div>
  );
}

function Brand() {
  const { t } = useText();
  return (
    <Link className="brand" to="/">
      <img src="/mark.svg" alt="" />
      <span>{t('app.name')}</span>
    </Link>
  );
}

function SideFoot() {
  const { t } = useText();
  const info = useGet('app.info', {}, { staleTime: Number.POSITIVE_INFINITY });
  return (
    <div className="side-foot">
      <div>
        <a href="/api/docs">{t('app.api')}</a>
      </div>
      {info.data && <div>v{info.data.version}</div>}
    </div>
  );
}

function QuickFind() {
  const { t } = useText();
  const { may } = useSession();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  if (!may('dossiers.read')) return null;
  return (
    <search className="top-find">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void navigate(pathWith('/dossiers', { q: typed.trim() }));
        }}
      >
        <Input
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          prefix={<Icon name="search" />}
          placeholder={t('dossiers.find_placeholder')}
          aria-label={t('dossiers.find_placeholder')}
          allowClear
        />
      </form>
    </search>
  );
}

export function LanguageButton() {
  const { t, lang, setLang } = useText();
  return (
    <Button
      type="text"
      icon={<Icon name="globe" />}
      aria-label={t('app.language_label')}
      onClick={() => setLang(lang === 'vi' ? 'en' : 'vi')}
    >
      <span className="only-wide">{t('app.language')}</span>
    </Button>
  );
}

function AccountMenu() {
  const { t } = useText();
  const me = useMe();
  const navigate = useNavigate();
  const forget = useForget();
  const [unsent, setUnsent] = useState(0);
  const say = useSay();
  const leave = async () => {
    try {
      await call('access.sign_out', {});
    } catch (error) {
      // A session that cannot be ended now would be open again with the next connection: nobody is told that it is over.
      if (error instanceof ApiError && isAway(error)) return say.refused(error);
    }
    await leaveNothing(me.account.id);
    forget();
    location.assign('/sign-in');
  };
  const signOut = async () => {
    const count = await unsentOf(me.account.id);
    if (count === 0) return leave();
    setUnsent(count);
  };
  return (
    <>
      <Confirm
        open={unsent > 0}
        title={t('offline.leave_title', { count: unsent })}
        onConfirm={() => void leave()}
        onCancel={() => setUnsent(0)}
      >
        <p>{t('offline.leave_text')}</p>
      </Confirm>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'account', icon: <Icon name="user" />, label: t('app.account') },
            { key: 'absences', icon: <Icon name="calendar" />, label: t('nav.absences') },
            { key: 'out', icon: <Icon name="out" />, label: t('app.sign_out') },
          ],
          onClick: ({ key }) =>
            key === 'out' ? void signOut() : void navigate(key === 'absences' ? '/account/absences' : '/account'),
        }}
      >
        <Button type="text" icon={<Icon name="user" />} aria-label={`${t('app.account')}: ${me.account.display_name}`}>
          <span className="only-wide">{me.account.display_name}</span>
        </Button>
      </Dropdown>
    </>
  );
}

function DemoBar() {
  const { t } = useText();
  const info = useGet('app.info', {}, { staleTime: Number.POSITIVE_INFINITY });
  return info.data?.is_demo ? <div className="bar bar-demo no-print">{t('app.demo')}</div> : null;
}
