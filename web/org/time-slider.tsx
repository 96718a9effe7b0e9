import { Slider } from 'antd';
import { addDays, daysBetween, dayText } from '../ui/format.ts';
import { useText } from '../ui/text.tsx';

type Props = { moments: string[]; day: string; today: string; onChange: (day: string) => void };

/** Slides through time from the first change of the tree to today, month by month; changes are marked. */
export function TimeSlider({ moments, day, today, onChange }: Props) {
  const { t } = useText();
  const sorted = [...moments].sort();
  const last = [today, day, ...sorted].sort().at(-1) ?? today;
  // The very first tree begins with the data, long before anything of interest: start a few years before the second.
  const first = sorted[1] ? addDays(sorted[1], -1461) : addDays(today, -1461);
  const span = Math.max(daysBetween(first, last), 1);
  const marks = Object.fromEntries(
    sorted
      .filter((moment) => moment >= first)
      .map((moment, at, all) => {
        const next = all[at + 1];
        // Marks that stand close together would print over each other: the later one keeps its label.
        const has_room = !next || daysBetween(moment, next) / span > 0.14;
        return [daysBetween(first, moment), { label: has_room && <span className="nowrap small">{dayText(moment)}</span> }];
      }),
  );
  return (
    <div className="time-slider">
      <Slider
        min={0}
        max={span}
        step={1}
        value={Math.max(daysBetween(first, day), 0)}
        marks={marks}
        included={false}
        tooltip={{ formatter: (value) => dayText(addDays(first, value ?? 0)) }}
        onChange={(value) => onChange(addDays(first, value))}
        ariaLabelForHandle={t('org.day')}
        ariaValueTextFormatterForHandle={(value) => dayText(addDays(first, value))}
      />
    </div>
  );
}
