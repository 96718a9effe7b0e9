// What stands in each of the four units that the accounts under test look at.

/** Where a record stands as seen from the commune of the accounts under test. */
export const PLACES = { own: 'H48.108', sibling: 'H48.109', parent: 'H48', foreign: 'H36.102' } as const;
export type Place = keyof typeof PLACES;

/** One of each kind of record, in one unit; every text of it is found nowhere else. */
export type Records = {
  place: Place;
  unit: { id: number; code: string; tenant: number };
  dossier: { id: number; code: string; last_seq: number; paper_id: number };
  /** Paper without a file yet. */
  bare_paper_id: number;
  /** What must never be seen without dossiers.read_personal. */
  personal: string[];
  /** Somebody who came and went without a dossier; its mark is the name. */
  visit: { id: number; mark: string };
  /** Late and open, its fee taken, and the list of the month that names it. */
  late: { id: number; code: string; receipt_no: string; list_id: number };
  account: { id: number; username: string };
  assignment_id: number;
  file_id: number;
  /** A request for a certified copy. */
  copy: { id: number; mark: string };
  /** What lies in the store of the dossier's applicant. */
  holding_id: number;
  /** A seal of the unit, and a signing with it that is over. */
  seal: { id: number; label: string; request_id: number; request_name: string };
  job: { id: number; title: string };
  /** A draft: nobody below sees it either. */
  process: { id: number; name: string };
  /** One that is thrown away. */
  doomed_process_id: number;
  desk: { id: number; name: string; ticket_id: number };
  message: { id: number; subject: string };
  publication: { id: number; address: string; review_id: number; plan_no: string; proposal_id: number };
  check: { document_id: number; draft_id: number; finding_id: number; title: string; quote: string };
  slip: { id: number; template_id: number; template_name: string };
  /** A round of the unit with its own card, and a draft of its province's set. */
  scoring: { round_id: number; round_name: string; card_id: number; doomed_round_id: number; draft_set_id: number };
  /** A kept report, a draft. */
  report: { id: number; title: string; anchor: string };
  /** A kept report that may be submitted as it is, with a part that was drafted for it. */
  ready_report: { id: number; version: number; drafted_block: string };
  /** A Word template of its reports. */
  report_template: { id: number; file_name: string };
  /** An assignment of a regime, a report asked ad hoc, a period locked by hand; their mark is found nowhere else. */
  due: { assignment_id: number; request_id: number; mark: string };
  /** An issued report sent over the exchange, and one that came from another office. */
  sending: { report_id: number; dispatch_id: number; incoming_id: number; title: string; subject: string };
  /** An approved plan with a task, a draft with one, a target with a declared part, a proposal; their title is found nowhere else. */
  plan: {
    id: number;
    task_id: number;
    draft_id: number;
    draft_task_id: number;
    target_id: number;
    doomed_target_id: number;
    proposal_id: number;
    title: string;
  };
  /** An entry with evidence, and a book that was sent; their mark is found nowhere else. */
  register: { entry_id: number; doomed_id: number; evidence_id: number; link_id: number; import_id: number; mark: string };
  /** What must never be seen from outside the unit. */
  marks: string[];
};
