import { type Output, useGet } from '../api.ts';
import { useAddress } from '../ui/address.ts';
import { DayField, Field } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { slipFile } from './files.ts';
import { ListWays } from './register-page.tsx';
import { SlipsTabs } from './slips-tabs.tsx';
import { useOwnUnit } from './use-own-unit.ts';

type Row = Output<'slips.batches'>[number];

/** What a unit handed over on a day, one list to sign for each unit that got something. */
export function HandoverPage() {
  const { t, moment, number } = useText();
  const address = useAddress();
  const [unit, setUnit] = useOwnUnit();
  const day = address.get('day') ?? dayOf(new Date());
  const asked = useGet('slips.batches', unit ? { unit, day } : null);
  const columns: Column<Row>[] = [
    {
      key: 'to',
      title: t('slips.to_unit'),
      phone: 'title',
      cell: (row) => [row.to_unit_name, row.to_account_name].filter(Boolean).join(' – '),
    },
    { key: 'dossiers', title: t('slips.dossiers'), align: 'right', cell: (row) => number(row.dossiers) },
    {
      key: 'when',
      title: t('slips.when'),
      cell: (row) => (row.first_at === row.last_at ? moment(row.first_at) : `${moment(row.first_at)} – ${moment(row.last_at)}`),
    },
    {
      key: 'print',
      title: '',
      cell: (row) =>
        unit && (
          <ListWays
            make={(format) =>
              slipFile('slips.handover_list', {
                unit,
                to: row.to_unit_code,
                ...(row.to_account_id === null ? {} : { account_id: row.to_account_id }),
                day,
                format,
              })
            }
          />
        ),
    },
  ];
  return (
    <Page title={t('slips.title')} lead={t('slips.lead')}>
      <SlipsTabs active="handover" />
      <Section title={t('slips.handover_title')}>
        <search className="filters">
          <Field label={t('field.unit')} className="field-wide">
            {(id) => <UnitPicker id={id} value={unit} day={day} with_ended onChange={setUnit} />}
          </Field>
          <DayField label={t('field.day')} value={day} onChange={(next) => address.set({ day: next })} />
        </search>
        {unit ? (
          <Answer of={asked} rows={3}>
            {(rows) => (
              <List<Row>
                label={t('slips.handover_title')}
                columns={columns}
                rows={rows}
                rowKey={(row) => `${row.to_unit_code} ${row.to_account_id}`}
                empty={t('slips.handover_none')}
              />
            )}
          </Answer>
        ) : (
          <p className="muted">{t('slips.choose_unit')}</p>
        )}
      </Section>
    </Page>
  );
}
