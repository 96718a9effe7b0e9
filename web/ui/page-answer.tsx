import type { ComponentProps, ReactNode } from 'react';
import { Page, Section } from './page.tsx';
import { Answer } from './states.tsx';

type Props<T> = Pick<ComponentProps<typeof Answer<T>>, 'of' | 'rows' | 'children'> & {
  /** Told when there is nothing to show: what the page is about, and the way back. */
  title: string;
  crumbs?: ComponentProps<typeof Page>['crumbs'];
};

/** A page whose name comes with its reply: also the one that does not come has a heading and a way back. */
export function PageAnswer<T>({ title, crumbs, ...asked }: Props<T>): ReactNode {
  if (!asked.of.isError || asked.of.data !== undefined) return <Answer {...asked} />;
  return (
    <Page title={title} {...(crumbs ? { crumbs } : {})}>
      <Section>
        <Answer {...asked} />
      </Section>
    </Page>
  );
}
