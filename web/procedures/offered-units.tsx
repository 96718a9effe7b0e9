import { Button, Form } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { type Output, useCall, useGet } from '../api.ts';
import { FormDialog } from '../desk/form-dialog.tsx';
import { useSession } from '../shell/session.tsx';
import { Confirm, useSay } from '../ui/confirm.tsx';
import { DayInput } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';

type Offered = Output<'procedures.offered'>['rows'][number];
type Fields = { unit: string; from: string };

/** Units named for a procedure; none: every unit of its level. */
export function OfferedUnits({ code, level }: { code: string; level: string }) {
  const { t, tCode, span } = useText();
  const { may } = useSession();
  const say = useSay();
  const today = dayOf(new Date());
  const asked = useGet('procedures.offered', { code });
  const change = useCall('procedures.change_offer', ['procedures']);
  const [is_new, setNew] = useState(false);
  const [ending, setEnding] = useState<Offered | null>(null);
  const writes = may('procedures.write');
  return (
    <Section
      className="span-6"
      title={t('catalogue.offered')}
      extra={
        writes && (
          <Button size="small" icon={<Icon name="plus" size={14} />} onClick={() => setNew(true)}>
            {t('catalogue.offer_add')}
          </Button>
        )
      }
    >
      <Answer of={asked} rows={3}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p>{t('catalogue.offered_all', { level: tCode('level', level).toLowerCase() })}</p>
          ) : (
            <ul className="plain-list">
              {rows.map((row) => (
                <li key={`${row.unit_code}${row.valid_from}`}>
                  <Link to={`/org/${row.unit_code}`}>{row.unit_name}</Link>{' '}
                  <span className="small">{span(row.valid_from, row.valid_until)}</span>{' '}
                  {writes && row.valid_until === null && (
                    <Button size="small" onClick={() => setEnding(row)}>
                      {t('catalogue.offer_end')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
      {is_new && (
        <FormDialog<Fields>
          title={t('catalogue.offer_add')}
          initial={{ from: today }}
          busy={change.isPending}
          error={change.error}
          onClose={() => setNew(false)}
          onSave={({ unit, from }) => change.mutate({ code, unit, from }, { onSuccess: () => setNew(false) })}
        >
          <p>{t('catalogue.offer_help')}</p>
          <Form.Item name="unit" label={t('field.unit')} rules={[{ required: true, message: t('field.required') }]}>
            <UnitPicker />
          </Form.Item>
          <Form.Item name="from" label={t('field.from')} rules={[{ required: true, message: t('field.required') }]}>
            <DayInput />
          </Form.Item>
        </FormDialog>
      )}
      <Confirm
        open={ending !== null}
        title={t('catalogue.offer_end_ask', { name: ending?.unit_name })}
        busy={change.isPending}
        onCancel={() => setEnding(null)}
        onConfirm={() =>
          ending &&
          change.mutate(
            { code, unit: ending.unit_code, from: today, ends: true },
            { onSuccess: () => setEnding(null), onError: say.refused },
          )
        }
      />
    </Section>
  );
}
