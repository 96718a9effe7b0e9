// Money of a dossier from its events: what is owed, what was paid and how. Pure.
import type { DossierEvent } from './event.ts';
import type { PaymentRow, Projection } from './rows.ts';

/** The procedure's own fee is owed. */
export function charge(known: Projection, fee_vnd: number): void {
  known.life.fee_vnd = fee_vnd;
  settle(known);
}

/** What an event does to the account of a dossier. Taxes and the like, owed to others, are no fees: they pass by. */
export function followFees(known: Projection, event: DossierEvent): void {
  const { dossier, life } = known;
  switch (event.kind) {
    case 'payment_requested':
      life.purpose = event.data.purpose ?? 'fee';
      if (life.purpose === 'fee')
        life.requested_vnd = Math.max(life.requested_vnd, dossier.fee_paid_vnd + life.waived_vnd + event.data.amount_vnd);
      break;
    case 'payment_made':
      if ((event.data.purpose ?? life.purpose) !== 'fee') return;
      paid(known, event, {
        ...event.data,
        stage: 'supplement',
        method: event.data.is_online ? 'online' : 'cash',
        gateway: event.data.gateway ?? null,
        payer_name: null,
      });
      break;
    case 'fee_collected':
      paid(known, event, event.data);
      break;
    case 'fee_waived':
      life.waived_vnd += event.data.amount_vnd;
      known.payments.push({
        ...NOTHING_PAID,
        ...stamp(event),
        kind: 'waived',
        stage: event.data.stage,
        amount_vnd: event.data.amount_vnd,
      });
      break;
    case 'fee_refunded':
      dossier.fee_paid_vnd -= event.data.amount_vnd;
      known.payments.push({
        ...NOTHING_PAID,
        ...stamp(event),
        kind: 'refunded',
        stage: event.data.stage,
        amount_vnd: event.data.amount_vnd,
        method: event.data.method,
        is_online: event.data.method === 'online',
        receipt_no: event.data.receipt_no,
      });
      break;
    default:
      return;
  }
  settle(known);
}

const NOTHING_PAID = {
  method: null,
  is_online: false,
  gateway: null,
  is_paid_on_behalf: false,
  payer_name: null,
  receipt_no: null,
} as const;

const stamp = ({ seq, at, unit_id, actor_id }: DossierEvent) => ({ seq, at, unit_id, account_id: actor_id });

type Paid = Pick<
  PaymentRow,
  'stage' | 'amount_vnd' | 'method' | 'is_online' | 'gateway' | 'is_paid_on_behalf' | 'payer_name' | 'receipt_no'
>;

function paid(
  known: Projection,
  event: DossierEvent,
  { stage, amount_vnd, method, is_online, gateway, is_paid_on_behalf, payer_name, receipt_no }: Paid,
): void {
  known.dossier.fee_paid_vnd += amount_vnd;
  known.life.paid_online ||= is_online;
  known.life.paid_on_behalf ||= is_online && is_paid_on_behalf;
  const how = { stage, amount_vnd, method, is_online, gateway, is_paid_on_behalf, payer_name, receipt_no };
  known.payments.push({ ...stamp(event), kind: 'collected', ...how });
}

/** Asked for before anything is paid is the procedure's own fee, or more than it; asked for later comes on top of what was paid by then. */
function settle({ dossier, life }: Projection): void {
  dossier.fee_due_vnd = Math.max(0, Math.max(life.fee_vnd, life.requested_vnd) - life.waived_vnd);
}
