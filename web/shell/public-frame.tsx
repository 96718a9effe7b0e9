import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useText } from '../ui/text.tsx';
import { LanguageButton } from './layout.tsx';

/** What stands around pages that anybody may read: the name of the product, which leads to `home`, and the language. */
export function PublicFrame({ home, children }: { home: string; children: ReactNode }) {
  const { t } = useText();
  return (
    <div className="public-frame">
      <header className="public-head">
        <Link className="brand" to={home}>
          <img src="/mark.svg" alt="" />
          <span>{t('app.name')}</span>
        </Link>
        <LanguageButton />
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
