import type { Input } from '../api.ts';
import type { CatalogueProcedure } from '../procedures/catalogue.ts';

type ReceiveInput = Input<'dossiers.receive'>;

export type PaperRow = {
  ordinal: number | undefined;
  name: string;
  is_given: boolean;
  is_required: boolean;
  form: 0 | 1 | 2;
  sheets: number;
  /** Taken from the applicant's electronic store instead of being asked for again. */
  holding_id?: number | undefined;
};

export type ReceiveFields = {
  receiving_unit: string;
  procedure_code: string;
  /** Another unit decides than the one that follows from the desk. */
  is_elsewhere?: boolean;
  competent_unit?: string;
  /** Where the applicant was helped to file, when that is another one-stop shop. */
  helping_unit?: string;
  channel: 1 | 2 | 3;
  return_channel: 1 | 2 | 3;
  kind: 0 | 1 | 2;
  identity?: string;
  no_identity?: boolean;
  no_identity_reason?: string;
  name: string;
  phone?: string;
  email?: string;
  address?: string;
  submitter_name?: string;
  /** Of the card that was read; counts as long as the number in the form is that of the card. */
  card?: { identity: string; born_on: string | null; sex: 'male' | 'female' | null };
  matter?: string;
  other_time?: boolean;
  /** 'YYYY-MM-DDTHH:mm', on Vietnam's clocks. */
  received_at?: string;
  late_entry_reason?: string;
};

/** The papers of a procedure as the desk first sees them: the needed ones ticked, an original where one is asked for. */
export function paperRows(papers: CatalogueProcedure['papers'], channel: 1 | 2 | 3): PaperRow[] {
  return papers.map((paper) => ({
    ordinal: paper.ordinal,
    name: paper.name,
    is_given: paper.is_required,
    is_required: paper.is_required,
    form: channel === 2 ? 2 : paper.originals > 0 ? 0 : 1,
    sheets: 1,
  }));
}

/** Papers that must be there and are not. */
export function missingPapers(papers: readonly PaperRow[]): PaperRow[] {
  return papers.filter((paper) => paper.is_required && !paper.is_given);
}

/** What is sent; empty fields stay away. */
export function receiveInput(
  fields: ReceiveFields,
  papers: readonly PaperRow[],
  client_id: string,
): ReceiveInput & { client_id: string } {
  const text = (value: string | undefined) => value?.trim() || null;
  const is_late = fields.other_time === true && fields.received_at !== undefined;
  return {
    client_id,
    procedure_code: fields.procedure_code,
    receiving_unit: fields.receiving_unit,
    ...(fields.is_elsewhere && fields.competent_unit ? { competent_unit: fields.competent_unit } : {}),
    ...(fields.is_elsewhere && fields.helping_unit ? { helping_unit: fields.helping_unit } : {}),
    channel: fields.channel,
    return_channel: fields.return_channel,
    matter: text(fields.matter),
    applicant: {
      kind: fields.kind,
      name: fields.name,
      identity: fields.no_identity ? null : text(fields.identity),
      no_identity_reason: fields.no_identity ? text(fields.no_identity_reason) : null,
      phone: text(fields.phone),
      email: text(fields.email),
      address: text(fields.address),
      submitter_name: text(fields.submitter_name),
      ...cardFacts(fields),
    },
    papers: papers
      .filter((paper) => paper.is_given && (paper.ordinal !== undefined || paper.name.trim() !== ''))
      .map(({ ordinal, name, form, sheets, holding_id }) => ({
        ...(ordinal === undefined ? { name } : { ordinal }),
        form,
        sheets,
        ...(holding_id === undefined ? {} : { holding_id }),
      })),
    ...(is_late
      ? {
          received_at: `${fields.received_at}:00+07:00`,
          ...(text(fields.late_entry_reason) ? { late_entry_reason: text(fields.late_entry_reason) as string } : {}),
        }
      : {}),
  };
}

/** Birth day and sex of the card that was read, for applications filled in at the desk. */
function cardFacts({ kind, identity, no_identity, card }: ReceiveFields) {
  if (!card || kind !== 0 || no_identity || identity?.trim() !== card.identity) return {};
  return { ...(card.born_on ? { born_on: card.born_on } : {}), ...(card.sex ? { sex: card.sex } : {}) };
}

/** A name for what is about to be sent, so that sending it twice makes one dossier. Works without a secure context too. */
export function newClientId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const FIELD_OF: Record<string, keyof ReceiveFields> = {
  'dossiers.applicant_without_identity': 'identity',
  'dossiers.applicant_without_name': 'name',
  'dossiers.bad_email': 'email',
  'dossiers.bad_identity': 'identity',
  'dossiers.bad_phone': 'phone',
  'dossiers.before_last_event': 'received_at',
  'dossiers.competent_unit_needed': 'competent_unit',
  'dossiers.in_the_future': 'received_at',
  'dossiers.late_entry_without_reason': 'late_entry_reason',
  'dossiers.online_not_offered': 'channel',
  'dossiers.other_territory': 'competent_unit',
  'dossiers.unit_not_competent': 'competent_unit',
  'dossiers.unit_not_permitted': 'receiving_unit',
  'org.unit_not_on_day': 'receiving_unit',
  'org.unit_unknown': 'receiving_unit',
  'procedures.not_on_day': 'procedure_code',
  'procedures.unknown': 'procedure_code',
};

/** The field that a refusal is about, by its code; undefined when it is about more than one, or none. */
export function refusedField(code: string): keyof ReceiveFields | undefined {
  return Object.hasOwn(FIELD_OF, code) ? FIELD_OF[code] : undefined;
}
