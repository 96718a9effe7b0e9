import { type ClipboardEvent, type KeyboardEvent, memo, type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { useText } from '../ui/text.tsx';
import {
  copiedText,
  type GridSize,
  isWithin,
  moved,
  type Pasted,
  type Place,
  pastedCells,
  type Rect,
  rectOf,
} from './grid-model.ts';

export type SheetCell = {
  /** As it is read, and as it is typed. */
  text: string;
  /** Name of the cell for a screen reader. */
  label: string;
  is_locked: boolean;
  tone?: string | undefined;
  /** Said over the cell: why it is refused, what is unusual about it. */
  hint?: string | undefined;
  is_invalid?: boolean | undefined;
  is_words?: boolean | undefined;
  /** A locked cell leads to its records. */
  to?: string | undefined;
  marks?: ReactNode;
};

export type SheetRow = {
  key: string;
  className?: string | undefined;
  /** Cells before the ones that can be walked. */
  head: ReactNode;
  /** None: a heading. */
  cells: readonly SheetCell[];
};

export type Edit = Place & { text: string };

type Props = {
  label: string;
  header: ReactNode;
  rows: readonly SheetRow[];
  columns: number;
  active: Place | null;
  onActive: (place: Place) => void;
  onEdit: (edits: Edit[], how: 'typed' | 'pasted' | 'cleared') => void;
  /** Esc on a cell whose text was refused. */
  onReset: (place: Place) => void;
  onUndo: () => void;
  onRedo: () => void;
  className?: string;
};

/**
 * A table walked and filled like a spreadsheet: arrows, Enter, Tab, F2, Esc, typing, blocks from and to Excel. Every open cell is an input whose text
 * is selected, so that typing replaces it, also through an input method for Vietnamese.
 */
export function GridSheet({
  label,
  header,
  rows,
  columns,
  active,
  onActive,
  onEdit,
  onReset,
  onUndo,
  onRedo,
  className = '',
}: Props) {
  const table = useRef<HTMLTableElement>(null);
  const [anchor, setAnchor] = useState<Place | null>(null);
  const [editing, setEditing] = useState<'typing' | 'caret' | null>(null);
  const size: GridSize = { rows: rows.length, columns, hasCells: (row) => (rows[row]?.cells.length ?? 0) > 0 };
  const selection = active ? rectOf(anchor ?? active, active) : null;

  const focus = useCallback((place: Place) => {
    const found = table.current?.querySelector<HTMLElement>(`[data-cell="${place.row}/${place.column}"]`);
    found?.focus();
    found?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, []);
  // The page itself may name a cell: a failed rule leads to the cells it looks at.
  const { row: at_row = -1, column: at_column = -1 } = active ?? {};
  useEffect(() => {
    if (at_row < 0) return;
    const here = document.activeElement?.getAttribute('data-cell');
    if (here !== `${at_row}/${at_column}`) focus({ row: at_row, column: at_column });
  }, [at_row, at_column, focus]);

  const go = (place: Place, is_extending: boolean) => {
    setAnchor((now) => (is_extending ? (now ?? active) : null));
    setEditing(null);
    onActive(place);
  };
  const commit = (place: Place) => {
    const input = table.current?.querySelector<HTMLInputElement>(`input[data-cell="${place.row}/${place.column}"]`);
    const cell = rows[place.row]?.cells[place.column];
    if (input && cell && editing !== null && input.value !== cell.text) onEdit([{ ...place, text: input.value }], 'typed');
    setEditing(null);
  };
  const cancel = (place: Place) => {
    const input = table.current?.querySelector<HTMLInputElement>(`input[data-cell="${place.row}/${place.column}"]`);
    if (input) {
      input.value = rows[place.row]?.cells[place.column]?.text ?? '';
      input.select();
    }
    setEditing(null);
  };
  const clear = (rect: Rect) => {
    const edits: Edit[] = [];
    for (let row = rect.top; row <= rect.bottom; row += 1)
      for (let column = rect.left; column <= rect.right; column += 1) {
        const cell = rows[row]?.cells[column];
        if (cell && !cell.is_locked && cell.text !== '') edits.push({ row, column, text: '' });
      }
    if (edits.length > 0) onEdit(edits, 'cleared');
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (!active || event.nativeEvent.isComposing) return;
    const { key, shiftKey: shift } = event;
    const ctrl = event.ctrlKey || event.metaKey;
    if (key === 'Escape') {
      if (editing) event.preventDefault();
      else onReset(active);
      return editing ? cancel(active) : undefined;
    }
    if (key === 'F2') {
      event.preventDefault();
      if (!(event.target instanceof HTMLInputElement)) return;
      setEditing('caret');
      event.target.setSelectionRange(event.target.value.length, event.target.value.length);
      return;
    }
    if (ctrl && !editing && (key === 'z' || key === 'y')) {
      event.preventDefault();
      return key === 'z' && !shift ? onUndo() : onRedo();
    }
    if (key === 'Delete' && !editing && selection) {
      event.preventDefault();
      return clear(selection);
    }
    // While the caret is inside a text, arrows move the caret.
    if (editing === 'caret' && key !== 'Enter' && key !== 'Tab') return;
    const next = moved(size, active, key, { shift: key === 'Tab' || key === 'Enter' ? shift : false, ctrl });
    if (!next) {
      if (key === 'Tab') commit(active);
      return;
    }
    event.preventDefault();
    commit(active);
    go(next, shift && key !== 'Tab' && key !== 'Enter');
  };

  const onCopy = (event: ClipboardEvent) => {
    if (!selection || editing) return;
    event.preventDefault();
    event.clipboardData.setData(
      'text/plain',
      copiedText(selection, ({ row, column }) => rows[row]?.cells[column]?.text ?? ''),
    );
  };
  const onPaste = (event: ClipboardEvent) => {
    if (!active || !selection || editing === 'caret') return;
    event.preventDefault();
    const block = pastedCells(
      event.clipboardData.getData('text'),
      { row: selection.top, column: selection.left },
      selection,
      size,
    );
    const edits = block.filter(({ row, column }: Pasted) => rows[row]?.cells[column] !== undefined);
    if (edits.length > 0) onEdit(edits, 'pasted');
  };

  // Lines are drawn anew only when something of theirs changed, so what they call stays the same and looks here for what is now.
  const now = useRef({ active, commit, onActive });
  now.current = { active, commit, onActive };
  const onPick = useCallback((place: Place, is_extending: boolean) => {
    const was = now.current.active;
    if (was?.row === place.row && was.column === place.column) return;
    setAnchor((from) => (is_extending ? (from ?? was) : null));
    now.current.onActive(place);
  }, []);
  const onLeave = useCallback((place: Place) => now.current.commit(place), []);

  return (
    <table
      ref={table}
      className={`sheet grid-sheet ${className}`}
      aria-label={label}
      onKeyDown={onKeyDown}
      onCopy={onCopy}
      onPaste={onPaste}
    >
      <thead>{header}</thead>
      <tbody>
        {rows.map((row, at) => (
          <SheetLine
            key={row.key}
            row={row}
            at={at}
            active={active?.row === at ? active.column : null}
            range={selection && at >= selection.top && at <= selection.bottom && isWide(selection) ? selection : null}
            editing={active?.row === at ? editing : null}
            onPick={onPick}
            onTyping={setEditing}
            onLeave={onLeave}
          />
        ))}
      </tbody>
    </table>
  );
}

const isWide = ({ top, bottom, left, right }: Rect) => top !== bottom || left !== right;

type LineProps = {
  row: SheetRow;
  at: number;
  active: number | null;
  range: Rect | null;
  editing: 'typing' | 'caret' | null;
  onPick: (place: Place, is_extending: boolean) => void;
  onTyping: (how: 'typing' | 'caret') => void;
  onLeave: (place: Place) => void;
};

const SheetLine = memo(function SheetLine({ row, at, active, range, editing, onPick, onTyping, onLeave }: LineProps) {
  return (
    <tr className={row.className}>
      {row.head}
      {row.cells.map((cell, column) => {
        const place = { row: at, column };
        const state = `${active === column ? 'active' : ''} ${range && isWithin(range, place) ? 'in-range' : ''}`;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place.
          <td key={column} className={`grid-cell ${cell.is_words ? 'words' : ''} ${cell.tone ?? ''} ${state}`} title={cell.hint}>
            {cell.is_locked ? (
              <LockedCell cell={cell} place={place} onPick={onPick} />
            ) : (
              <OpenCell
                cell={cell}
                place={place}
                editing={active === column ? editing : null}
                onPick={onPick}
                onTyping={onTyping}
                onLeave={onLeave}
              />
            )}
            {cell.marks && <span className="grid-marks">{cell.marks}</span>}
          </td>
        );
      })}
    </tr>
  );
});

type CellProps = { cell: SheetCell; place: Place; onPick: LineProps['onPick'] };

function LockedCell({ cell, place, onPick }: CellProps) {
  const { t } = useText();
  const said = `${cell.label}: ${cell.text || t('figures.not_available')}, ${t('grid.locked')}`;
  return (
    <>
      <button
        type="button"
        data-cell={`${place.row}/${place.column}`}
        aria-label={said}
        className="grid-value"
        onFocus={() => onPick(place, false)}
        onMouseDown={(event) => {
          if (!event.shiftKey) return;
          event.preventDefault();
          onPick(place, true);
        }}
      >
        {cell.text}
      </button>
      {cell.to && (
        <Link to={cell.to} className="grid-open" tabIndex={-1} aria-label={t('grid.open_records', { cell: cell.label })}>
          ↗
        </Link>
      )}
    </>
  );
}

function OpenCell({
  cell,
  place,
  editing,
  onPick,
  onTyping,
  onLeave,
}: CellProps & { editing: LineProps['editing']; onTyping: LineProps['onTyping']; onLeave: LineProps['onLeave'] }) {
  const input = useRef<HTMLInputElement>(null);
  // What arrives from elsewhere is shown unless somebody is typing here.
  useEffect(() => {
    if (!editing && input.current && input.current.value !== cell.text) {
      input.current.value = cell.text;
      if (document.activeElement === input.current) input.current.select();
    }
  }, [cell.text, editing]);
  return (
    <input
      ref={input}
      className="grid-value"
      data-cell={`${place.row}/${place.column}`}
      aria-label={cell.label}
      aria-invalid={cell.is_invalid ?? false}
      inputMode={cell.is_words ? 'text' : 'decimal'}
      autoComplete="off"
      spellCheck={false}
      maxLength={500}
      defaultValue={cell.text}
      onInput={() => editing === null && onTyping('typing')}
      onDoubleClick={() => onTyping('caret')}
      onMouseDown={(event) => {
        if (event.shiftKey) {
          event.preventDefault();
          onPick(place, true);
        }
      }}
      onFocus={(event) => {
        event.target.select();
        onPick(place, false);
      }}
      onBlur={() => onLeave(place)}
    />
  );
}
