import { Alert, Button } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { download, type Output, useCall, useGet } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { pathWith, useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { DayField, Facts, Tag } from '../ui/field.tsx';
import { dayOf, dayText } from '../ui/format.ts';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { TabLinks } from '../ui/tab-links.tsx';
import { useText } from '../ui/text.tsx';
import { CountersTab } from './counters-tab.tsx';
import { DeskFields } from './desks-page.tsx';
import { EquipmentTab } from './equipment-tab.tsx';
import { FormDialog } from './form-dialog.tsx';
import { HoursTab } from './hours-tab.tsx';
import { StaffTab } from './staff-tab.tsx';
import { WaitingTab } from './waiting-tab.tsx';

export type Shown = Output<'desk.get'>;
export type TabProps = { shown: Shown; day: string; may_change: boolean };

const TABS = {
  staff: StaffTab,
  equipment: EquipmentTab,
  hours: HoursTab,
  counters: CountersTab,
  waiting: WaitingTab,
} as const;
const KEYS = Object.keys(TABS) as (keyof typeof TABS)[];

/** Whether the desk serves people on a day: numbers are called only then. */
function isOpenOn({ valid_from, valid_until }: Shown['desk'], day: string): boolean {
  return valid_from <= day && (valid_until === null || day < valid_until);
}

/** A reception point: its people, equipment, hours, counters and waiting times. */
export function DeskPage() {
  const { t, tCode } = useText();
  const { may } = useSession();
  const say = useSay();
  const address = useAddress();
  const id = Number(useParams().id);
  const today = dayOf(new Date());
  const day = address.get('day') ?? today;
  const tab = KEYS.find((key) => key === address.get('tab')) ?? 'staff';
  const asked = useGet('desk.get', { id, day }, { placeholderData: (before) => before });
  const [changing, setChanging] = useState(false);
  const Tab = TABS[tab];
  const may_change = may('desk.manage');
  const name = asked.data?.desk.name ?? t('nav.desk');
  const is_closed = asked.data !== undefined && !isOpenOn(asked.data.desk, today);
  return (
    <Page
      title={name}
      lead={asked.data?.desk.unit_name}
      crumbs={[{ label: t('nav.desk'), to: '/desk' }]}
      actions={
        asked.data && (
          <>
            {may('desk.call') && isOpenOn(asked.data.desk, today) && (
              <Link className="button-link" to={`/desk/${id}/queue`}>
                {t('desk.queue')}
              </Link>
            )}
            <Button onClick={() => download('desk.export', { id, day }).catch(say.refused)}>{t('act.export')}</Button>
            {may_change && <Button onClick={() => setChanging(true)}>{t('desk.change_one')}</Button>}
          </>
        )
      }
    >
      <Answer of={asked} rows={10}>
        {(shown) => (
          <>
            {is_closed && <Alert className="gap" type="warning" showIcon title={t('desk.is_closed')} />}
            <Section>
              <Facts
                items={[
                  [t('desk.address'), shown.desk.address],
                  [t('desk.phone'), shown.desk.phone],
                  [t('desk.decision'), shown.desk.decision_no],
                  [t('desk.valid_from'), dayText(shown.desk.valid_from)],
                  shown.desk.valid_until !== null && [t('desk.valid_until'), dayText(shown.desk.valid_until)],
                  [
                    t('field.note'),
                    <>
                      <Tag>{t(shown.desk.has_own_room ? 'desk.own_room' : 'desk.shared_room')}</Tag> {shown.desk.note}
                    </>,
                  ],
                ]}
              />
              <div className="filters gap">
                <DayField
                  label={t('desk.as_of')}
                  value={day}
                  onChange={(next) => next && address.set({ day: next === today ? null : next })}
                />
              </div>
            </Section>
            <Section>
              <TabLinks
                label={name}
                active={tab}
                tabs={KEYS.map((key) => ({
                  key,
                  label: tCode('desk.tab', key),
                  to: pathWith(`/desk/${id}`, { tab: key === 'staff' ? null : key, day: day === today ? null : day }),
                }))}
              />
              <Tab shown={shown} day={day} may_change={may_change} />
            </Section>
            {changing && <ChangeDesk shown={shown} onClose={() => setChanging(false)} />}
          </>
        )}
      </Answer>
    </Page>
  );
}

function ChangeDesk({ shown, onClose }: { shown: Shown; onClose: () => void }) {
  const { t } = useText();
  const say = useSay();
  const change = useCall('desk.change', ['desk']);
  const { name, address, phone, has_own_room, decision_no, valid_from, valid_until, note } = shown.desk;
  const initial = { name, address, phone, has_own_room, decision_no, valid_from, valid_until, note };
  return (
    <FormDialog<typeof initial>
      title={t('desk.change_one')}
      initial={initial}
      busy={change.isPending}
      error={change.error}
      onClose={onClose}
      onSave={(values) =>
        change.mutate(
          { id: shown.desk.id, ...values },
          {
            onSuccess: () => {
              say.done(t('desk.saved'));
              onClose();
            },
          },
        )
      }
    >
      <DeskFields />
    </FormDialog>
  );
}
