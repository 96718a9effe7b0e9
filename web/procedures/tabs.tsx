import { useSession } from '../shell/session.tsx';
import { TabLinks } from '../ui/tab-links.tsx';
import { useText } from '../ui/text.tsx';

type Part = 'list' | 'decisions' | 'publication' | 'reviews' | 'sectors';

/** The parts of procedure control, each a page of its own. */
export function CatalogueTabs({ active }: { active: Part }) {
  const { t } = useText();
  const { may } = useSession();
  const tabs = [
    { key: 'list', label: t('catalogue.tab_list'), to: '/procedures', needs: 'procedures.read' },
    { key: 'decisions', label: t('catalogue.tab_decisions'), to: '/procedures/decisions', needs: 'procedures.read' },
    { key: 'publication', label: t('catalogue.tab_publication'), to: '/procedures/publication', needs: 'procedures.publish' },
    { key: 'reviews', label: t('catalogue.tab_reviews'), to: '/procedures/reviews', needs: 'procedures.publish' },
    { key: 'sectors', label: t('catalogue.tab_sectors'), to: '/procedures/sectors', needs: 'procedures.read' },
  ];
  return <TabLinks label={t('catalogue.tabs')} active={active} tabs={tabs.filter((tab) => may(tab.needs))} />;
}
