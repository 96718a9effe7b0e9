import { App, Button } from 'antd';
import { useState } from 'react';
import { useAddress } from '../ui/address.ts';
import { DayField, Field } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { Page, Section } from '../ui/page.tsx';
import { useErrorText } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { print, save, slipFile } from './files.ts';
import { SlipsTabs } from './slips-tabs.tsx';
import { useOwnUnit } from './use-own-unit.ts';

type Way = 'print' | 'pdf' | 'docx' | 'xlsx';
const LABELS = { print: 'slips.print', pdf: 'slips.as.save-pdf', docx: 'slips.as.docx', xlsx: 'slips.as.xlsx' } as const;

/** Buttons that make a list and print or save it. */
export function ListWays({ make }: { make: (format: 'pdf' | 'docx' | 'xlsx') => ReturnType<typeof slipFile> }) {
  const { t } = useText();
  const { message } = App.useApp();
  const sentence = useErrorText();
  const [busy, setBusy] = useState<Way | null>(null);
  const go = async (way: Way) => {
    setBusy(way);
    const done = message.loading(t('slips.preparing'), 0);
    try {
      const file = await make(way === 'print' ? 'pdf' : way);
      if (way === 'print') print(file);
      else save(file);
    } catch (error) {
      void message.error(sentence(error), 8);
    } finally {
      done();
      setBusy(null);
    }
  };
  return (
    <div className="actions slip-ways">
      {(Object.keys(LABELS) as Way[]).map((way) => (
        <Button
          key={way}
          type={way === 'print' ? 'primary' : 'default'}
          icon={<Icon name={way === 'print' ? 'print' : 'download'} />}
          loading={busy === way}
          disabled={busy !== null && busy !== way}
          onClick={() => void go(way)}
        >
          {t(LABELS[way])}
        </Button>
      ))}
    </div>
  );
}

/** The register of dossiers of a desk for a period, as paper. */
export function RegisterPage() {
  const { t } = useText();
  const address = useAddress();
  const [unit, setUnit] = useOwnUnit();
  const today = dayOf(new Date());
  const from = address.get('from') ?? `${today.slice(0, 8)}01`;
  const to = address.get('to') ?? today;
  return (
    <Page title={t('slips.title')} lead={t('slips.lead')}>
      <SlipsTabs active="register" />
      <Section title={t('slips.register_title')}>
        <p className="muted">{t('slips.register_text')}</p>
        <search className="filters">
          <Field label={t('field.unit')} className="field-wide">
            {(id) => <UnitPicker id={id} value={unit} day={to} with_ended onChange={setUnit} />}
          </Field>
          <DayField label={t('field.from')} value={from} onChange={(day) => address.set({ from: day })} />
          <DayField label={t('field.to')} value={to} onChange={(day) => address.set({ to: day })} />
        </search>
        {unit ? (
          <ListWays make={(format) => slipFile('slips.register', { unit, from, to, format })} />
        ) : (
          <p className="muted">{t('slips.choose_unit')}</p>
        )}
      </Section>
    </Page>
  );
}
