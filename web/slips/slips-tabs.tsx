import { useSession } from '../shell/session.tsx';
import { TabLinks } from '../ui/tab-links.tsx';
import { useText } from '../ui/text.tsx';

/** The parts of the pages about slips. */
export function SlipsTabs({ active }: { active: 'issued' | 'register' | 'handover' | 'templates' }) {
  const { t } = useText();
  const { may } = useSession();
  const tabs = [
    ...(may('slips.print')
      ? [
          { key: 'issued', label: t('slips.tab_issued'), to: '/slips' },
          { key: 'register', label: t('slips.tab_register'), to: '/slips/register' },
          { key: 'handover', label: t('slips.tab_handover'), to: '/slips/handover' },
        ]
      : []),
    ...(may('slips.templates') ? [{ key: 'templates', label: t('slips.tab_templates'), to: '/slips/templates' }] : []),
  ];
  if (tabs.length < 2) return null;
  return <TabLinks label={t('slips.tabs')} tabs={tabs} active={active} />;
}
