import { isTextKey, type TextKey } from '../messages.ts';
import { useText } from '../ui/text.tsx';
import type { Dossier } from './dossier-page.tsx';

type Entry = Dossier['timeline'][number];
type Paper = Dossier['papers'][number];

/** What happened, newest first, with who, where and what was said. */
export function Timeline({ entries, papers }: { entries: Entry[]; papers: readonly Paper[] }) {
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
          <NamedThings entry={entry} />
          <Details kind={entry.kind} details={entry.details} papers={papers} />
        </li>
      ))}
    </ol>
  );
}

/** Steps of the process, units and officers it is about: where it was, who is next, who was asked. */
function NamedThings({ entry }: { entry: Entry }) {
  const { t, lang } = useText();
  if (entry.named.length === 0) return null;
  return (
    <ul className="plain-list said">
      {entry.named.map((one, place) => {
        const is_to_come = one.as === 'next' || one.as === 'back_to' || one.as === 'assigned' || one.as === 'asked';
        const step = lang === 'vi' ? one.step_vi : one.step_en;
        const who = one.account_name ?? (is_to_come ? t(one.as === 'asked' ? 'told.unit_asked' : 'told.nobody') : null);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of one event stand as they were written.
          <li key={place}>
            <span className="muted">{t(`told.${one.as}`)}:</span> {step && <span className="strong">{step}</span>}
            {step && (who || one.unit_name) && ' – '}
            {[who, one.unit_name].filter(Boolean).join(', ')}
          </li>
        );
      })}
    </ul>
  );
}

// Codes that are told by a text of their own: the key of a detail → how texts of its values begin.
const CODES: Record<string, string> = {
  outcome: 'outcome_kind',
  cause: 'late_cause',
  late_entry_cause: 'late_entry',
  fault: 'fault',
  visibility: 'visibility',
  stage: 'fee_stage',
  method: 'payment_method',
  purpose: 'payment_purpose',
  opinion: 'processes.opinion',
};

/** What a detail is called where it means more than its name. */
function labelOf(kind: string, key: string, details: Entry['details']): TextKey | null {
  if (kind === 'consultation_asked' && key === 'due_on') return 'told.answer_by';
  if (kind === 'decided' && key === 'note' && details.outcome === 'refused') return 'action.refusal_reason';
  return null;
}

function Details({ kind, details, papers }: { kind: string; details: Entry['details']; papers: readonly Paper[] }) {
  const { t, tCode, money, day } = useText();
  const told = (key: string, value: unknown): string => {
    if (key.endsWith('_vnd')) return money(Number(value));
    if (key.endsWith('_on') || key === 'until') return day(String(value));
    if (key === 'kind') return tCode(kind === 'apologised' ? 'apology_kind' : 'payment_kind', String(value));
    if (key in CODES) return tCode(CODES[key] as string, String(value));
    if (typeof value === 'boolean') return t(value ? 'detail.yes' : 'detail.no');
    return Array.isArray(value) ? value.join('; ') : String(value);
  };
  const said = Object.entries(details).flatMap(([key, value]) => {
    // A scan is told by the paper it is of.
    if (kind === 'paper_digitised' && key === 'kind') {
      const paper = papers.find((one) => one.kind === value && one.ordinal === details.ordinal);
      return paper ? [{ key, label: t('detail.items'), text: paper.name }] : [];
    }
    const name = `detail.${key}`;
    if (!isTextKey(name) || (typeof value === 'object' && !Array.isArray(value))) return [];
    if (Array.isArray(value) && (value.length === 0 || value.some((item) => typeof item === 'object'))) return [];
    // What is not so needs no line, but for what must not be overlooked.
    if (value === false && key !== 'is_in_time') return [];
    return [{ key, label: t(labelOf(kind, key, details) ?? name), text: told(key, value) }];
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
