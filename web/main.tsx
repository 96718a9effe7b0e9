import '@fontsource/be-vietnam-pro/400.css';
import '@fontsource/be-vietnam-pro/500.css';
import '@fontsource/be-vietnam-pro/600.css';
import '@fontsource/be-vietnam-pro/700.css';
import './style/base.css';
import './style/frame.css';
import './style/tiles.css';
import './style/lists.css';
import './style/sign-in.css';
import './style/calendar.css';
import './style/forms.css';
import './style/dossiers.css';
import './style/papers.css';
import './style/late.css';
import './style/slips.css';
import './style/desk.css';
import './style/processes.css';
import './style/checks.css';
import './style/catalogue.css';
import './style/scorecards.css';
import './style/registers.css';
import './style/plans.css';
import './style/overview.css';
import './style/due.css';
import './style/consolidate.css';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App, ConfigProvider } from 'antd';
import en_GB from 'antd/es/locale/en_GB';
import vi_VN from 'antd/es/locale/vi_VN';
import dayjs from 'dayjs';
import 'dayjs/locale/vi';
import 'dayjs/locale/en-gb';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { ApiError } from './api.ts';
import { makeRouter } from './shell/router.tsx';
import { SessionProvider } from './shell/session.tsx';
import { TextProvider, useText } from './ui/text.tsx';
import { theme } from './ui/theme.ts';

/** A session that ended while a page was open: asking who is signed in again leads to the sign-in page, which keeps the address. */
function noticeEnd(error: unknown): void {
  if (error instanceof ApiError && error.code === 'access.sign_in_needed') void client.resetQueries({ queryKey: ['access.me'] });
}

const client = new QueryClient({
  queryCache: new QueryCache({ onError: (error, query) => query.queryKey[0] !== 'access.me' && noticeEnd(error) }),
  mutationCache: new MutationCache({ onError: noticeEnd }),
  defaultOptions: {
    queries: {
      retry: (count, error) => (!(error instanceof ApiError) || error.status >= 500 || error.status === 0) && count < 1,
      staleTime: 5_000,
      // Asked even when the browser thinks it has no network: what is kept for that case answers then.
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});

// The picker's month and year buttons are named by the words they show: another name would hide those from who speaks to the screen.
const withPlainNames = (locale: typeof vi_VN): typeof vi_VN =>
  locale.DatePicker
    ? { ...locale, DatePicker: { ...locale.DatePicker, lang: { ...locale.DatePicker.lang, monthSelect: '', yearSelect: '' } } }
    : locale;
const VI = withPlainNames(vi_VN);
const EN = withPlainNames(en_GB);

const router = makeRouter();

function Localised({ children }: { children: ReactNode }) {
  const { lang } = useText();
  dayjs.locale(lang === 'vi' ? 'vi' : 'en-gb');
  return (
    <ConfigProvider locale={lang === 'vi' ? VI : EN} theme={theme} button={{ autoInsertSpace: false }}>
      <App>{children}</App>
    </ConfigProvider>
  );
}

// After an upgrade the parts of pages have new names, and an open tab asks for the old ones: loading it anew finds them. Once only, so
// that a server that is really broken does not make the tab turn for ever; and only while the server answers, or the tab would lose the
// product to the browser's own page about no connection.
addEventListener('vite:preloadError', () => {
  if (sessionStorage.getItem('motcua.reloaded') === location.href) return;
  void fetch('/api/app/health', { cache: 'no-store' }).then(
    (reply) => {
      if (!reply.ok) return;
      sessionStorage.setItem('motcua.reloaded', location.href);
      location.reload();
    },
    () => {},
  );
});

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <TextProvider>
        <Localised>
          <SessionProvider>
            <RouterProvider router={router} />
          </SessionProvider>
        </Localised>
      </TextProvider>
    </QueryClientProvider>
  </StrictMode>,
);
