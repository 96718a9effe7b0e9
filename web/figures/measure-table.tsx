import { Link } from 'react-router';
import type { Output } from '../api.ts';
import { Verified } from '../ui/field.tsx';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { useText } from '../ui/text.tsx';
import { type Definition, Figure } from './figure.tsx';
import { type FigureFilter, recordsPath } from './question.ts';

type Props = { measures: Output<'measures.figures'>['measures']; definitions: Definition[]; filter: FigureFilter };

/** Every measure with its value, how it is counted, and on whose authority. */
export function MeasureTable({ measures, definitions, filter }: Props) {
  const { t, lang, label, number } = useText();
  return (
    <ScrollBox label={t('figures.all')}>
      <table className="sheet measures">
        <thead>
          <tr>
            <th scope="col">{t('figures.measure')}</th>
            <th scope="col">{t('figures.value')}</th>
            <th scope="col" className="only-wide">
              {t('figures.meaning')}
            </th>
          </tr>
        </thead>
        <tbody>
          {definitions.map((definition) => {
            const value = measures[definition.name];
            return (
              <tr key={definition.name}>
                <th scope="row">{label(definition)}</th>
                <td className="nowrap strong">
                  <Figure
                    measure={definition.name}
                    value={value}
                    filter={filter}
                    is_percent={definition.kind === 'ratio'}
                    label={label(definition)}
                  />
                  {value?.denominator !== undefined && (
                    <div className="small">
                      <Link to={recordsPath(definition.name, filter, 'denominator')}>
                        {t('figures.of', { denominator: number(value.denominator) })}
                      </Link>
                    </div>
                  )}
                </td>
                <td className="left small only-wide">
                  {lang === 'vi' ? definition.definition_vi : definition.definition_en}{' '}
                  <span className="muted">({definition.source})</span> <Verified status={definition.status} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollBox>
  );
}
