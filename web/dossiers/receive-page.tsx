import { Alert, Button, Form, type RefSelectProps } from 'antd';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { useLink } from '../offline/link.ts';
import { useCatalogue } from '../procedures/catalogue.ts';
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
import { DuePreview } from './due-preview.tsx';
import { FilingFields } from './filing-fields.tsx';
import { Incomplete, type VisitMade } from './incomplete.tsx';
import { PapersFields } from './papers-fields.tsx';
import { missingPapers, paperRows, type ReceiveFields } from './receive-form.ts';
import type { Ready } from './send-intake.ts';
import { useDesk } from './use-desk.ts';
import { useIntakeKeys } from './use-intake-keys.ts';
import { Visited } from './visited.tsx';

/** One screen, keyboard first: procedure, applicant, papers, and the due date as it would be. Works without a network. */
export function ReceivePage() {
  const me = useMe();
  const address = useAddress();
  const [form] = Form.useForm<ReceiveFields>();
  const [first] = useState<Partial<ReceiveFields>>(() => ({
    channel: 1,
    return_channel: 1,
    kind: 0,
    ...(me.account.unit_code ? { receiving_unit: me.account.unit_code } : {}),
  }));
  const picker = useRef<RefSelectProps>(null);
  const [incomplete, setIncomplete] = useState<Ready | null>(null);
  const [visit, setVisit] = useState<VisitMade | null>(null);
  const asked_for = address.get('procedure');
  const desk = useDesk(form, first, { waiting: address.get('waiting'), asked_for });
  const { intake, draft } = desk;
  const is_form = intake.arrived.length === 0 && visit === null;
  useFocusFirst(picker, draft.is_ready && is_form);

  const send = async (fields: ReceiveFields) => {
    const ready = desk.readyOf(fields);
    // A dossier is received when it is complete; else the desk says what is to be brought.
    if (missingPapers(intake.papers).length > 0) setIncomplete(ready);
    else await desk.send(ready);
  };
  const addToBasket = async () => {
    if (await desk.addToBasket()) picker.current?.focus();
  };
  const tellIncomplete = async () => {
    const ready = await desk.checkedForVisit();
    if (ready) setIncomplete(ready);
  };
  useIntakeKeys({
    form,
    picker,
    addToBasket: () => void addToBasket(),
    tellIncomplete: () => void tellIncomplete(),
    star: () => desk.code && desk.star(desk.code),
    is_on: is_form && incomplete === null,
  });

  if (visit) {
    return (
      <Visited
        visit={visit}
        onNext={() => {
          setVisit(null);
          desk.begin({});
        }}
      />
    );
  }
  if (intake.arrived.length > 0) return <ArrivedPage arrived={intake.arrived} left={intake.basket.length} onNext={desk.next} />;
  return (
    <>
      <IntakeForm
        desk={desk}
        picker={picker}
        initial={{ ...first, procedure_code: asked_for }}
        onSend={(fields) => void send(fields)}
        onAdd={() => void addToBasket()}
        onIncomplete={() => void tellIncomplete()}
      />
      {incomplete && (
        <Incomplete
          ready={incomplete}
          onCancel={() => setIncomplete(null)}
          onMade={(made) => {
            setIncomplete(null);
            desk.forget();
            setVisit(made);
          }}
        />
      )}
    </>
  );
}

type FormProps = {
  desk: ReturnType<typeof useDesk>;
  picker: RefObject<RefSelectProps | null>;
  initial: Record<string, unknown>;
  onSend: (fields: ReceiveFields) => void;
  onAdd: () => void;
  onIncomplete: () => void;
};

function IntakeForm({ desk, picker, initial, onSend, onAdd, onIncomplete }: FormProps) {
  const { t, lang, moment } = useText();
  const catalogue = useCatalogue();
  const { form, intake, draft, procedure, code } = desk;
  const { papers, setPapers, basket } = intake;
  return (
    <Page
      title={t('receive.title')}
      lead={<span className="only-wide">{t('receive.lead')}</span>}
      actions={<Link to="/dossiers/waiting">{t('offline.title')}</Link>}
    >
      {draft.found_at && (
        <Alert
          className="gap"
          type="info"
          showIcon
          role="status"
          title={t('receive.draft_found', { at: moment(draft.found_at) })}
          action={
            <Button size="small" onClick={() => desk.begin({})}>
              {t('receive.start_anew')}
            </Button>
          }
        />
      )}
      <Form<ReceiveFields>
        form={form}
        layout="vertical"
        onFinish={onSend}
        onValuesChange={(changed: Partial<ReceiveFields>, all: ReceiveFields) => {
          draft.changed();
          if (!('procedure_code' in changed || 'channel' in changed)) return;
          const chosen = catalogue.data?.rows.find((one) => one.code === all.procedure_code);
          if (chosen) setPapers(paperRows(chosen.papers, all.channel));
        }}
        scrollToFirstError={{ focus: true }}
        initialValues={initial}
        // What was kept on this machine fills it first: what is typed before would be lost.
        disabled={!draft.is_ready}
      >
        <div className="grid">
          <div className="span-8">
            <FilingFields
              picker={picker}
              procedure={procedure}
              procedures={catalogue.data?.rows ?? []}
              habits={desk.habits}
              isLoading={catalogue.isPending}
              onStar={desk.star}
            />
            <ApplicantFields form={form} read={desk.read} onScan={desk.scan} onFilled={draft.changed} />
            <PapersFields
              papers={papers}
              onChange={setPapers}
              // A code that no procedure has (a link from elsewhere) says nothing about papers.
              is_chosen={Boolean(code) && (catalogue.isPending || procedure !== undefined)}
              problem={catalogue.error}
              offers={desk.offers}
            />
          </div>
          <div className="span-4 receive-side">
            <Section title={t('receive.due')}>
              <DuePreview form={form} limit={procedure ? limitText(procedure, lang) : null} />
            </Section>
            {intake.error !== null && <Problem error={intake.error} title={t('receive.refused')} />}
            <Buttons busy={intake.busy} onAdd={onAdd} onIncomplete={onIncomplete} has_basket={basket.length > 0} />
            <Basket
              items={basket}
              busy={intake.busy}
              onRemove={(gone) => intake.setBasket((before) => before.filter((one) => one.ready.input.client_id !== gone))}
              onMend={desk.mend}
              onSend={() => void intake.sendAll(basket.map((one) => one.ready))}
            />
          </div>
        </div>
      </Form>
    </Page>
  );
}

type ButtonsProps = { busy: boolean; onAdd: () => void; onIncomplete: () => void; has_basket: boolean };

function Buttons({ busy, onAdd, onIncomplete, has_basket }: ButtonsProps) {
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
      <Button block icon={<Icon name="warning" />} onClick={onIncomplete} disabled={!is_up}>
        {t('incomplete.button')} <span className="only-wide key-hint">Alt+5</span>
      </Button>
    </div>
  );
}

/** Receiving begins at the procedure. Effects of a parent run after those of its children: the heading has taken the focus by now, and gives it up. */
function useFocusFirst(picker: RefObject<RefSelectProps | null>, is_on: boolean) {
  useEffect(() => {
    if (is_on) picker.current?.focus({ preventScroll: true });
  }, [is_on, picker]);
}
