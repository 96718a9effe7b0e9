import { Form, type FormInstance } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { ApiError } from '../api.ts';
import { dropDraft } from '../offline/draft.ts';
import { type CatalogueProcedure, useCatalogue } from '../procedures/catalogue.ts';
import { limitText } from '../procedures/limit-text.ts';
import { useMe } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { useText } from '../ui/text.tsx';
import type { Keep } from './arrived.tsx';
import { type CardRead, cardRead, NOT_READ } from './card-read.ts';
import { addRecent, recentsOf } from './desk-habits.ts';
import { useDuesAhead } from './kept-dues.ts';
import { useOwnLists } from './own-lists.ts';
import { type PaperRow, paperRows, type ReceiveFields, receiveInput, refusedField } from './receive-form.ts';
import type { Ready } from './send-intake.ts';
import { useCardReader } from './use-card-reader.ts';
import { type IntakeState, useDraft, useIntake } from './use-intake.ts';
import { useOffers } from './use-offers.ts';

type Opened = { waiting: string | undefined; asked_for: string | undefined };

/** Everything the intake page does: what is in hand, what was read of a card, what the desk has of its own, and what is next. */
export function useDesk(form: FormInstance<ReceiveFields>, first: Partial<ReceiveFields>, { waiting, asked_for }: Opened) {
  const me = useMe();
  const { lang } = useText();
  const address = useAddress();
  const catalogue = useCatalogue();
  const { habits, star, addToRecents } = useHabits(me.account.id);
  const intake = useIntake(form, first, waiting);
  const draft = useDraft(form, intake, { is_on: !asked_for, waiting });
  const code = Form.useWatch('procedure_code', form);
  const identity = Form.useWatch('identity', form);
  const unit = Form.useWatch('receiving_unit', form);
  const procedure = catalogue.data?.rows.find((one) => one.code === code);
  const offers = useOffers(identity, unit, intake.papers);
  const { read, setRead, scan } = useCard(form, draft.changed);
  usePapersOfAddress(procedure, intake, draft.is_ready);
  useDuesAhead(me.account.unit_code ?? undefined, [...new Set([...habits.favourites, ...habits.recents])]);

  const readyOf = (fields: ReceiveFields): Ready => ({
    input: receiveInput(fields, intake.papers, intake.client_id),
    procedure_name: procedure?.name ?? fields.procedure_code,
    unit_name: me.account.unit_code === fields.receiving_unit ? (me.account.unit_name ?? '') : fields.receiving_unit,
    limit_text: procedure ? limitText(procedure, lang) : null,
    fee_vnd: procedure?.fee_vnd ?? 0,
    form: { fields, papers: intake.papers },
  });
  /** The field that is not right says so, often below what the screen shows: the keyboard is put there. */
  const toFault = (problem: unknown) => {
    const [first] = (problem as { errorFields?: { name: (string | number)[] }[] }).errorFields ?? [];
    if (first) form.scrollToField(first.name, { focus: true, block: 'center' });
    return null;
  };
  /** What is on the screen when it may be sent; null when a field is not right. */
  const checked = async (): Promise<Ready | null> => {
    try {
      return readyOf(await form.validateFields());
    } catch (problem) {
      return toFault(problem);
    }
  };
  /** What guidance needs: for which procedure, where, and who came. Nobody has to show a card to be told what to bring. */
  const checkedForVisit = async (): Promise<Ready | null> => {
    try {
      await form.validateFields(['procedure_code', 'receiving_unit', 'name', 'email']);
      return readyOf(form.getFieldsValue(true) as ReceiveFields);
    } catch (problem) {
      return toFault(problem);
    }
  };
  const send = async (ready: Ready) => {
    // Ctrl+Enter pressed twice: the answer to the first one is on its way.
    if (intake.busy) return;
    const problem = await intake.send(ready);
    if (problem === null) addToRecents(ready.input.procedure_code);
    const field = problem instanceof ApiError ? refusedField(problem.code) : undefined;
    if (field) form.scrollToField(field, { focus: true, block: 'center' });
  };
  const begin = (kept: Partial<ReceiveFields>, rows: PaperRow[] = []) => {
    setRead(NOT_READ);
    draft.forget();
    if (waiting || asked_for) address.set({ waiting: null, procedure: null });
    intake.clear({ receiving_unit: form.getFieldValue('receiving_unit') ?? first.receiving_unit, ...kept }, rows);
  };
  const addToBasket = async (): Promise<boolean> => {
    const ready = await checked();
    if (!ready) return false;
    intake.setBasket((before) => [...before, { ready, error: null }]);
    addToRecents(ready.input.procedure_code);
    begin(applicantFields(ready.form.fields));
    return true;
  };
  const mend = (client_id: string) => {
    const item = intake.basket.find((one) => one.ready.input.client_id === client_id);
    if (!item) return;
    intake.setBasket((before) => before.filter((one) => one !== item));
    intake.show(item.ready.form.fields, item.ready.form.papers, client_id);
    intake.setError(item.error);
  };
  const next = (keep: Keep) => {
    const last = intake.arrived.at(-1)?.ready.form;
    intake.setArrived([]);
    if (keep === 'applicant' && last) begin(applicantFields(last.fields));
    else if (keep === 'procedure' && last) begin(filingFields(last.fields), last.papers.map(withoutStore));
    else begin({});
  };
  const forget = () => void dropDraft(me.account.id);
  return {
    form,
    intake,
    draft,
    habits,
    star,
    code,
    procedure,
    offers,
    read,
    scan,
    readyOf,
    checkedForVisit,
    send,
    begin,
    addToBasket,
    mend,
    next,
    forget,
  };
}

/** Starred procedures are the account's, on every machine; the last ones are this browser's. */
function useHabits(account_id: number) {
  const { texts, choose } = useOwnLists();
  const [recents, setRecents] = useState(() => recentsOf(account_id));
  const favourites = texts('favourite_procedures') ?? [];
  const star = (code: string) => {
    const rest = favourites.filter((one) => one !== code);
    // Without a network the star is lost again, and nothing else.
    choose('favourite_procedures', rest.length < favourites.length ? rest : [...favourites, code]).catch(() => {});
  };
  return { habits: { favourites, recents }, star, addToRecents: (code: string) => setRecents(addRecent(account_id, code)) };
}

/** A card that was scanned, wherever on the page, fills what it knows; the next thing to type is the phone number. */
function useCard(form: FormInstance<ReceiveFields>, onFilled: () => void) {
  const [read, setRead] = useState<CardRead>(NOT_READ);
  const scan = (text: string) => {
    const found = cardRead(text);
    if (!found) return;
    setRead(found);
    if (found.kind !== 'read') return;
    const { identity, name, address, born_on, sex } = found.card;
    // Who files for an enterprise shows a card of their own: what was typed of the enterprise stays.
    const is_for_other = form.getFieldValue('kind') === 1 && Boolean(form.getFieldValue('name'));
    if (is_for_other) form.setFieldsValue({ submitter_name: name });
    else form.setFieldsValue({ no_identity: false, kind: 0, identity, name, address, card: { identity, born_on, sex } });
    onFilled();
    document.getElementById('phone')?.focus();
  };
  useCardReader(scan);
  return { read, setRead, scan };
}

/** The first time a procedure named in the address is known, its papers are listed; afterwards they follow what is chosen. */
function usePapersOfAddress(
  procedure: CatalogueProcedure | undefined,
  { papers, setPapers }: IntakeState,
  is_ready: boolean,
): void {
  const done = useRef(false);
  useEffect(() => {
    if (done.current || !procedure || !is_ready) return;
    done.current = true;
    if (papers.length === 0) setPapers(paperRows(procedure.papers, 1));
  }, [procedure, papers, setPapers, is_ready]);
}

const APPLICANT = [
  'kind',
  'identity',
  'no_identity',
  'no_identity_reason',
  'name',
  'phone',
  'email',
  'address',
  'submitter_name',
  'card',
] as const;

function applicantFields(fields: ReceiveFields): Partial<ReceiveFields> {
  return Object.fromEntries(APPLICANT.flatMap((key) => (fields[key] === undefined ? [] : [[key, fields[key]]])));
}

function filingFields({ procedure_code, channel, return_channel }: ReceiveFields): Partial<ReceiveFields> {
  return { procedure_code, channel, return_channel };
}

/** The next applicant's papers lie in another store. */
function withoutStore(paper: PaperRow): PaperRow {
  return { ...paper, holding_id: undefined };
}
