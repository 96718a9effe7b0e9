import { isTextKey } from '../messages.ts';
import { useText } from '../ui/text.tsx';
import type { Dossier } from './dossier-page.tsx';

type Entry = Dossier['timeline'][number];

/** What happened, newest first, with who, where and what was said. */
export function Timeline({ entries }: { entries: Entry[] }) {
  const { lang, t, moment } = useText();
  // A minute between both is the desk's own clock, not a late entry.
  const isLate = (entry: Entry) => new Date(entry.recorded_at).getTime() - new Date(entry.at).getTime() > 60_000;
  return (
    <ol className="plain-list timeline">
      {entries.toReversed().map((entry) => (
        <li key={entry.seq}>
          <div className="strong">{lang === 'vi' ? entry.label_vi : entry.label_en}</div>
          <div className="small">
            {moment(entry.at)} · {[entry.actor_name, entry.unit_name].filter(Boolean).join(', ')}
            {isLate(entry) && ` (${t('dossier.entered_later', { at: moment(entry.recorded_at) })})`}
          </div>
          <Details details={entry.details} />
        </li>
      ))}
    </ol>
  );
}

function Details({ details }: { details: Entry['details'] }) {
  const { t, tCode, money } = useText();
  const said = Object.entries(details).flatMap(([key, value]) => {
    const name = `detail.${key}`;
    if (!isTextKey(name) || (typeof value === 'object' && !Array.isArray(value))) return [];
    if (Array.isArray(value) && value.some((item) => typeof item === 'object')) return [];
    const text =
      key === 'amount_vnd'
        ? money(Number(value))
        : key === 'outcome'
          ? tCode('outcome_kind', String(value))
          : Array.isArray(value)
            ? value.join('; ')
            : String(value);
    return [{ key, label: t(name), text }];
  });
  if (said.length === 0) return null;
  return (
    <ul className="plain-list said">
      {said.map((one) => (
        <li key={one.key}>
          <span className="muted">{one.label}:</span> {one.text}
        </li>
      ))}
    </ul>
  );
}
