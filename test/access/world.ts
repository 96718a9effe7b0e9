import fs from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import { parse } from 'yaml';
import * as access from '#access';
import { record } from '#audit';
import { draft } from '#certifications';
import { receiveReport } from '#checks';
import { act, attach, type By, compileLateList, ReceiveInput, receive, VisitInput, visit } from '#dossiers';
import { keep, store } from '#files';
import { keepHolding } from '#holdings';
import { transaction } from '#lib/db';
import { PACKS } from '#lib/pack';
import type { Db } from '#lib/sql';
import { typeset } from '#lib/typst';
import { unitOn } from '#org';
import * as plans from '#plans';
import * as processes from '#processes';
import * as registers from '#registers';
import * as scorecards from '#scorecards';
import { addSeal, issue, makeAuthority, makePkcs12 } from '#signatures';
import * as slips from '#slips';
import { type Client, DEMO_PASSWORD, type TestApp, testApp } from '../app.ts';
import { makeReport } from './make-report.ts';

/** Where a record stands as seen from the commune of the accounts under test. */
export const PLACES = { own: 'H48.108', sibling: 'H48.109', parent: 'H48', foreign: 'H36.102' } as const;
export type Place = keyof typeof PLACES;

/** Units that the accounts' roles cover, by the unit the role is given on. */
const COVERS: Record<'commune' | 'province', readonly Place[]> = {
  commune: ['own'],
  province: ['own', 'sibling', 'parent'],
};

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
  scoring: { round_id: number; round_name: string; card_id: number; draft_set_id: number };
  /** A kept report, a draft. */
  report: { id: number; title: string };
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

export type Actor = {
  name: string;
  role: string | null;
  level: 'commune' | 'province';
  permissions: ReadonlySet<string>;
  covers: readonly Place[];
  client: Client;
};

export type World = { app: TestApp; records: Record<Place, Records>; actors: Actor[]; roles: Map<string, ReadonlySet<string>> };

/** Smallest PDF that is one by its bytes; `text` makes it another file. */
export function pdf(text: string): Buffer {
  return Buffer.from(`%PDF-1.4\n% ${text}\n%%EOF\n`);
}

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** An archive with one scanned page. */
export function pages(text: string): Buffer {
  return Buffer.from(zipSync({ [`${text}.png`]: PIXEL }));
}

export const SECRET_PASSWORD = DEMO_PASSWORD;

/** Accounts of every role at the commune and at its province, and one record of each kind in four units. */
export async function makeWorld(): Promise<World> {
  const app = await testApp({ template: 'demo' });
  const roles = rolesOfPack();
  const now = app.now.at;
  const places = Object.keys(PLACES) as Place[];
  const records = {} as Record<Place, Records>;
  await transaction(app.db.owner, 'write', async (db) => {
    for (const [at, place] of places.entries()) records[place] = await makeRecords(db, place, at + 1, now);
    for (const level of ['commune', 'province'] as const)
      for (const role of roles.keys())
        await makeAccount(db, nameOf(role, level), level === 'commune' ? PLACES.own : PLACES.parent, role, now);
    await makeAccount(db, 'khong.vai.tro', PLACES.own, null, now);
  });
  const wanted = [
    ...(['commune', 'province'] as const).flatMap((level) => [...roles.keys()].map((role) => ({ role, level }))),
    { role: null, level: 'commune' as const },
  ];
  const actors = await Promise.all(
    wanted.map(async ({ role, level }): Promise<Actor> => {
      const name = role === null ? 'khong.vai.tro' : nameOf(role, level);
      const permissions = new Set(role === null ? [] : roles.get(role));
      // Rules for everyone are changed only from a province; written out here, not taken from the code under test.
      if (level === 'commune')
        for (const wide of [
          'calendar.write',
          'procedures.write',
          'signatures.trust',
          'registers.define',
          'measures.define',
          'scorecards.define',
        ])
          permissions.delete(wide);
      return {
        name,
        role,
        level,
        permissions,
        covers: role === null ? [] : COVERS[level],
        client: await app.signIn(name, SECRET_PASSWORD),
      };
    }),
  );
  return { app, records, actors, roles };
}

function nameOf(role: string, level: string): string {
  return `${role.replaceAll('_', '.')}.${level}`;
}

// Read here and not asked of the product: what a role may do is what the pack says.
function rolesOfPack(): Map<string, ReadonlySet<string>> {
  const { roles } = parse(fs.readFileSync(path.join(PACKS, 'access/roles.yaml'), 'utf8')) as {
    roles: { code: string; permissions: string[] }[];
  };
  return new Map(roles.map(({ code, permissions }) => [code, new Set(permissions)]));
}

/** @returns the account and its assignment; without a role 0 */
export async function makeAccount(
  db: Db,
  username: string,
  unit_code: string,
  role_code: string | null,
  now: Date,
  valid: { from: string; to?: string } = { from: '2026-01-01' },
): Promise<{ id: number; assignment_id: number }> {
  const by = access.byProduct(now);
  const unit = await unitOn(db, unit_code, '2026-11-20');
  const { id } = await access.createAccount(
    db,
    {
      username,
      display_name: `Người dùng ${username}`,
      unit_id: unit.id,
      password: SECRET_PASSWORD,
      must_change_password: false,
    },
    by,
  );
  if (role_code === null) return { id, assignment_id: 0 };
  const given = { account_id: id, role_code, unit_id: unit.id, valid_from: valid.from, valid_to: valid.to ?? null };
  return { id, assignment_id: (await access.assign(db, given, by)).id };
}

async function makeRecords(db: Db, place: Place, n: number, now: Date): Promise<Records> {
  const { id, code, tenant } = await unitOn(db, PLACES[place], '2026-11-20');
  const by = { actor: { user_id: null, name: 'Dữ liệu kiểm thử' }, now, scope: { unit_ids: null } };
  const personal = [`07720100${n}${n}${n}${n}`, `090123${n}${n}${n}${n}`, `moc${n}@vidu.vn`, `Số ${n}${n} ngõ Mốc`];
  const input = ReceiveInput.parse({
    procedure_code: place === 'parent' ? '2.000488' : '1.001022',
    receiving_unit: code,
    applicant: {
      name: `Mốc Kiểm Thử ${'Một Hai Ba Bốn'.split(' ')[n - 1]}`,
      identity: personal[0],
      phone: personal[1],
      email: personal[2],
      address: `${personal[3]}, Xã Thử`,
    },
    papers: [
      { ordinal: 1, form: 0 },
      { ordinal: 2, form: 1 },
      { ordinal: 3, form: 1 },
    ].slice(0, place === 'parent' ? 2 : 3),
  });
  const receipt = await receive(db, input, by);
  const papers = await db.query<{ id: number }>(
    'select w.id from dossiers.paper w where w.tenant = $1 and w.dossier_id = $2 order by w.ordinal',
    [tenant, receipt.id],
  );
  const [paper_id, bare_paper_id] = papers.rows.map((row) => row.id) as [number, number];
  const scan = { name: `to-khai-moc-${n}.pdf`, type: 'application/pdf', bytes: chunks(pdf(`scan ${n}`)) };
  await attach(db, store(), receipt.id, paper_id, scan, by);
  const file = { bytes: pdf(`file ${n}`), name: `tep-moc-${n}.pdf`, unit_id: id, tenant, actor: by.actor, now };
  const { id: file_id } = await keep(db, store(), file);
  const job = await makeJob(db, { tenant, unit_id: id, title: `Việc nền mốc ${place} ${n}` }, now);
  const visitor = `Mốc Chưa Nhận ${'Một Hai Ba Bốn'.split(' ')[n - 1]}`;
  const came = VisitInput.parse({
    kind: 'guidance',
    procedure_code: input.procedure_code,
    receiving_unit: code,
    applicant: {
      name: visitor,
      identity: personal[0],
      phone: personal[1],
      email: personal[2],
      address: `${personal[3]}, Xã Thử`,
    },
    missing: [{ ordinal: 1 }],
  });
  const told = await visit(db, came, by);
  const late = await makeLate(db, input, n, now);
  const desk = await makeDesk(db, { tenant, unit_id: id, name: `Quầy mốc ${place} ${n}` }, now);
  const copy = { id: 0, mark: `Văn bằng mốc ${place}` };
  const scan_of = Buffer.from(await typeset({ template: `Van bang ${place}`, data: {}, made_at: now }));
  const requester = { name: 'Người Yêu Cầu', identity: personal[0] as string, phone: personal[1] as string };
  const asked = { unit: { id, tenant }, requester, copies: 1, fee_vnd: 2000, fee_note: null, dossier_code: null, scan: scan_of };
  copy.id = (await draft(db, { ...asked, original: { name: copy.mark, number: null, issuer: null, issued_on: null } }, by)).id;
  const held = {
    tenant,
    identity: personal[0] as string,
    owner_name: input.applicant.name as string,
    kind: 'paper' as const,
    name: 'Giấy mốc',
  };
  const holding = await keepHolding(
    db,
    { ...held, file: { id: file_id, sha256: 'x' }, signature_state: 'unsigned', unit_id: id },
    by,
  );
  const seal = await makeSeal(db, { id, tenant }, place, file_id, by);
  const check = await makeCheck(db, id, place, n, now);
  const slip = await makeSlip(db, receipt.id, code, `mau-moc-${place}-${n}.docx`, by);
  const message = await makeMessage(db, { tenant, unit_id: id, subject: `Tin mốc ${place} ${n}` }, now);
  const process = await makeProcess(db, code, '2.001263', `Quy trình mốc ${place} ${n}`, now);
  const doomed = await makeProcess(db, code, '2.000509', `Quy trình bỏ ${place} ${n}`, now);
  const publication = await makePublication(db, { tenant, unit_id: id, place, n }, now);
  const plan = await makePlan(db, code, `Kế hoạch mốc ${place} ${n}`, now);
  const report = await makeReport(db, code, `Báo cáo lưu mốc ${place} ${n}`, now);
  const register = await makeRegister(db, code, `Sổ mốc ${place} ${n}`, now);
  const username = `moc.${place}.${n}`;
  const account = await makeAccount(db, username, code, 'reform_officer', now, { from: '2026-11-01' });
  const mark = `dau-vet-${place}-${n}`;
  const noted = { action: 'test.mark', subject_kind: 'mark', subject_id: mark, unit_id: id, after: { phone: personal[1] } };
  await record(db, { tenant, at: now, actor: by.actor, ...noted });
  return {
    place,
    unit: { id, code, tenant },
    dossier: { id: receipt.id, code: receipt.code, last_seq: 2, paper_id },
    bare_paper_id,
    personal,
    visit: { id: told.id, mark: visitor },
    late,
    account: { id: account.id, username },
    assignment_id: account.assignment_id,
    process,
    doomed_process_id: doomed.id,
    file_id,
    seal,
    holding_id: holding.id,
    copy,
    job,
    desk,
    check,
    message,
    publication,
    slip,
    register,
    plan,
    report,
    scoring: await makeScoring(db, { tenant, id, code }, `Đợt mốc ${place} ${n}`, now),
    marks: [
      receipt.code,
      input.applicant.name,
      username,
      mark,
      scan.name,
      file.name,
      seal.label,
      seal.request_name,
      job.title,
      process.name,
      desk.name,
      check.title,
      check.quote,
      slip.template_name,
      register.mark,
      plan.title,
      report.title,
      ...personal,
    ],
  };
}

/** Two entries of one register, one of them with evidence, and a book nobody looked through yet. */
async function makeRegister(db: Db, unit: string, mark: string, now: Date): Promise<Records['register']> {
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
async function makeCheck(db: Db, unit_id: number, place: Place, n: number, now: Date): Promise<Records['check']> {
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

/** A receipt that was issued and a template that passed its check. */
async function makeSlip(db: Db, dossier_id: number, unit: string, name: string, by: By): Promise<Records['slip']> {
  const { id } = await slips.issue(db, 'receipt', { dossier_id }, { ...by, personal: { unit_ids: null } });
  const bytes = chunks(await slips.ownTemplate('receipt', '03/2025', 'a5'));
  const asked = { unit, kind: 'receipt' as const, form_set: '03/2025', note: null };
  const { id: template_id } = await slips.uploadTemplate(db, asked, { name, type: '', bytes, fields: {} }, by);
  return { id, template_id: template_id as number, template_name: name };
}

async function makeLate(db: Db, like: ReceiveInput, n: number, now: Date): Promise<Records['late']> {
  const by = { actor: { user_id: null, name: 'Dữ liệu kiểm thử' }, now, scope: { unit_ids: null } };
  const applicant = {
    ...like.applicant,
    name: `Trễ Hẹn Bậc ${n}`,
    identity: null,
    no_identity_reason: 'thử',
    phone: null,
    email: null,
  };
  const received_at = '2026-09-01T08:00:00+07:00';
  const { id, code } = await receive(db, { ...like, applicant, received_at, late_entry_reason: 'thử' }, by);
  const receipt_no = `BL-MOC-${n}`;
  await act(db, id, 'collect_fee', { last_seq: 1, data: { amount_vnd: 1000 * n, receipt_no } }, by);
  const list_id = await compileLateList(db, { unit: like.receiving_unit, month: '2026-10' }, by);
  return { id, code, receipt_no, list_id };
}

/** Something posted, and a review with a proposal: of a procedure of which the demonstration posts and reviews nothing. */
async function makePublication(
  db: Db,
  of: { tenant: number; unit_id: number; place: string; n: number },
  now: Date,
): Promise<Records['publication']> {
  const [address, plan_no] = [`https://niem-yet-${of.place}-${of.n}.vidu.vn`, `moc-${of.place}-${of.n}/KH`];
  const made = await db.query<{ id: number; review_id: number; proposal_id: number }>(
    `with p as (select p.id from procedures.procedure p where p.code = '1.001612'),
       b as (insert into procedures.publication (tenant, procedure_id, unit_id, place, address, valid, entered_at)
         select $1, p.id, $2, 'kiosk', $3, '[2026-01-01,)', $5 from p returning id),
       r as (insert into procedures.review (tenant, year, procedure_id, unit_id, due_on, plan_no, entered_at)
         select $1, 2026, p.id, $2, '2026-12-31', $4, $5 from p returning id),
       q as (insert into procedures.proposal (tenant, review_id, what, state_on, entered_at) select $1, r.id, 'x', '2026-11-20', $5 from r returning id)
     select b.id, r.id as review_id, q.id as proposal_id from b, r, q`,
    [of.tenant, of.unit_id, address, plan_no, now],
  );
  const { id, review_id, proposal_id } = made.rows[0] as { id: number; review_id: number; proposal_id: number };
  return { id, address, review_id, plan_no, proposal_id };
}

/** A message that went already, and a warning rule of the unit's own. */
async function makeMessage(
  db: Db,
  of: { tenant: number; unit_id: number; subject: string },
  now: Date,
): Promise<Records['message']> {
  await db.query(`insert into notices.rule (unit_id, kind, lead, changed_at) values ($1, 'escalation', 1, $2)`, [
    of.unit_id,
    now,
  ]);
  const made = await db.query<{ id: number }>(
    `insert into notices.message (tenant, key, channel, to_address, unit_id, subject, text, state, next_try_at, created_at, ended_at)
     values ($1, $3, 'email', 'ai@vidu.vn', $2, $3, 'x', 'sent', $4, $4, $4) returning id`,
    [of.tenant, of.unit_id, of.subject, now],
  );
  return { id: made.rows[0]?.id as number, subject: of.subject };
}

async function makeDesk(db: Db, of: { tenant: number; unit_id: number; name: string }, now: Date): Promise<Records['desk']> {
  const desk = await db.query<{ id: number }>(
    `insert into desk.desk (tenant, unit_id, name, valid, token) values ($1, $2, $3, '[2025-07-01,)', md5($3) || md5($3 || 'x')) returning id`,
    [of.tenant, of.unit_id, of.name],
  );
  const id = desk.rows[0]?.id as number;
  const ticket = await db.query<{ id: number }>(
    `with made as (insert into desk.service (desk_id, letter, name) values ($1, 'A', 'Chứng thực') returning id)
     insert into desk.ticket (tenant, desk_id, service_id, on_date, label, taken_at) select $2, $1, made.id, '2026-11-20', 'A001', $3 from made returning id`,
    [id, of.tenant, now],
  );
  return { id, name: of.name, ticket_id: ticket.rows[0]?.id as number };
}

async function makeScoring(
  db: Db,
  unit: { tenant: number; id: number; code: string },
  name: string,
  now: Date,
): Promise<Records['scoring']> {
  const by = { actor: { user_id: null, name: 'Dữ liệu kiểm thử' }, now, today: '2026-11-20', scope: { unit_ids: null } };
  const { id: set_id, set } = await scorecards.setOn(db, 'xa-2026-minh-hoa', '2026-11-20', unit.tenant);
  // Written past the product, which lets nobody appraise itself: so that one record stands for both sides.
  const round = await db.query<{ id: number }>(
    `insert into scorecards.round (tenant, owner_unit_id, set_id, name, year, period, state, self_until, appraise_until, explain_until, opened_at)
     values ($1, $2, $3, $4, 2026, '[2026-01-01,2026-11-01)', 'open', '2026-12-01', '2026-12-02', '2026-12-03', $5) returning id`,
    [unit.tenant, unit.id, set_id, name, now],
  );
  const round_id = round.rows[0]?.id as number;
  const card = await db.query<{ id: number }>(
    `insert into scorecards.card (tenant, round_id, unit_id, state, state_at) values ($1, $2, $3, 'self', $4) returning id`,
    [unit.tenant, round_id, unit.id, now],
  );
  const code = `bo-moc-${unit.code.toLowerCase().replaceAll('.', '-')}`;
  const draft = await scorecards.keepDraft(db, { set: { ...set, code }, tenant: unit.tenant, reason: name }, by);
  return { round_id, round_name: name, card_id: card.rows[0]?.id as number, draft_set_id: draft.id };
}

async function makePlan(db: Db, unit: string, title: string, now: Date): Promise<Records['plan']> {
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

async function makeProcess(db: Db, unit: string, procedure_code: string, name: string, now: Date): Promise<Records['process']> {
  const input = processes.NewProcess.parse({ unit, procedure_code, name_vi: name, name_en: name });
  const by = { actor: { user_id: null, name: 'Dữ liệu kiểm thử' }, now, today: '2026-11-20', scope: { unit_ids: null } };
  return { id: (await processes.create(db, input, by)).id, name };
}

async function makeJob(db: Db, of: { tenant: number; unit_id: number; title: string }, now: Date): Promise<Records['job']> {
  const made = await db.query<{ id: number }>(
    `insert into jobs.job (tenant, kind, title, unit_id, input, created_by_name, created_at) values ($1, 'test.mark', $2, $3, '{}', 'Dữ liệu kiểm thử', $4)
     returning id`,
    [of.tenant, of.title, of.unit_id, now],
  );
  return { id: made.rows[0]?.id as number, title: of.title };
}

const LIFE = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2031-01-01T00:00:00Z') };
const authority = makeAuthority({ common_name: 'Gốc kiểm thử' }, LIFE);
const holder = issue(authority, { common_name: 'Con dấu kiểm thử' }, LIFE);

async function makeSeal(
  db: Db,
  unit: { id: number; tenant: number },
  place: Place,
  file_id: number,
  by: Parameters<typeof addSeal>[2],
): Promise<Records['seal']> {
  const label = `Con dấu mốc ${place}`;
  const request_name = `ky-so-moc-${place}.pdf`;
  const key = { pkcs12: makePkcs12(holder, [authority.certificate], 'mật khẩu'), password: 'mật khẩu', needs_password: false };
  const { id } = await addSeal(db, { unit, kind: 'agency', account_id: null, label, signer_title: null, ...key }, by);
  const { rows } = await db.query<{ id: number }>(
    `insert into signatures.request (tenant, unit_id, seal_id, state, purpose, subject_kind, subject_id, name, source_file_id, signed_file_id,
       asked_by_name, asked_at, finished_at)
     values ($1, $2, $3, 'signed', 'test', 'mark', 1, $4, $5, $5, 'x', $6, $6) returning id`,
    [unit.tenant, unit.id, id, request_name, file_id, by.now],
  );
  return { id, label, request_id: rows[0]?.id as number, request_name };
}

async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
