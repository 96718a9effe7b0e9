// The dated versions of a dossier that measures count: a new one when something they ask for has changed. Pure.
import { vietnamDay } from '#lib/day';
import type { DossierEvent } from './event.ts';
import { TIMELINESS, timeliness } from './lateness.ts';
import { marksOf } from './marks.ts';
import {
  LEVEL_CODE,
  ONLINE_CODE,
  OUTCOME,
  type PaperRow,
  type ProcedureFacts,
  type Projection,
  VERSION_FACTS,
  type VersionRow,
} from './rows.ts';
import type { Status } from './status.ts';

/** An electronic paper is born digitised. */
function isDigitised(paper: PaperRow): boolean {
  return paper.digitised_at !== null || paper.form === 2;
}

/** 0 nothing to digitise, 1 something is missing, 2 all digitised. */
export function papersState(papers: readonly PaperRow[]): 0 | 1 | 2 {
  const wanted = papers.filter((paper) => paper.kind === 'component' && paper.must_digitise);
  if (wanted.length === 0) return 0;
  return wanted.every(isDigitised) ? 2 : 1;
}

/** 0 no result, 1 a result that is not digitised, 2 digitised: of the last one, when a dossier was re-opened and decided again. */
export function resultState(papers: readonly PaperRow[]): 0 | 1 | 2 {
  const last = papers.findLast((paper) => paper.kind === 'result');
  if (!last) return 0;
  return isDigitised(last) ? 2 : 1;
}

/** Appends a version when what measures count has changed. A dossier that was never received has none. */
export function remember(known: Projection, event: DossierEvent, factsOf: (version_id: number) => ProcedureFacts): void {
  const { dossier, versions } = known;
  if (dossier.received_at === null) return;
  const next = versionOf(known, dossier.received_at, event.recorded_at, factsOf(dossier.procedure_version_id));
  const last = versions.at(-1);
  if (!last) {
    versions.push(next);
    return;
  }
  if (isSame(last, next)) return;
  if (last.known_from.getTime() === event.recorded_at.getTime()) {
    // Learned at the same moment: nobody ever knew the earlier one.
    versions[versions.length - 1] = next;
    const before = versions.at(-2);
    if (before && isSame(before, next)) {
      versions.pop();
      before.known_to = null;
    }
    return;
  }
  last.known_to = event.recorded_at;
  versions.push(next);
}

function versionOf(known: Projection, received_at: Date, known_from: Date, facts: ProcedureFacts): VersionRow {
  const { dossier, papers } = known;
  const outcome = outcomeOf(dossier.status);
  const due = { due_on: dossier.due_on, due_at: dossier.due_at, precision: dossier.due_precision };
  return {
    known_from,
    known_to: null,
    received_on: vietnamDay(received_at),
    due_on: dossier.due_on,
    closed_on: dossier.closed_at === null ? null : vietnamDay(dossier.closed_at),
    paused_on: dossier.paused_at === null ? null : vietnamDay(dossier.paused_at),
    outcome,
    timeliness:
      outcome === OUTCOME.resolved && dossier.decided_at ? TIMELINESS[timeliness(due, dossier.decided_at)] : TIMELINESS.none,
    channel: dossier.channel,
    competent_unit_id: dossier.competent_unit_id,
    receiving_unit_id: dossier.receiving_unit_id,
    procedure_id: facts.procedure_id,
    sector_id: facts.sector_id,
    level: LEVEL_CODE[facts.level],
    online_level: ONLINE_CODE[facts.online_level],
    papers_state: papersState(papers),
    result_state: resultState(papers),
    suspended_days: known.suspended_days,
    is_no_writing: facts.is_no_writing,
    is_interlinked: facts.is_interlinked,
    marks: marksOf(known),
  };
}

function outcomeOf(status: Status): 0 | 1 | 2 | 3 {
  if (status === 9 || status === 10) return OUTCOME.resolved;
  if (status === 7) return OUTCOME.withdrawn;
  return status === 8 ? OUTCOME.stopped : OUTCOME.open;
}

function isSame(a: VersionRow, b: VersionRow): boolean {
  return VERSION_FACTS.every((field) => a[field] === b[field]);
}
