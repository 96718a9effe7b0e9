import { useGet } from '../api.ts';
import { pathWith, useAddress } from '../ui/address.ts';
import { TabLinks } from '../ui/tab-links.tsx';
import { useText } from '../ui/text.tsx';

export const WORK_PATH = '/work';
export const OPINIONS_PATH = '/work/opinions';
export const WORK_TABS = ['mine', 'pool', 'unit', 'late', 'waiting'] as const;
export type WorkTab = (typeof WORK_TABS)[number];

/** Parts of the work by step, and the opinions that are waited for, each with how many there are. */
export function WorkTabs({ active }: { active: WorkTab | 'opinions' }) {
  const { t, tCode } = useText();
  const { get } = useAddress();
  const filter = { unit: get('unit') ?? null, procedure: get('procedure') ?? null };
  const asked = useGet(
    'dossiers.work',
    { ...(filter.unit ? { unit: filter.unit } : {}), ...(filter.procedure ? { procedure: filter.procedure } : {}), page_size: 1 },
    { placeholderData: (before) => before, refetchInterval: 60_000 },
  );
  const opinions = useGet('dossiers.opinions', {}, { refetchInterval: 60_000 });
  return (
    <TabLinks
      label={t('work.title')}
      active={active}
      tabs={[
        ...WORK_TABS.map((key) => ({
          key,
          label: tCode('work.tab', key),
          to: pathWith(WORK_PATH, { tab: key === 'mine' ? null : key, ...filter }),
          count: asked.data?.tabs[key],
          is_alarming: key === 'late',
        })),
        { key: 'opinions', label: t('work.tab.opinions'), to: OPINIONS_PATH, count: opinions.data?.length },
      ]}
    />
  );
}
