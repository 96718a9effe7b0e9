import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useCall } from '../api.ts';
import { useSay } from '../ui/confirm.tsx';
import { DayInput } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import type { TabProps } from './desk-page.tsx';
import { FormDialog } from './form-dialog.tsx';
import { spansOf, spansText } from './hours.ts';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
type Written = { from: string } & Record<`day_${number}`, string>;

export function HoursTab({ shown, may_change }: TabProps) {
  const { t, tCode } = useText();
  const [changing, setChanging] = useState(false);
  return (
    <>
      <p className="small gap">{t('desk.hours_note')}</p>
      {may_change && <Button onClick={() => setChanging(true)}>{t('desk.hours_change')}</Button>}
      {shown.hours.length === 0 ? (
        <Nothing text={t('desk.no_hours')} />
      ) : (
        <ScrollBox label={t('desk.tab.hours')}>
          <table className="sheet">
            <tbody>
              {WEEKDAYS.map((weekday) => (
                <tr key={weekday}>
                  <th scope="row">{tCode('desk.weekday', weekday)}</th>
                  <td className="left">
                    {spansText(shown.hours.filter((span) => span.weekday === weekday)) || (
                      <span className="muted">{t('desk.closed')}</span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
      {changing && <ChangeHours shown={shown} onClose={() => setChanging(false)} />}
    </>
  );
}

function ChangeHours({ shown, onClose }: { shown: TabProps['shown']; onClose: () => void }) {
  const { t, tCode } = useText();
  const say = useSay();
  const change = useCall('desk.set_hours', ['desk']);
  const lines = WEEKDAYS.map((weekday) => [`day_${weekday}`, spansText(shown.hours.filter((span) => span.weekday === weekday))]);
  const initial = { from: dayOf(new Date()), ...Object.fromEntries(lines) } as Written;
  const save = (written: Written) => {
    const hours = WEEKDAYS.flatMap((weekday) =>
      (spansOf(written[`day_${weekday}`] ?? '') ?? []).map((span) => ({ weekday, ...span })),
    );
    change.mutate(
      { id: shown.desk.id, from: written.from, hours },
      {
        onSuccess: () => {
          say.done(t('desk.saved'));
          onClose();
        },
      },
    );
  };
  return (
    <FormDialog<Written>
      title={t('desk.hours_change')}
      initial={initial}
      busy={change.isPending}
      error={change.error}
      onSave={save}
      onClose={onClose}
    >
      <p className="small">{t('desk.hours_hint')}</p>
      <Form.Item name="from" label={t('desk.hours_from')} rules={[{ required: true, message: t('field.required') }]}>
        <DayInput />
      </Form.Item>
      {WEEKDAYS.map((weekday) => (
        <Form.Item
          key={weekday}
          name={`day_${weekday}`}
          label={tCode('desk.weekday', weekday)}
          rules={[
            {
              validator: (_rule, said: string | undefined) =>
                spansOf(said ?? '') ? Promise.resolve() : Promise.reject(new Error(t('desk.hours_bad'))),
            },
          ]}
        >
          <Input placeholder="07:30-11:30, 13:30-17:00" maxLength={100} />
        </Form.Item>
      ))}
    </FormDialog>
  );
}
