// Records of who directs the reform.
import { receiveReport } from '#checks';
import type { Db } from '#lib/sql';
import { unitOn } from '#org';
import * as plans from '#plans';
import * as registers from '#registers';
import * as scorecards from '#scorecards';
import type { Place, Records } from '../records.ts';
import { chunks, pdf } from './files.ts';

/** Two entries of one register, one of them with evidence, and a book nobody looked through yet. */
export async function makeRegister(db: Db, unit: string, mark: string, now: Date): Promise<Records['register']> {
  const by = { actor: { user_id: null, name: 'Dữ liệu kiểm thử' }, now, scope: { unit_ids: null } };
  const of = await unitOn(db, unit, '2026-11-20');
  const values = { held_on: '2026-11-19', kind: 'briefing', sessions: '1', subject: mark };
  const { id: entry_id } = await registers.keepEntry(db, { register: 'meeting', unit: of, values }, by);
  const doomed = await registers.keepEntry(
    db,
    { register: 'meeting', unit: of, values: { ...values, subject: `${mark} bỏ` } },
    by,
  );
  const file = { name: `${mark}.pdf`, type: 'application/pdf', bytes: pdf(mark) };
  const about = { title: mark, document_number: null, document_on: null, issuer: null };
  const { id: evidence_id } = await registers.keepEvidence(db, { ...about, unit: of, file }, by);
  const { link_id } = await registers.linkEvidence(db, by, { evidence_id, subject_kind: 'entry', subject_id: entry_id });
  const sent = await db.query<{ id: number }>(
    `insert into registers.import (tenant, register, unit_id, file_id, file_name, from_on, to_on, asked_at, asked_by_name)
     select e.tenant, 'meeting', e.unit_id, e.file_id, $2, '2026-01-01', '2026-11-20', $3, 'x' from registers.evidence e where e.id = $1 returning id`,
    [evidence_id, `${mark}.xlsx`, now],
  );
  return { entry_id, doomed_id: doomed.id, evidence_id, link_id, import_id: sent.rows[0]?.id as number, mark };
}

/** A report that was checked, with one finding. */
export async function makeCheck(db: Db, unit_id: number, place: Place, n: number, now: Date): Promise<Records['check']> {
  const title = `Báo cáo mốc ${place} ${n}`;
  const quote = `đúng hạn ${n}.00${n} hồ sơ mốc`;
  const upload = { name: `${title}.txt`, type: 'text/plain', bytes: chunks(Buffer.from(`Kết quả: ${quote}.`)), fields: {} };
  const by = { actor: { user_id: null, name: 'Dữ liệu kiểm thử' }, now, scope: { unit_ids: null }, request_id: 'world' };
  const { document_id, draft_id } = await receiveReport(db, upload, { unit_id }, by);
  const blocks = [{ kind: 'paragraph', text: `Kết quả: ${quote}.`, offset: 0, place: { line: 1 } }];
  const claims = { seen: 1, bound: 1, checked: 1 };
  await db.query("update checks.draft set state = 'checked', checked_at = $2, report = $3, result = $4 where id = $1", [
    draft_id,
    now,
    JSON.stringify({ file: upload.name, format: 'txt', text: `Kết quả: ${quote}.\n`, blocks }),
    JSON.stringify({ claims, rules: {}, unchecked: [] }),
  ]);
  const { rows } = await db.query<{ id: number }>(
    `insert into checks.finding (draft_id, ordinal, rule, rule_version, severity, message, quote, place, numbers, related)
     values ($1, 0, 'R01', 1, 'error', $2, $2, '{"offset": 9, "length": 20}', '[]', '[]') returning id`,
    [draft_id, quote],
  );
  return { document_id, draft_id, finding_id: (rows[0] as { id: number }).id, title, quote };
}

export async function makeScoring(
  db: Db,
  unit: { tenant: number; id: number; code: string },
  name: string,
  now: Date,
): Promise<Records['scoring']> {
  const by = { actor: { user_id: null, name: 'Dữ liệu kiểm thử' }, now, today: '2026-11-20', scope: { unit_ids: null } };
  const { id: set_id, set } = await scorecards.setOn(db, 'xa-2026-minh-hoa', '2026-11-20', unit.tenant);
  // Written past the product, which lets nobody appraise itself: so that one record stands for both sides.
  const roundNamed = async (said: string) => {
    const { rows } = await db.query<{ id: number }>(
      `insert into scorecards.round (tenant, owner_unit_id, set_id, name, year, period, state, self_until, appraise_until, explain_until, opened_at)
       values ($1, $2, $3, $4, 2026, '[2026-01-01,2026-11-01)', 'open', '2026-12-01', '2026-12-02', '2026-12-03', $5) returning id`,
      [unit.tenant, unit.id, set_id, said, now],
    );
    return rows[0]?.id as number;
  };
  // The one that stays is the newest, so that overviews tell of it.
  const [doomed_round_id, round_id] = [await roundNamed(`${name} mở nhầm`), await roundNamed(name)];
  const card = await db.query<{ id: number }>(
    `insert into scorecards.card (tenant, round_id, unit_id, state, state_at) values ($1, $2, $3, 'self', $4) returning id`,
    [unit.tenant, round_id, unit.id, now],
  );
  const code = `bo-moc-${unit.code.toLowerCase().replaceAll('.', '-')}`;
  const draft = await scorecards.keepDraft(db, { set: { ...set, code }, tenant: unit.tenant, reason: name }, by);
  return { round_id, round_name: name, card_id: card.rows[0]?.id as number, doomed_round_id, draft_set_id: draft.id };
}

export async function makePlan(db: Db, unit: string, title: string, now: Date): Promise<Records['plan']> {
  const by = { actor: { user_id: null, name: 'Dữ liệu kiểm thử' }, now, today: '2026-11-20', scope: { unit_ids: null } };
  const said = { unit, year: 2026, title, document_number: null, document_on: null, document_issuer: null, note: null };
  const task = plans.TaskInput.parse({ area: 'procedures', title: `${title} việc`, lead: unit, due_on: '2026-12-15' });
  const made = async (kind: 'communication' | 'inspection') => {
    const id = await plans.createPlan(db, { ...said, kind }, by);
    return { id, task_id: await plans.addTask(db, id, task, by) };
  };
  const [approved, draft] = [await made('communication'), await made('inspection')];
  await plans.approve(db, approved.id, by);
  const rule = { code: 'a', name: 'a', op: '>=' as const, threshold: '30', unit: '%', figure: { kind: 'declared' as const } };
  const target = plans.NewTarget.parse({
    unit,
    year: 2026,
    bundle: 'moc',
    code: '1',
    name: `${title} chỉ tiêu`,
    lead: unit,
    rule,
  });
  const proposed = { unit, task_id: null, about: unit, on_day: '2026-11-20', what: 'remind' as const, words: `${title} đề xuất` };
  const proposal = await plans.propose(db, { ...proposed, team: 'Tổ kiểm tra', team_document: null }, by);
  return {
    id: approved.id,
    task_id: approved.task_id,
    draft_id: draft.id,
    draft_task_id: draft.task_id,
    target_id: await plans.createTarget(db, target, by),
    doomed_target_id: await plans.createTarget(db, { ...target, bundle: 'bo', code: '2' }, by),
    proposal_id: proposal.id,
    title,
  };
}
