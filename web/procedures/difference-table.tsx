import { Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { type Content, differences, onlyIn } from './content.ts';
import { FIELD_TEXT, linesOf } from './content-words.ts';
import { useSectors } from './sectors.ts';

/** What two contents say differently, side by side; lines that only one side has are marked and told to a screen reader. */
export function DifferenceTable({ before, after, none }: { before: Content; after: Content; none?: string }) {
  const texts = useText();
  const { t } = texts;
  const { nameOf } = useSectors();
  const found = differences(before, after);
  if (found.length === 0) return <Nothing text={none ?? t('catalogue.no_difference')} />;
  return (
    <div className="differences">
      <div className="difference difference-head" aria-hidden="true">
        <span>{t('catalogue.what')}</span>
        <span>{t('catalogue.before')}</span>
        <span>{t('catalogue.after')}</span>
      </div>
      {found.map(({ field }) => {
        const [was, is] = [linesOf(before, field, texts, nameOf), linesOf(after, field, texts, nameOf)];
        return (
          <div className="difference" key={field}>
            <span className="strong">{t(FIELD_TEXT[field])}</span>
            <Lines label={t('catalogue.before')} lines={was} marked={onlyIn(was, is)} as="del" />
            <Lines label={t('catalogue.after')} lines={is} marked={onlyIn(is, was)} as="ins" />
          </div>
        );
      })}
    </div>
  );
}

type Side = { label: string; lines: string[]; marked: ReadonlySet<string>; as: 'del' | 'ins' };

function Lines({ label, lines, marked, as: Mark }: Side) {
  const { t } = useText();
  return (
    <div className={`side-${Mark}`}>
      <span className="side-label">{label}: </span>
      {lines.length === 0 && <span className="muted">{t('catalogue.nothing_said')}</span>}
      {lines.map((line) => (
        <div key={line}>{marked.has(line) ? <Mark>{line}</Mark> : line}</div>
      ))}
    </div>
  );
}
