import { Link } from 'react-router';
import { type Output, useGet } from '../api.ts';
import { pathWith } from '../ui/address.ts';
import { Tag } from '../ui/field.tsx';
import { Section } from '../ui/page.tsx';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { Answer, Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { shownValue } from './grid-model.ts';

type Units = Output<'forms.units'>;
type Ask = { code: string; unit: string; from: string; to: string };

/** The declared cells of the units below one for a period, to be read, and which of them have completed the form. */
export function UnitsView({ ask }: { ask: Ask }) {
  const { t } = useText();
  const asked = useGet('forms.units', ask, { placeholderData: (before) => before });
  return (
    <Section title={t('grid.view.units')}>
      <Answer of={asked}>
        {(found) => (found.units.length === 0 ? <Nothing text={t('grid.no_units')} /> : <UnitsTable found={found} ask={ask} />)}
      </Answer>
    </Section>
  );
}

function UnitsTable({ found, ask }: { found: Units; ask: Ask }) {
  const { t, label, number } = useText();
  return (
    <>
      <p>{t('grid.units_complete', { completed: number(found.completed), units: number(found.units.length) })}</p>
      <ScrollBox label={t('grid.view.units')} className="grid-scroll">
        <table className="sheet grid-units">
          <thead>
            <tr>
              <th scope="col" className="sticky">
                {t('field.unit')}
              </th>
              <th scope="col">{t('grid.completion')}</th>
              {found.rows.map((row) => (
                <th key={row.key} scope="col" title={row.unit_vi}>
                  <div>{row.code}</div>
                  <div className="small">{label(row)}</div>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found.units.map((unit) => (
              <tr key={unit.code}>
                <th scope="row" className="sticky left">
                  <Link to={pathWith(`/forms/${ask.code}/fill`, { unit: unit.code, from: ask.from, to: ask.to, period: 'free' })}>
                    {unit.name}
                  </Link>
                </th>
                <td className="left">
                  <Filing filing={unit.filing} />
                </td>
                {found.rows.map((row, at) => (
                  <td key={row.key} className={unit.words[at] ? 'left small' : 'num'}>
                    {unit.words[at] ?? shownValue(unit.values[at] ?? null, row.kind)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </>
  );
}

function Filing({ filing }: { filing: Units['units'][number]['filing'] }) {
  const { t, moment } = useText();
  if (!filing) return <Tag tone="amber">{t('grid.not_completed')}</Tag>;
  return (
    <>
      <Tag tone={filing.kind === 'completed' ? 'green' : 'amber'}>{t(`grid.${filing.kind}`)}</Tag>
      <div className="small">
        {filing.by_name}, {moment(filing.at)}
      </div>
    </>
  );
}
