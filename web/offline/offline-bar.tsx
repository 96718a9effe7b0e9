import { useEffect } from 'react';
import { Link } from 'react-router';
import { useSession } from '../shell/session.tsx';
import { useText } from '../ui/text.tsx';
import { useLink } from './link.ts';
import { useOutbox, useSending } from './use-outbox.ts';

/** Tells when the server cannot be reached, and how many intakes wait in this browser; sends them as soon as it can. */
export function OfflineBar() {
  const { t } = useText();
  const { may } = useSession();
  const is_up = useLink();
  const { mine } = useOutbox();
  const receives = may('dossiers.receive');
  useSending();
  useEffect(() => {
    // Where the browser offers none (http to another machine), the page still works as long as it stays open.
    if (receives) navigator.serviceWorker?.register('/sw.js').catch(() => {});
  }, [receives]);
  const waiting = mine.filter((one) => one.state === 'waiting').length;
  const refused = mine.filter((one) => one.state === 'refused').length;
  return (
    <>
      {!is_up && (
        <div className="bar bar-offline no-print" role="alert">
          {t(receives ? 'app.offline_desk' : 'app.offline')}
        </div>
      )}
      {waiting + refused > 0 && (
        <div className={`bar no-print ${refused > 0 ? 'bar-offline' : 'bar-demo'}`} role="status">
          {waiting > 0 && t(is_up ? 'offline.bar_sending' : 'offline.bar_waiting', { count: waiting })}{' '}
          {refused > 0 && t('offline.bar_refused', { count: refused })} <Link to="/dossiers/waiting">{t('offline.see')}</Link>
        </div>
      )}
    </>
  );
}
