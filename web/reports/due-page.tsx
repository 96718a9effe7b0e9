import { Link } from 'react-router';
import { pathWith, useAddress } from '../ui/address.ts';
import { Field } from '../ui/field.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Nothing } from '../ui/states.tsx';
import { TabLinks } from '../ui/tab-links.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { Asked } from './due-asked.tsx';
import { Locks } from './due-locks.tsx';
import { Below } from './due-matrix.tsx';
import { OwnCalendar } from './due-own.tsx';
import { useUnit } from './due-parts.tsx';

const VIEWS = ['own', 'below', 'asked', 'locks'] as const;

/** What reports are due: of a unit, of the units below it, asked ad hoc; and which periods are closed. */
export function DuePage() {
  const { t } = useText();
  const address = useAddress();
  const unit = useUnit();
  const view = VIEWS.find((one) => one === address.get('view')) ?? 'own';
  return (
    <Page
      title={t('due.title')}
      lead={t('due.lead')}
      actions={
        <Link to={pathWith('/reports/regimes', { unit: address.get('unit') })} className="button-link">
          {t('nav.regimes')}
        </Link>
      }
    >
      <Section>
        <div className="filters">
          <Field label={t('field.unit')} className="field-wide">
            {(id) => <UnitPicker id={id} value={unit} onChange={(code) => address.set({ unit: code })} />}
          </Field>
        </div>
        <TabLinks
          label={t('due.title')}
          active={view}
          tabs={VIEWS.map((key) => ({
            key,
            label: t(`due.view.${key}`),
            to: pathWith('/reports/due', { unit: address.get('unit'), view: key === 'own' ? null : key }),
          }))}
        />
      </Section>
      {unit === undefined ? (
        <Nothing text={t('figures.choose_unit')} />
      ) : (
        <div className="gap">
          {view === 'own' && <OwnCalendar unit={unit} />}
          {view === 'below' && <Below unit={unit} />}
          {view === 'asked' && <Asked unit={unit} />}
          {view === 'locks' && <Locks unit={unit} />}
        </div>
      )}
    </Page>
  );
}
