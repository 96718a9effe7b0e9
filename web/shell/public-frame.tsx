import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useText } from '../ui/text.tsx';
import { LanguageButton } from './layout.tsx';

/** What stands around pages that anybody may read: the name of the product, which leads to `home` where there is one, and the language. */
export function PublicFrame({ home, children }: { home?: string; children: ReactNode }) {
  return (
    <div className="public-frame">
      <header className="public-head">
        {home ? (
          <Link className="brand" to={home}>
            <Brand />
          </Link>
        ) : (
          <div className="brand">
            <Brand />
          </div>
        )}
        <LanguageButton />
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

function Brand() {
  const { t } = useText();
  return (
    <>
      <img src="/mark.svg" alt="" />
      <span>{t('app.name')}</span>
    </>
  );
}
