import { Alert } from 'antd';
import type { Output } from '../api.ts';
import { DayInput, Field } from '../ui/field.tsx';
import { useText } from '../ui/text.tsx';

type Asked = Output<'reports.period_asked'>;
type Note = Asked['notes'][number];
/** Null: as it is proposed. */
export type ChosenDays = { data_from: string | null; data_to: string | null };

const NOTE_TEXT = {
  double: 'kept.days_double',
  gap: 'kept.days_gap',
  next_double: 'kept.days_next_double',
  next_gap: 'kept.days_next_gap',
  kinds_begin: 'kept.days_kinds_begin',
  kinds_end: 'kept.days_kinds_end',
} as const;

const lowerFirst = (text: string) => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

/** What should be known of the days of a report's figures: records counted twice or not at all, kinds of period that do not add up. */
export function DayNotes({ notes }: { notes: readonly Note[] }) {
  const { t, day, label } = useText();
  // Periods of several kinds that were closed on one day are said at once.
  return [...Map.groupBy(notes, ({ note, from, to }) => `${note} ${from} ${to}`)].map(([key, [one, ...more]]) => {
    if (!one) return null;
    const days = t(one.from === one.to ? 'kept.days_one' : 'kept.days_span', { from: day(one.from), to: day(one.to) });
    const names = [one, ...more].map((note) => label(note));
    const period = (one.note.startsWith('next_') ? names : names.map(lowerFirst)).join(', ');
    const said = t(NOTE_TEXT[one.note], { days, day: day(one.to), period });
    return <Alert key={key} className="gap" type="warning" showIcon title={said} />;
  });
}

/** The days a new report's figures are of: proposed by the regime and the reports before, corrected where they were closed otherwise. */
export function FigureDays({
  asked,
  chosen,
  onChange,
}: {
  asked: Asked;
  chosen: ChosenDays;
  onChange: (days: ChosenDays) => void;
}) {
  const { t, day } = useText();
  const { closed } = asked;
  const from_said =
    closed.by === 'report'
      ? t('kept.days_after_report', { title: closed.title ?? '', day: day(closed.on) })
      : closed.by === 'rule'
        ? t('kept.days_after_rule', { day: day(closed.on) })
        : t('kept.days_from_start');
  return (
    <>
      {asked.earliest < asked.from && (
        <Field label={t('kept.data_from')}>
          {(id) => (
            <>
              <DayInput
                id={id}
                value={chosen.data_from ?? asked.data_from}
                min={asked.earliest}
                max={asked.from}
                onChange={(data_from) => onChange({ ...chosen, data_from })}
              />
              <span className="small">{from_said}</span>
            </>
          )}
        </Field>
      )}
      <Field label={t('kept.data_to')}>
        {(id) => (
          <>
            <DayInput
              id={id}
              value={chosen.data_to ?? asked.data_to ?? asked.to}
              min={asked.from}
              max={asked.to}
              onChange={(data_to) => onChange({ ...chosen, data_to })}
            />
            <span className="small">
              {t(asked.data_to ? 'kept.data_to_regime' : 'kept.data_to_note', { day: day(asked.data_to ?? asked.to) })}
            </span>
          </>
        )}
      </Field>
      <DayNotes notes={asked.notes} />
    </>
  );
}
