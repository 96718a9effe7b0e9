import { Button, Result } from 'antd';
import type { ComponentType } from 'react';
import {
  createBrowserRouter,
  Link,
  Navigate,
  Outlet,
  type RouteObject,
  ScrollRestoration,
  useLocation,
  useNavigation,
  useRouteError,
} from 'react-router';
import { useGet } from '../api.ts';
import { PAGES, type PageEntry } from '../pages.tsx';
import { pathWith } from '../ui/address.ts';
import { Page } from '../ui/page.tsx';
import { Loading, Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { Layout } from './layout.tsx';
import { useSession } from './session.tsx';
import { SignInPage } from './sign-in-page.tsx';

export function makeRouter() {
  const open = PAGES.filter((page) => page.permission === 'public');
  const inside = PAGES.filter((page) => page.permission !== 'public');
  return createBrowserRouter([
    {
      element: <Root />,
      errorElement: <Crashed />,
      children: [
        { path: '/sign-in', element: <SignInPage /> },
        ...open.map((page) => pageRoute(page)),
        {
          element: <SignedIn />,
          children: [
            {
              errorElement: <Crashed />,
              children: [...inside.map((page) => pageRoute(page)), { path: '*', element: <NoSuchPage /> }],
            },
          ],
        },
      ],
    },
  ]);
}

function pageRoute({ path, permission, load }: PageEntry): RouteObject {
  return {
    path,
    lazy: async () => {
      const Found = await load();
      return { Component: () => <Permitted permission={permission} Found={Found} /> };
    },
    HydrateFallback: Loading,
  };
}

function Root() {
  const { state } = useNavigation();
  return (
    <>
      <ScrollRestoration />
      {state === 'loading' && <div className="progress" aria-hidden="true" />}
      <Outlet />
    </>
  );
}

/** Pages behind sign-in. Whoever is not signed in comes back to the same address afterwards. */
function SignedIn() {
  const { me, has_ended, error, retry } = useSession();
  const { pathname, search } = useLocation();
  if (me)
    return me.account.must_change_password && pathname !== '/account' ? <Navigate to="/account?must=1" replace /> : <Layout />;
  if (me === null) {
    const next = pathname === '/' ? null : pathname + search;
    return <Navigate to={pathWith('/sign-in', { next, ended: has_ended })} replace />;
  }
  return <div className="splash">{error ? <Problem error={error} onRetry={retry} /> : <Loading />}</div>;
}

function Permitted({ permission, Found }: { permission: string; Found: ComponentType }) {
  const { may } = useSession();
  if (permission === 'public' || permission === 'signed_in' || may(permission)) return <Found />;
  return <NotPermitted permission={permission} />;
}

function NotPermitted({ permission }: { permission: string }) {
  const { t, lang } = useText();
  const names = useGet('access.permissions', {}, { staleTime: Number.POSITIVE_INFINITY });
  const known = names.data?.permissions.find((one) => one.permission === permission);
  return (
    <Page title={t('state.not_permitted')}>
      <Result
        status="403"
        title={t('state.not_permitted')}
        subTitle={!names.isPending && t('state.not_permitted_text', { permission: known?.[`name_${lang}`] ?? permission })}
        extra={<HomeLink />}
      />
    </Page>
  );
}

function NoSuchPage() {
  const { t } = useText();
  return (
    <Page title={t('state.not_found')}>
      <Result status="404" title="404" subTitle={t('state.not_found_text')} extra={<HomeLink />} />
    </Page>
  );
}

function HomeLink() {
  const { t } = useText();
  return <Link to="/">{t('state.go_home')}</Link>;
}

// What Chromium, Firefox and Safari say when the file of a page does not come.
const NOT_LOADED = /dynamically imported module|importing a module script failed|unable to preload/i;

function Crashed() {
  const { t, error } = useText();
  const problem = useRouteError();
  const is_unreachable = problem instanceof Error && NOT_LOADED.test(problem.message);
  return (
    <div className="splash">
      <Result
        status={is_unreachable ? 'warning' : 'error'}
        title={t(is_unreachable ? 'state.problem' : 'state.crashed')}
        subTitle={is_unreachable ? error('web.no_connection') : t('state.crashed_text')}
        extra={
          <Button type="primary" onClick={() => location.reload()}>
            {t('state.reload')}
          </Button>
        }
      />
    </div>
  );
}
