import { useQueryClient } from '@tanstack/react-query';
import type { FormInstance } from 'antd';
import { useEffect, useState } from 'react';
import { refresh } from '../api.ts';
import { dropDraft, foundDraft, keepDraft } from '../offline/draft.ts';
import { intakesOf, markSent } from '../offline/outbox.ts';
import { useMe } from '../shell/session.tsx';
import { useText } from '../ui/text.tsx';
import type { BasketItem } from './basket.tsx';
import { newClientId, type PaperRow, type ReceiveFields } from './receive-form.ts';
import { type Ready, type Sent, sendIntake, sendMany } from './send-intake.ts';

export type Arrived = { ready: Ready; sent: Sent };
/** What is kept of an unfinished form. */
type Draft = { fields: ReceiveFields; papers: PaperRow[]; client_id: string; basket: Ready[] };

const AUTOSAVE_MS = 700;
const CHANGED = ['dossiers', 'measures', 'forms'];

/** The intake in hand, the ones beside it, and what became of those that were sent. */
export function useIntake(form: FormInstance<ReceiveFields>, first: Partial<ReceiveFields>, waiting: string | undefined) {
  const me = useMe();
  const { t } = useText();
  const client = useQueryClient();
  const [papers, setPapers] = useState<PaperRow[]>([]);
  const [client_id, setClientId] = useState(newClientId);
  const [basket, setBasket] = useState<BasketItem[]>([]);
  const [arrived, setArrived] = useState<Arrived[]>([]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const account = me.account;

  /** Puts a form as it was on the screen. */
  const show = (fields: ReceiveFields, rows: PaperRow[], name: string) => {
    form.resetFields();
    form.setFieldsValue(fields);
    setPapers(rows);
    setClientId(name);
    setError(null);
  };
  /** An empty form; `kept` stays in it. */
  const clear = (kept: Partial<ReceiveFields>, rows: PaperRow[] = []) =>
    show({ ...first, ...kept } as ReceiveFields, rows, newClientId());

  const sendOne = async (ready: Ready): Promise<Sent> => {
    const sent = await sendIntake(ready, account, t('offline.reason'));
    // It lay among the kept ones and has arrived by hand.
    if (sent.kind === 'received' && waiting === ready.input.client_id) await markSent(waiting, sent.receipt).catch(() => {});
    return sent;
  };
  /** Sends these together; the ones that are refused stay, each with its reason. */
  const sendAll = async (items: readonly Ready[]): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      const tried = await sendMany(items, account, t('offline.reason'));
      setBasket(tried.flatMap(({ ready, error }) => (error ? [{ ready, error }] : [])));
      setArrived(tried.flatMap(({ ready, sent }) => (sent ? [{ ready, sent }] : [])));
      void refresh(client, CHANGED);
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  const send = async (ready: Ready): Promise<unknown> => {
    setBusy(true);
    setError(null);
    try {
      const sent = await sendOne(ready);
      setArrived([{ ready, sent }]);
      void dropDraft(account.id);
      void refresh(client, CHANGED);
      return null;
    } catch (problem) {
      setError(problem);
      return problem;
    } finally {
      setBusy(false);
    }
  };
  return {
    papers,
    setPapers,
    client_id,
    basket,
    setBasket,
    arrived,
    setArrived,
    busy,
    error,
    setError,
    show,
    clear,
    send,
    sendAll,
  };
}

export type IntakeState = ReturnType<typeof useIntake>;

/** Keeps the unfinished form while it is typed and brings it back after a reload. @returns since when the form on the screen was kept */
export function useDraft(
  form: FormInstance<ReceiveFields>,
  intake: IntakeState,
  { is_on, waiting }: { is_on: boolean; waiting: string | undefined },
) {
  const account_id = useMe().account.id;
  const [found_at, setFoundAt] = useState<string | null>(null);
  const [is_ready, setReady] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked for once, when the page opens.
  useEffect(() => {
    const bring = async () => {
      if (waiting) {
        const kept = (await intakesOf(account_id)).find((one) => one.client_id === waiting);
        if (kept?.content) intake.show(fieldsAt(kept.content), kept.content.form.papers, waiting);
      } else if (is_on) {
        const draft = await foundDraft<Draft>(account_id);
        if (draft) {
          intake.show(draft.value.fields, draft.value.papers, draft.value.client_id);
          intake.setBasket(draft.value.basket.map((ready) => ({ ready, error: null })));
          setFoundAt(draft.at);
        }
      }
      setReady(true);
    };
    void bring().catch(() => setReady(true));
  }, []);
  const [changes, setChanges] = useState(0);
  const { papers, client_id, basket, arrived } = intake;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the fields is told by their count.
  useEffect(() => {
    if (!is_ready || waiting || arrived.length > 0) return;
    const timer = setTimeout(() => {
      const fields = form.getFieldsValue(true) as ReceiveFields;
      const is_empty = !fields.name && !fields.identity && !fields.procedure_code && basket.length === 0;
      if (is_empty) void dropDraft(account_id);
      else void keepDraft(account_id, { fields, papers, client_id, basket: basket.map((item) => item.ready) } satisfies Draft);
    }, AUTOSAVE_MS);
    return () => clearTimeout(timer);
  }, [changes, papers, client_id, basket, arrived.length, is_ready]);
  return { found_at, forget: () => setFoundAt(null), changed: () => setChanges((n) => n + 1), is_ready };
}

/** What was received without a network is received when it was, also after mending. */
function fieldsAt({
  form,
  input,
}: {
  form: { fields: ReceiveFields };
  input: { received_at: string; late_entry_reason?: string };
}): ReceiveFields {
  return {
    ...form.fields,
    other_time: true,
    received_at: input.received_at.slice(0, 16),
    ...(input.late_entry_reason ? { late_entry_reason: input.late_entry_reason } : {}),
  };
}
