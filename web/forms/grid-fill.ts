// Saving a grid cell by cell: shown at once, sent in order, with what was refused by its cell, and taken back by undo.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { ApiError, call, type Input, refresh } from '../api.ts';
import { useErrorText } from '../ui/states.tsx';

export type FillCell = Input<'forms.save_cells'>['cells'][number];

/** What of a cell is typed: its value, and what stands beside it. */
export type Texts = { value?: string; note?: string };
type Said = { texts: Texts; cell: Omit<FillCell, 'version'> };

export type Change = Said & {
  /** Of the cell in the page. */
  id: string;
  /** What it was, to go back to. */
  before: Said;
};

export type Pending = { texts: Texts; problem?: string | undefined };
export type Fault = { id: string; label: string; code: string | null; text: string; sentence: string };
type Wire = {
  key: string;
  from: string;
  to: string;
  label: string;
  code: string | null;
  error: string;
  data: Record<string, unknown>;
};
type Asked = { changes: Change[]; how: 'typed' | 'pasted' | 'cleared' | 'undo'; faults: number };

type Options = {
  form: { code: string; unit: string; from: string; to: string };
  /** The version a cell has as far as the page knows. */
  versionOf: (id: string) => number;
  idOf: (of: { key: string; from: string; to: string }) => string;
};

const DEPTH = 100;

export function useFill({ form, versionOf, idOf }: Options) {
  const client = useQueryClient();
  const sentence = useErrorText();
  const [pending, setPending] = useState<ReadonlyMap<string, Pending>>(new Map());
  const [faults, setFaults] = useState<Fault[]>([]);
  const [asking, setAsking] = useState<Asked | null>(null);
  const [saving, setSaving] = useState(0);
  const refusing = useRef<(error: unknown, asked: Omit<Asked, 'faults'>) => void>(() => {});
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  // Versions that were written since the page read them.
  const written = useRef(new Map<string, number>());
  const done = useRef<Change[][]>([]);
  const undone = useRef<Change[][]>([]);
  const known = useRef(versionOf);
  known.current = versionOf;

  const put = useCallback((changes: readonly { id: string; pending: Pending | null }[]) => {
    setPending((now) => {
      const next = new Map(now);
      for (const { id, pending: one } of changes) {
        if (one) next.set(id, one);
        else next.delete(id);
      }
      return next;
    });
  }, []);

  const send = useCallback(
    async ({ changes, how }: Omit<Asked, 'faults'>, reason: string | null) => {
      const version = (id: string) => Math.max(known.current(id), written.current.get(id) ?? 0);
      const cells = changes.map(({ id, cell }) => ({ ...cell, version: version(id) }));
      try {
        const { versions } = await call('forms.save_cells', { ...form, cells, reason });
        changes.forEach(({ id }, at) => {
          written.current.set(id, versions[at] ?? 0);
        });
        if (how !== 'undo') {
          done.current = [...done.current, changes].slice(-DEPTH);
          undone.current = [];
        }
        await refresh(client, ['forms', 'measures']);
        put(changes.map(({ id }) => ({ id, pending: null })));
      } catch (error) {
        refusing.current(error, { changes, how });
      }
    },
    [client, form, put],
  );

  const refused = (error: unknown, asked: Omit<Asked, 'faults'>) => {
    const wires = error instanceof ApiError && error.code === 'forms.cells_refused' ? (error.data.faults as Wire[]) : [];
    const { changes, how } = asked;
    if (wires.length > 0 && wires.every((one) => one.error === 'forms.reason_needed'))
      return setAsking({ changes, how, faults: wires.length });
    const by_id = new Map(wires.map((wire) => [idOf(wire), wire]));
    const text = sentence(error);
    const found = changes.flatMap((change): Fault[] => {
      const wire = by_id.get(change.id);
      // A reason is asked for when nothing else is wrong.
      if (wires.length > 0 && (!wire || wire.error === 'forms.reason_needed')) return [];
      const said = wire ? sentence(new ApiError(wire.error, 422, wire.data, null)) : text;
      return [
        {
          id: change.id,
          label: wire?.label ?? '',
          code: wire?.code ?? null,
          text: change.texts.value ?? change.texts.note ?? '',
          sentence: said,
        },
      ];
    });
    setFaults(found);
    const is_kept = how === 'typed';
    const of_id = new Map(found.map((one) => [one.id, one]));
    // What one typed stays to be mended; a block that was refused is not kept at all.
    put(changes.map(({ id, texts }) => ({ id, pending: is_kept ? { texts, problem: of_id.get(id)?.sentence ?? text } : null })));
  };

  refusing.current = refused;

  const enqueue = useCallback(
    (asked: Omit<Asked, 'faults'>, reason: string | null) => {
      setFaults([]);
      put(asked.changes.map(({ id, texts }) => ({ id, pending: { texts } })));
      setSaving((n) => n + 1);
      queue.current = queue.current.then(() => send(asked, reason)).finally(() => setSaving((n) => n - 1));
    },
    [put, send],
  );

  const back = useCallback(
    (from: { current: Change[][] }, to: { current: Change[][] }) => {
      const last = from.current.at(-1);
      if (!last) return;
      from.current = from.current.slice(0, -1);
      to.current = [...to.current, last];
      const changes =
        from === done ? last.map(({ id, before, texts, cell }) => ({ id, ...before, before: { texts, cell } })) : last;
      enqueue({ changes, how: 'undo' }, 'Hoàn tác thao tác vừa rồi');
    },
    [enqueue],
  );

  return {
    pending,
    faults,
    saving: saving > 0,
    asking,
    save: (changes: Change[], how: Asked['how']) => enqueue({ changes, how }, null),
    answer: (reason: string | null) => {
      if (!asking) return;
      setAsking(null);
      if (reason === null) put(asking.changes.map(({ id }) => ({ id, pending: null })));
      else enqueue(asking, reason);
    },
    undo: () => back(done, undone),
    redo: () => back(undone, done),
    forget: () => setFaults([]),
    drop: (id: string) => put([{ id, pending: null }]),
  };
}
