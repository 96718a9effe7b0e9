// What each slip about a dossier or a visit says, in tags. Pure: facts in, texts out.
import { lateDays, timeliness } from '#dossiers';
import { dayVi, vietnamDay } from '#lib/day';
import { type DossierFacts, entriesOf, type Happened, type VisitFacts } from './facts.ts';
import type { Kind } from './kinds.ts';
import type { Fields, Row } from './text.ts';
import { CHANNELS, dueVi, limitVi, momentShort, momentVi, moneyInWords, moneyVi, PAPER_FORMS, twoDigits } from './words.ts';

type Promised = { due_on: string | null; due_at: string | null; precision: 'day' | 'hour' | null };
type Applicant = Record<string, string | null | undefined>;
type PaperSaid = { name: string; form: 0 | 1 | 2; sheets: number };

const CAUSES: Record<string, string> = {
  workload: 'Số lượng hồ sơ nhiều, quá tải',
  other_agency: 'Chờ ý kiến của cơ quan phối hợp',
  applicant: 'Do người nộp hồ sơ',
  officer: 'Do cán bộ, công chức giải quyết',
  system: 'Do hệ thống thông tin, đường truyền',
  law: 'Vướng mắc về quy định pháp luật',
  disaster: 'Do thiên tai, dịch bệnh',
  other: 'Nguyên nhân khác',
};
const STAGES: Record<string, string> = {
  reception: 'khi tiếp nhận hồ sơ',
  supplement: 'khi bổ sung hồ sơ',
  result: 'khi trả kết quả',
};
const METHODS: Record<string, string> = { cash: 'Tiền mặt', card: 'Thẻ', transfer: 'Chuyển khoản', online: 'Trực tuyến' };
const RESULTS: Record<string, string> = { early: 'Trước hạn', on_time: 'Đúng hạn', overdue: 'Quá hạn', undated: '' };
const SEXES: Record<string, string> = { male: 'Nam', female: 'Nữ' };
const STEP_RESULTS = ['', 'Trước hạn', 'Đúng hạn', 'Quá hạn', ''] as const;

/** The promise that stood just before an event, or now. */
export function promisedBefore(events: readonly Happened[], seq = Number.POSITIVE_INFINITY): Promised | null {
  const set = events.findLast((event) => event.seq < seq && event.data.due);
  return (set?.data.due as Promised | undefined) ?? null;
}

function paperRows(papers: readonly PaperSaid[]): Row[] {
  return papers.map((paper, i) => ({
    no: String(i + 1),
    name: paper.name,
    form: PAPER_FORMS[paper.form],
    sheets: twoDigits(paper.sheets),
  }));
}

function applicantFields(applicant: Applicant): Record<string, string> {
  return {
    applicant_name: applicant.name ?? '',
    applicant_identity: applicant.identity ?? '',
    applicant_born: applicant.born_on ? dayVi(applicant.born_on) : '',
    applicant_sex: SEXES[applicant.sex ?? ''] ?? '',
    applicant_address: applicant.address ?? '',
    applicant_phone: applicant.phone ?? '',
    applicant_email: applicant.email ?? '',
    submitter_name: applicant.submitter_name ?? '',
    signer_of_applicant: applicant.submitter_name ?? applicant.name ?? '',
  };
}

/** A matter ends with no point of its own: the line does. */
function matterOf(procedure_name: string, matter: string | null | undefined): string {
  return [procedure_name, matter].filter(Boolean).join('. ');
}

/**
 * Tags that every slip about a dossier carries.
 * @param event the one the slip speaks of; null: the dossier as it is now
 */
export function commonFields(facts: DossierFacts, event: Happened | null, desk_name: string): Record<string, string> {
  const { dossier, events, version } = facts;
  const filing = (events[0] as Happened).data;
  const received = events.find((one) => one.kind === 'received');
  const due = event?.kind === 'received' ? (event.data.due as Promised | null) : promisedBefore(events, event?.seq);
  const places = { 1: `Tại ${desk_name}`, 2: 'Bản điện tử, trực tuyến', 3: 'Qua dịch vụ bưu chính công ích' } as const;
  return {
    ...applicantFields(filing.applicant as Applicant),
    dossier_code: dossier.code,
    procedure_name: version.name,
    procedure_code: version.code,
    sector_name: version.sector_name,
    matter: matterOf(version.name, filing.matter),
    officer_name: event?.actor_name ?? received?.actor_name ?? (events[0] as Happened).actor_name ?? '',
    received_at: received ? momentVi(received.at) : '',
    received_on: received ? dayVi(vietnamDay(received.at)) : '',
    due: dueVi(due) || 'Không quy định thời hạn',
    due_before: dueVi(due),
    limit: limitVi(version),
    return_place: places[filing.return_channel as 1 | 2 | 3],
    channel: CHANNELS[filing.channel as 1 | 2 | 3],
    sets_count: '01',
    fee: version.fee_vnd > 0 ? `${moneyVi(version.fee_vnd)} đồng` : '',
  };
}

type Writer = (facts: DossierFacts, event: Happened | null, now: Date) => Fields;

const numbered = (texts: readonly string[]): Row[] => texts.map((text, i) => ({ no: String(i + 1), text }));
const happenedAt = (event: Happened | null, now: Date) => momentVi(event?.at ?? now);

/** How many events of a kind there were up to this one. */
function times(facts: DossierFacts, event: Happened | null): string {
  return String(facts.events.filter((one) => one.kind === event?.kind && one.seq <= (event?.seq ?? 0)).length);
}

const lateness: Writer = (facts, event) => {
  const { dossier, events } = facts;
  const due = promisedBefore(events, event?.seq);
  const end = dossier.closed_at ?? event?.at ?? null;
  const days = end === null ? 0 : lateDays(due?.due_on ?? null, vietnamDay(end));
  const accepted = events.find((one) => one.kind === 'explanation_accepted' && one.seq > (event?.seq ?? 0));
  return {
    explanation: String(event?.data.text ?? ''),
    cause: CAUSES[String(event?.data.cause)] ?? '',
    closed_at: dossier.closed_at ? momentVi(dossier.closed_at) : '',
    late_days: days > 0 ? String(days) : '',
    acceptance: accepted ? String(accepted.data.note ?? 'Đồng ý') : '',
    officer_name: facts.account_names.get(event?.data.officer_id) ?? event?.actor_name ?? '',
    steps: stepRows(facts),
  };
};

const fee: Writer = (facts, event) => {
  const data = event?.data ?? {};
  const asked = facts.events.findLast((one) => one.kind === 'payment_requested' && one.seq < (event?.seq ?? 0));
  const items: { name: string; amount_vnd: number }[] = data.items ?? [
    { name: asked?.data.reason ?? 'Phí, lệ phí', amount_vnd: data.amount_vnd ?? 0 },
  ];
  const filing = (facts.events[0] as Happened).data;
  return {
    payer_name: data.payer_name ?? filing.applicant.submitter_name ?? filing.applicant.name,
    amount: moneyVi(data.amount_vnd ?? 0),
    amount_words: moneyInWords(data.amount_vnd ?? 0),
    method: data.method ? (METHODS[data.method] ?? '') : data.is_online ? 'Trực tuyến' : 'Trực tiếp',
    stage: STAGES[data.stage] ?? 'trong quá trình giải quyết',
    receipt_no: data.receipt_no ?? '',
    fees: items.map((item, i) => ({ no: String(i + 1), name: item.name, amount: moneyVi(item.amount_vnd) })),
  };
};

const stop: Writer = (facts, event) => {
  const is_asked = event?.kind === 'withdrawn';
  const reason = String(event?.data.reason ?? '');
  const paid = facts.dossier.fee_paid_vnd;
  return {
    reason: is_asked ? `Theo đề nghị rút hồ sơ của người nộp: ${reason}` : reason,
    decision_no: event?.data.decision_no ?? '',
    fee_consequence: paid > 0 ? `đã nộp ${moneyVi(paid)} đồng, xử lý theo quy định về phí, lệ phí` : '',
    signer_name: is_asked ? '' : (event?.actor_name ?? ''),
  };
};

const WRITERS: Partial<Record<Kind, Writer>> = {
  receipt: (facts) => ({ papers: paperRows(((facts.events[0] as Happened).data.papers ?? []) as PaperSaid[]) }),
  no_writing_application: (facts) => ({
    papers: paperRows(((facts.events[0] as Happened).data.papers ?? []) as PaperSaid[]),
    result_name: facts.version.result_name ?? '',
  }),
  supplement_request: (facts, event) => ({
    reason: String(event?.data.reason ?? ''),
    items: numbered((event?.data.items ?? []) as string[]),
    times: times(facts, event),
  }),
  refusal: (_facts, event) => ({
    reason: String(event?.data.reason ?? ''),
    legal_ground: event?.data.legal_ground ?? '',
    items: [],
  }),
  apology: (facts, event) => ({
    reason: String(event?.data.reason ?? ''),
    cause: CAUSES[String(event?.data.cause)] ?? '',
    due_new: event?.data.new_due_on ? dayVi(event.data.new_due_on) : '',
    signer_name: event?.data.signer_name ?? '',
    times: times(facts, event),
    legal_ground: '',
  }),
  stop_notice: stop,
  lateness_explanation: lateness,
  fee_receipt: fee,
  control_slip: (facts, _event, now) => ({
    collaborators: facts.consulted.join('; ') || 'Không',
    printed_at: momentVi(now),
    steps: stepRows(facts),
  }),
};

/** Tags of a slip about a dossier, without those of the head. */
export function dossierFields(kind: Kind, facts: DossierFacts, event: Happened | null, desk_name: string, now: Date): Fields {
  return {
    ...commonFields(facts, event, desk_name),
    happened_at: happenedAt(event, now),
    ...WRITERS[kind]?.(facts, event, now),
  };
}

/** Every time the dossier went from hand to hand, oldest first: who gave it, who took it, how the step was left. */
export function stepRows(facts: DossierFacts): Row[] {
  const { events, unit_names, account_names } = facts;
  const rows: { unit_id: number | null; row: Record<string, string> }[] = [];
  const signed = (event: Happened, name: string | null) => [momentShort(event.at), name].filter(Boolean).join('\n');
  const add = (unit_id: number | null, row: Partial<Record<'agency' | 'given' | 'taken' | 'result' | 'note', string>>) =>
    rows.push({
      unit_id,
      row: {
        agency: unit_id === null ? '' : (unit_names.get(unit_id) ?? ''),
        given: '',
        taken: '',
        result: '',
        note: '',
        ...row,
      },
    });
  for (const event of events) {
    switch (event.kind) {
      case 'received': {
        const { name } = (events[0] as Happened).data.applicant;
        add(event.unit_id, { given: signed(event, name), taken: signed(event, event.actor_name), note: 'Tiếp nhận hồ sơ' });
        break;
      }
      case 'handed_over':
      case 'step_done':
      case 'step_returned':
        for (const entry of entriesOf(event)) {
          const to = entry.account_id === null ? '' : `Giao cho: ${account_names.get(entry.account_id) ?? ''}`;
          const why = event.kind === 'step_returned' ? `Trả lại: ${event.data.reason}` : (event.data.note ?? '');
          const result = STEP_RESULTS[facts.steps.get(`${event.seq} ${entry.step}`) ?? 0] ?? '';
          add(entry.unit_id, { given: signed(event, event.actor_name), result, note: [to, why].filter(Boolean).join('\n') });
        }
        break;
      case 'taken_up': {
        const waiting = rows.findLast(({ unit_id, row }) => unit_id === event.unit_id && row.taken === '');
        if (waiting) waiting.row.taken = signed(event, event.actor_name);
        else add(event.unit_id, { taken: signed(event, event.actor_name) });
        break;
      }
      case 'supplement_requested':
      case 'payment_requested':
        add(event.unit_id, { given: signed(event, event.actor_name), note: `Tạm dừng: ${event.data.reason}` });
        break;
      case 'decided':
        add(event.unit_id, {
          given: signed(event, event.actor_name),
          result: wholeResult(facts, event),
          note: 'Có kết quả giải quyết',
        });
        break;
      case 'delivered':
        add(event.unit_id, {
          given: signed(event, event.actor_name),
          taken: event.data.to_name,
          note: 'Trả kết quả cho người nộp',
        });
        break;
    }
  }
  return rows.map(({ row }, i) => ({ no: String(i + 1), ...row }));
}

function wholeResult(facts: DossierFacts, event: Happened): string {
  const due = promisedBefore(facts.events, event.seq);
  if (due === null) return '';
  const due_at = due.due_at === null ? null : new Date(due.due_at);
  return RESULTS[timeliness({ due_on: due.due_on, due_at, precision: due.precision }, event.at)] ?? '';
}

/** Tags of a slip about somebody whose papers were not received, without those of the head. */
export function visitFields(facts: VisitFacts): Fields {
  const { version } = facts;
  const missing = facts.missing.map(({ name, note }) => (note ? `${name} (${note})` : name));
  return {
    ...applicantFields(facts.applicant as Applicant),
    dossier_code: '',
    procedure_name: version.name,
    procedure_code: version.code,
    sector_name: version.sector_name,
    matter: matterOf(version.name, facts.matter),
    officer_name: facts.officer_name,
    reason: facts.reason ?? '',
    legal_ground: facts.legal_ground ?? '',
    happened_at: momentVi(facts.at),
    items: numbered(missing),
  };
}
