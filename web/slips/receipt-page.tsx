import { useEffect, useRef } from 'react';
import { useParams } from 'react-router';
import { useGet } from '../api.ts';
import { useAddress } from '../ui/address.ts';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { SlipButton, SlipList, useSlipLabel } from './slip-buttons.tsx';
import { SlipView } from './slip-view.tsx';
import { type Possible, useSlip } from './use-slip.ts';

/**
 * The slips of a dossier: the one the address names (`?kind=`, the receipt unless told) as it will be printed, the others beside it. With `?print=1`
 * it is issued and printed at once, which is what the key after receiving does.
 */
export function ReceiptPage() {
  const { t } = useText();
  const id = Number(useParams().id);
  const address = useAddress();
  const asked = useGet('slips.of', { dossier_id: id });
  const dossier = useGet('dossiers.get', { id });
  const slips = asked.data ?? [];
  const chosen = slips.find((slip) => slip.kind === (address.get('kind') ?? 'receipt')) ?? slips[0];
  return (
    <Page
      title={t('slips.receipt_title', { code: dossier.data?.code ?? '' })}
      lead={t('slips.of_dossier_lead')}
      crumbs={[
        { label: t('dossiers.title'), to: '/dossiers' },
        { label: dossier.data?.code ?? '…', to: Number.isSafeInteger(id) ? `/dossiers/${id}` : '/dossiers' },
      ]}
      actions={chosen && <Main slip={chosen} id={id} at_once={address.get('print') === '1'} />}
    >
      <Answer of={asked} rows={10}>
        {() => (
          <div className="grid">
            <div className="span-7">{chosen && <Preview slip={chosen} id={id} />}</div>
            <div className="span-5 stack">
              <Section title={t('slips.of_dossier')}>
                <SlipList slips={slips} dossier_id={id} />
              </Section>
            </div>
          </div>
        )}
      </Answer>
    </Page>
  );
}

function Main({ slip, id, at_once }: { slip: Possible; id: number; at_once: boolean }) {
  const label = useSlipLabel();
  const { go } = useSlip({ dossier_id: id });
  const { set } = useAddress();
  const printed = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page opens; a reload of the address without it prints nothing.
  useEffect(() => {
    if (!at_once || printed.current) return;
    printed.current = true;
    set({ print: null });
    void go(slip, 'print');
  }, [at_once]);
  return <SlipButton slip={slip} papers={slip.papers} subject={{ dossier_id: id }} label={label(slip)} is_main autoFocus />;
}

function Preview({ slip, id }: { slip: Possible; id: number }) {
  const { tCode } = useText();
  const name = tCode('slips.kind', slip.kind);
  return (
    <Section title={name}>
      {slip.issued ? (
        <SlipView name="slips.print" input={{ id: slip.issued.id }} label={name} />
      ) : (
        <SlipView
          name="slips.preview"
          input={{ kind: slip.kind, dossier_id: id, ...(slip.event_seq > 0 ? { event_seq: slip.event_seq } : {}) }}
          label={name}
        />
      )}
    </Section>
  );
}
