import { Button } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { List, toggled } from '../ui/list.tsx';
import { useText } from '../ui/text.tsx';
import { Bulk } from './bulk.tsx';
import { dossierColumns } from './columns.tsx';
import { useChosenColumns } from './list-tools.tsx';
import type { Listed } from './marks.tsx';
import type { ListName } from './own-lists.ts';

/** Rows of a page: as many as may be worked on at once, at most. */
export const SIZES = [20, 50, 100, 200] as const;

/** Rows a page has, as the address says; another number than those offered is the first of them. */
export function rowsOf(address: { number(name: string, fallback: number): number }): number {
  const asked = address.number('rows', SIZES[0]);
  return SIZES.find((size) => size === asked) ?? SIZES[0];
}

type Props = {
  list: ListName;
  label: string;
  rows: readonly Listed[];
  total: number;
  page_size: number;
  has_more?: boolean;
  sorts: readonly string[];
  empty: ReactNode;
  loading: boolean;
};

/**
 * A list of dossiers that is worked through: rows ticked to act on all of them, and the keyboard. J and K go down and up, X ticks, Enter opens,
 * Shift+A ticks the page.
 */
export function DossierList({ list, label, rows, total, page_size, has_more = false, sorts, empty, loading }: Props) {
  const text = useText();
  const { t } = text;
  const { chosen } = useChosenColumns(list);
  const [keys, setKeys] = useState<ReadonlySet<string | number>>(new Set());
  const [at, setAt] = useState(-1);
  const ticked = rows.filter((row) => keys.has(row.id));
  useRowKeys(rows, at, setAt, keys, setKeys);
  // What is no longer on the page is not acted upon unseen.
  const ids = rows.map((row) => row.id).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when other rows are shown.
  useEffect(() => {
    setKeys((before) => new Set([...before].filter((key) => rows.some((row) => row.id === key))));
    setAt((before) => Math.min(before, rows.length - 1));
  }, [ids]);
  return (
    <>
      {ticked.length > 0 && (
        <Bulk
          rows={ticked}
          onDone={(left) => setKeys(new Set(left))}
          extra={
            <Button type="text" onClick={() => setKeys(new Set())}>
              {t('bulk.untick')}
            </Button>
          }
        />
      )}
      <List<Listed>
        label={label}
        columns={dossierColumns(text, sorts, chosen)}
        rows={rows}
        rowKey={(row) => row.id}
        to={(row) => `/dossiers/${row.id}`}
        total={total}
        page_size={page_size}
        sizes={SIZES}
        has_more={has_more}
        empty={empty}
        loading={loading}
        current={rows[at]?.id ?? null}
        ticks={{ keys, onChange: setKeys, name: (key) => t('bulk.tick', { code: rows.find((row) => row.id === key)?.code }) }}
      />
      {rows.length > 0 && <p className="small only-wide">{t('bulk.keys')}</p>}
    </>
  );
}

type Keys = ReadonlySet<string | number>;

function useRowKeys(
  rows: readonly Listed[],
  at: number,
  setAt: (at: number) => void,
  keys: Keys,
  setKeys: (keys: Keys) => void,
): void {
  const navigate = useNavigate();
  const now = useRef({ rows, at, keys });
  now.current = { rows, at, keys };
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.altKey || event.metaKey || isBusy(target)) return;
      const { rows, at, keys } = now.current;
      const row = rows[at];
      const go = (to: number) => {
        const next = Math.max(0, Math.min(to, rows.length - 1));
        setAt(next);
        requestAnimationFrame(() => document.querySelector('.row-current')?.scrollIntoView({ block: 'nearest' }));
      };
      const does: Record<string, () => void> = {
        j: () => go(at + 1),
        k: () => go(at - 1),
        A: () => setKeys(keys.size === rows.length ? new Set() : new Set(rows.map((one) => one.id))),
        ...(row && {
          x: () => setKeys(toggled(keys, row.id)),
          ...(target === document.body || target.closest('main') === target
            ? { Enter: () => void navigate(`/dossiers/${row.id}`) }
            : {}),
        }),
      };
      const act = does[event.key];
      if (!act || rows.length === 0) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [navigate, setAt, setKeys]);
}

/** Somebody types, or a dialog is open. */
function isBusy(target: HTMLElement): boolean {
  const is_typing =
    target.isContentEditable ||
    (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && (target as HTMLInputElement).type !== 'checkbox');
  return is_typing || document.querySelector('.ant-modal-wrap:not([style*="display: none"])') !== null;
}
