import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import * as access from '#access';
import { record } from '#audit';
import { draft } from '#certifications';
import { attach, ReceiveInput, receive, VisitInput, visit } from '#dossiers';
import { keep, store } from '#files';
import { keepHolding } from '#holdings';
import { transaction } from '#lib/db';
import { PACKS } from '#lib/pack';
import type { Db } from '#lib/sql';
import { typeset } from '#lib/typst';
import { unitOn } from '#org';
import { type Client, DEMO_PASSWORD, type TestApp, testApp } from '../app.ts';
import { makeCheck, makePlan, makeRegister, makeScoring } from './makers/direction.ts';
import { makeDue } from './makers/due.ts';
import { chunks, pdf } from './makers/files.ts';
import { makeReadyReport, makeReport } from './makers/report.ts';
import { makeReportTemplate } from './makers/report-template.ts';
import { makeSeal } from './makers/seal.ts';
import { makeSending } from './makers/sending.ts';
import { makeDesk, makeJob, makeLate, makeMessage, makeProcess, makePublication, makeSlip } from './makers/work.ts';
import { PLACES, type Place, type Records } from './records.ts';

/** Units that the accounts' roles cover, by the unit the role is given on. */
const COVERS: Record<'commune' | 'province', readonly Place[]> = {
  commune: ['own'],
  province: ['own', 'sibling', 'parent'],
};

/** Rights that hold on the very unit the role was given on; written out here, not taken from the code under test. */
const OWN_ONLY = ['reports.write', 'reports.issue', 'reports.send', 'measures.declare', 'forms.complete', 'scorecards.score'];
const HOME: Record<'commune' | 'province', readonly Place[]> = { commune: ['own'], province: ['parent'] };

/** Places whose records the account reaches with a permission. */
export function coversWith({ covers, level }: Pick<Actor, 'covers' | 'level'>, permission: string): readonly Place[] {
  return OWN_ONLY.includes(permission) ? covers.filter((place) => HOME[level].includes(place)) : covers;
}

export type Actor = {
  name: string;
  role: string | null;
  level: 'commune' | 'province';
  permissions: ReadonlySet<string>;
  covers: readonly Place[];
  client: Client;
};

export type World = { app: TestApp; records: Record<Place, Records>; actors: Actor[]; roles: Map<string, ReadonlySet<string>> };

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
          'forms.define',
          'reports.define',
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
  const ready_report = await makeReadyReport(db, code, now);
  const report_template = await makeReportTemplate(db, code, `mau-bao-cao-${place}-${n}.docx`, by);
  const due = await makeDue(db, { tenant, id, mark: `Yêu cầu mốc ${place} ${n}` }, now);
  const sending = await makeSending(db, { id, code, tenant }, file_id, `mốc ${place} ${n}`, now);
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
    ready_report,
    report_template,
    due,
    sending,
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
      report_template.file_name,
      due.mark,
      sending.title,
      sending.subject,
      ...personal,
    ],
  };
}
