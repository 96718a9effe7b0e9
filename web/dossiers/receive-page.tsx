import { Alert, Button, Form, type RefSelectProps } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { ApiError } from '../api.ts';
import { useLink } from '../offline/link.ts';
import { type CatalogueProcedure, useCatalogue } from '../procedures/catalogue.ts';
import { limitText } from '../procedures/limit-text.ts';
import { useMe } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { Icon } from '../ui/icon.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { ApplicantFields } from './applicant-fields.tsx';
import { ArrivedPage } from './arrived.tsx';
import { Basket } from './basket.tsx';
import { type CardRead, cardRead, NOT_READ } from './card-read.ts';
import { habitsOf, received, starred } from './desk-habits.ts';
import { DuePreview } from './due-preview.tsx';
import { FilingFields } from './filing-fields.tsx';
import { PapersFields } from './papers-fields.tsx';
import { type PaperRow, paperRows, type ReceiveFields, receiveInput, refusedField } from './receive-form.ts';
import type { Ready } from './send-intake.ts';
import { useCardReader } from './use-card-reader.ts';
import { type IntakeState, useDraft, useIntake } from './use-intake.ts';
import { useIntakeKeys } from './use-intake-keys.ts';

/** One screen, keyboard first: procedure, applicant, papers, and the due date as it would be. Works without a network. */
export function ReceivePage() {
  const { t, lang, moment } = useText();
  const me = useMe();
  const address = useAddress();
  const [form] = Form.useForm<ReceiveFields>();
  const picker = useRef<RefSelectProps>(null);
  const catalogue = useCatalogue();
  const [habits, setHabits] = useState(() => habitsOf(me.account.id));
  const [read, setRead] = useState<CardRead>(NOT_READ);
  const [first] = useState<Partial<ReceiveFields>>(() => ({
    channel: 1,
    return_channel: 1,
    kind: 0,
    ...(me.account.unit_code ? { receiving_unit: me.account.unit_code } : {}),
  }));
  const waiting = address.get('waiting');
  const intake = useIntake(form, first, waiting);
  const { papers, setPapers, basket, arrived } = intake;
  const asked_for = address.get('procedure');
  const draft = useDraft(form, intake, { is_on: !asked_for, waiting });
  const code = Form.useWatch('procedure_code', form);
  const procedure = catalogue.data?.rows.find((one) => one.code === code);
  usePapersOfAddress(procedure, intake, draft.is_ready);
  useFocusFirst(picker, draft.is_ready && arrived.length === 0);

  const ready = (fields: ReceiveFields): Ready => ({
    input: receiveInput(fields, papers, intake.client_id),
    procedure_name: procedure?.name ?? fields.procedure_code,
    unit_name: me.account.unit_code === fields.receiving_unit ? (me.account.unit_name ?? '') : fields.receiving_unit,
    limit_text: procedure ? limitText(procedure, lang) : null,
    form: { fields, papers },
  });
  const send = async (fields: ReceiveFields) => {
    // Ctrl+Enter pressed twice: the answer to the first one is on its way.
    if (intake.busy) return;
    const problem = await intake.send(ready(fields));
    if (problem === null) setHabits(received(me.account.id, fields.procedure_code));
    const field = problem instanceof ApiError ? refusedField(problem.code) : undefined;
    if (field) form.scrollToField(field, { focus: true, block: 'center' });
  };
  const begin = (kept: Partial<ReceiveFields>, rows: PaperRow[] = []) => {
    setRead(NOT_READ);
    draft.forget();
    if (waiting) address.set({ waiting: null });
    intake.clear({ receiving_unit: form.getFieldValue('receiving_unit') ?? first.receiving_unit, ...kept }, rows);
  };
  const addToBasket = async () => {
    const fields = await form.validateFields().catch(() => null);
    if (!fields) return;
    intake.setBasket((before) => [...before, { ready: ready(fields), error: null }]);
    setHabits(received(me.account.id, fields.procedure_code));
    begin(applicantFields(fields));
    picker.current?.focus();
  };
  const mend = (client_id: string) => {
    const item = basket.find((one) => one.ready.input.client_id === client_id);
    if (!item) return;
    intake.setBasket((before) => before.filter((one) => one !== item));
    intake.show(item.ready.form.fields, item.ready.form.papers, client_id);
    intake.setError(item.error);
  };
  const scan = (text: string) => {
    const found = cardRead(text);
    if (!found) return;
    setRead(found);
    if (found.kind === 'read') {
      const { identity, name, address: lives_at } = found.card;
      form.setFieldsValue({ no_identity: false, kind: 0, identity, name, address: lives_at });
      draft.changed();
      document.getElementById('phone')?.focus();
    }
  };
  const star = (starred_code: string) => setHabits(starred(me.account.id, starred_code));
  useCardReader(scan);
  useIntakeKeys({ form, picker, addToBasket, star: () => code && star(code), is_on: arrived.length === 0 });

  if (arrived.length > 0) {
    return (
      <ArrivedPage
        arrived={arrived}
        left={basket.length}
        onNext={(keep) => {
          const last = arrived.at(-1)?.ready.form;
          intake.setArrived([]);
          if (keep === 'applicant' && last) begin(applicantFields(last.fields));
          else if (keep === 'procedure' && last) begin(filingFields(last.fields), last.papers);
          else begin({});
        }}
      />
    );
  }
  return (
    <Page title={t('receive.title')} lead={<span className="only-wide">{t('receive.lead')}</span>}>
      {draft.found_at && (
        <Alert
          className="gap"
          type="info"
          showIcon
          closable
          role="status"
          title={t('receive.draft_found', { at: moment(draft.found_at) })}
          action={
            <Button size="small" onClick={() => begin({})}>
              {t('receive.start_anew')}
            </Button>
          }
        />
      )}
      <Form<ReceiveFields>
        form={form}
        layout="vertical"
        onFinish={(fields) => void send(fields)}
        onValuesChange={(changed: Partial<ReceiveFields>, all: ReceiveFields) => {
          draft.changed();
          if (!('procedure_code' in changed || 'channel' in changed)) return;
          const chosen = catalogue.data?.rows.find((one) => one.code === all.procedure_code);
          if (chosen) setPapers(paperRows(chosen.papers, all.channel));
        }}
        scrollToFirstError={{ focus: true }}
        initialValues={{ ...first, procedure_code: asked_for }}
      >
        <div className="grid">
          <div className="span-8">
            <FilingFields
              picker={picker}
              procedure={procedure}
              procedures={catalogue.data?.rows ?? []}
              habits={habits}
              isLoading={catalogue.isPending}
              onStar={star}
            />
            <ApplicantFields form={form} read={read} onScan={scan} />
            <PapersFields papers={papers} onChange={setPapers} is_chosen={Boolean(code)} problem={catalogue.error} />
          </div>
          <div className="span-4 receive-side">
            <Section title={t('receive.due')}>
              <DuePreview form={form} limit={procedure ? limitText(procedure, lang) : null} />
            </Section>
            {intake.error !== null && <Problem error={intake.error} title={t('receive.refused')} />}
            <Submit busy={intake.busy} onAdd={() => void addToBasket()} has_basket={basket.length > 0} />
            <Basket
              items={basket}
              busy={intake.busy}
              onRemove={(gone) => intake.setBasket((before) => before.filter((one) => one.ready.input.client_id !== gone))}
              onMend={mend}
              onSend={() => void intake.sendAll(basket.map((one) => one.ready))}
            />
          </div>
        </div>
      </Form>
    </Page>
  );
}

function Submit({ busy, onAdd, has_basket }: { busy: boolean; onAdd: () => void; has_basket: boolean }) {
  const { t } = useText();
  const is_up = useLink();
  return (
    <div className="gap stack-buttons">
      <Button
        type={has_basket ? 'default' : 'primary'}
        size="large"
        block
        htmlType="submit"
        loading={busy}
        icon={<Icon name="check" />}
      >
        {t(is_up ? 'receive.submit' : 'receive.submit_offline')} <span className="only-wide key-hint">Ctrl+Enter</span>
      </Button>
      <Button block icon={<Icon name="plus" />} onClick={onAdd}>
        {t('basket.add')} <span className="only-wide key-hint">Alt+4</span>
      </Button>
    </div>
  );
}

/** The first time a procedure named in the address is known, its papers are listed; afterwards they follow what is chosen. */
function usePapersOfAddress(procedure: CatalogueProcedure | undefined, { papers, setPapers }: IntakeState, is_ready: boolean) {
  const done = useRef(false);
  useEffect(() => {
    if (done.current || !procedure || !is_ready) return;
    done.current = true;
    if (papers.length === 0) setPapers(paperRows(procedure.papers, 1));
  }, [procedure, papers, setPapers, is_ready]);
}

/** Receiving begins at the procedure. Effects of a parent run after those of its children: the heading has taken the focus by now, and gives it up. */
function useFocusFirst(picker: { current: RefSelectProps | null }, is_on: boolean) {
  useEffect(() => {
    if (is_on) picker.current?.focus({ preventScroll: true });
  }, [is_on, picker]);
}

function applicantFields({
  kind,
  identity,
  no_identity,
  no_identity_reason,
  name,
  phone,
  email,
  address,
  submitter_name,
}: ReceiveFields): Partial<ReceiveFields> {
  const all = { kind, identity, no_identity, no_identity_reason, name, phone, email, address, submitter_name };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function filingFields({ procedure_code, channel, return_channel }: ReceiveFields): Partial<ReceiveFields> {
  return { procedure_code, channel, return_channel };
}
