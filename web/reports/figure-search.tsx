import { useEffect, useEffectEvent, useId, useState } from 'react';
import { type Output, useGet } from '../api.ts';
import { Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';

export type FoundFigure = Output<'reports.figure_search'>['rows'][number];

const WAIT_MS = 150;

function useLater(text: string): string {
  const [later, setLater] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setLater(text), WAIT_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return later;
}

/** Finds a figure by the officer's words; arrows choose, Enter puts it in, Escape goes back to the words. */
export function FigureSearch({
  report_id,
  busy,
  error,
  onChoose,
  onClose,
}: {
  report_id: number;
  busy: boolean;
  error: unknown;
  onChoose: (row: FoundFigure) => void;
  onClose: () => void;
}) {
  const { t } = useText();
  const id = useId();
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const q = useLater(words);
  const asked = useGet('reports.figure_search', { id: report_id, q }, { placeholderData: (before) => before });
  const rows = asked.data?.rows ?? [];
  const chosen = rows[Math.min(at, rows.length - 1)];
  const is_current = q === words && !asked.isPlaceholderData && !asked.isFetching;
  const take = (row: FoundFigure | undefined) => {
    if (row && !busy) onChoose(row);
  };
  // Enter typed faster than the answer comes means the first of the answer.
  const [has_entered, setEntered] = useState(false);
  const later = useEffectEvent(() => {
    setEntered(false);
    take(chosen);
  });
  useEffect(() => {
    if (has_entered && is_current) later();
  }, [has_entered, is_current]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a part of the editor, not of the page
    <div className="figure-search" role="group" aria-label={t('figures_in.title')}>
      <label htmlFor={id}>{t('figures_in.label')}</label>
      <input
        id={id}
        className="figure-search-words"
        role="combobox"
        aria-expanded={rows.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={chosen ? `${id}-${chosen.anchor}` : undefined}
        autoComplete="off"
        // biome-ignore lint/a11y/noAutofocus: it was opened by the key that was typed
        autoFocus
        maxLength={200}
        placeholder={t('figures_in.example')}
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setAt(0);
          setEntered(false);
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setAt(Math.min(at + 1, rows.length - 1));
          else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
          else if (event.key === 'Enter') {
            if (is_current) take(chosen);
            else setEntered(true);
          } else if (event.key === 'Escape') onClose();
          else return;
          event.preventDefault();
        }}
      />
      <Understood asked={asked.data} />
      {Boolean(error) && <Problem error={error} />}
      {asked.isError && <Problem error={asked.error} />}
      <div id={`${id}-list`} role="listbox" aria-label={t('figures_in.found')} aria-busy={busy} className="figure-search-list">
        {rows.map((row, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the box above
          <div
            key={row.anchor}
            id={`${id}-${row.anchor}`}
            role="option"
            tabIndex={-1}
            aria-selected={row === chosen}
            className="figure-search-row"
            onMouseEnter={() => setAt(i)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(row)}
          >
            <span>
              {row.label}
              {row.sector_name && <span>{` · ${row.sector_name}`}</span>}
              <span className="figure-search-where">{`${row.period} · ${row.unit_name}`}</span>
            </span>
            {row.printed === null ? (
              <span className="figure-search-keys">{t('figures_in.computed')}</span>
            ) : (
              <strong className="num">{row.printed}</strong>
            )}
          </div>
        ))}
      </div>
      {asked.data && rows.length === 0 && is_current && <p className="muted">{t('figures_in.none')}</p>}
      <p className="figure-search-keys">{t('figures_in.keys')}</p>
    </div>
  );
}

function Understood({ asked }: { asked: Output<'reports.figure_search'> | undefined }) {
  const { t } = useText();
  if (!asked) return null;
  const { period, unit_name, sector_name, is_earlier } = asked.understood;
  return (
    <div className="figure-search-keys" role="status">
      {t('figures_in.understood')}:{' '}
      {[period, is_earlier && t('figures_in.earlier'), unit_name, sector_name].filter(Boolean).join(' · ')}
    </div>
  );
}
