// What the demonstration shows of papers: an authority of its own, a seal, stores with papers, certified copies. Made at load time: no key
// stands in the repository, and each installation has another one.
import { z } from 'zod';
import { draft, give, sign } from '#certifications';
import { keep, store } from '#files';
import { keepHolding } from '#holdings';
import { addDays, vietnamDay } from '#lib/day';
import { type Pool, transaction } from '#lib/db';
import { type Db, loadSql, many, one } from '#lib/sql';
import { typeset } from '#lib/typst';
import { type Unit, unitOn } from '#org';
import { addSeal, issue, makeAuthority, makePkcs12, roots, trust } from '#signatures';

const sql = loadSql(import.meta.url, ['recent_applicants', 'account']);

const UNIT = 'H48.108';
const DAY_MS = 86_400_000;
const AUTHORITY = 'Tổ chức chứng thực minh họa (không có giá trị)';
const ORIGINALS = [
  ['Bằng tốt nghiệp đại học', 'Trường Đại học Minh Họa', 2],
  ['Giấy chứng nhận quyền sử dụng đất', 'UBND huyện Minh Họa', 4],
  ['Giấy khai sinh', 'UBND xã Bờ Y', 1],
  ['Giấy phép lái xe hạng B', 'Sở Giao thông vận tải Minh Họa', 2],
  ['Giấy chứng nhận kết hôn', 'UBND xã Bờ Y', 1],
  ['Chứng chỉ ứng dụng công nghệ thông tin', 'Trung tâm Tin học Minh Họa', 1],
] as const;

const Person = z.object({ identity: z.string(), name: z.string() });
const Account = z.object({ id: z.number(), display_name: z.string(), title: z.string().nullable() });

/** Puts papers into the demonstration, once: where its authority is there already, nothing is done. */
export async function loadDemoPapers(pool: Pool, now: Date, password: string): Promise<void> {
  await transaction(pool, 'write', async (db) => {
    if ((await roots(db)).some((root) => root.subject === AUTHORITY)) return;
    const unit = await unitOn(db, UNIT, vietnamDay(now));
    const desk = await one(db, sql.account, { username: 'tiepnhan' }, Account);
    const leader = await one(db, sql.account, { username: 'lanhdao' }, Account);
    const signers = await makeSeals(db, unit, leader, password, now);
    const people = await many(db, sql.recent_applicants, { unit_id: unit.id }, Person);
    await fillStores(db, unit, people, desk, now);
    await certify(db, unit, people, { desk, leader, signers, password }, now);
  });
}

const by = (account: z.infer<typeof Account>, now: Date) => ({
  actor: { user_id: account.id, name: account.display_name },
  now,
  scope: { unit_ids: null },
});

async function makeSeals(db: Db, unit: Unit, leader: z.infer<typeof Account>, password: string, now: Date) {
  const life = { from: new Date(now.getTime() - 400 * DAY_MS), to: new Date(now.getTime() + 1800 * DAY_MS) };
  const authority = makeAuthority({ common_name: AUTHORITY }, life);
  const chain = [authority.certificate];
  const who = by(leader, now);
  await trust(db, { certificates: Buffer.from(authority.certificate.toString()), source: 'Dữ liệu minh họa' }, who);
  const body = issue(authority, { common_name: 'Ủy ban nhân dân xã Bờ Y', organisation: 'UBND tỉnh Quảng Ngãi' }, life);
  const own = issue(authority, { common_name: leader.display_name, organisation: 'Ủy ban nhân dân xã Bờ Y' }, life);
  const agency = { unit, kind: 'agency' as const, account_id: null, label: 'Con dấu UBND xã Bờ Y', signer_title: null };
  const personal = {
    unit,
    kind: 'personal' as const,
    account_id: leader.id,
    label: `Chữ ký ${leader.display_name}`,
    signer_title: leader.title,
  };
  const seal = await addSeal(db, { ...agency, pkcs12: makePkcs12(body, chain, password), password, needs_password: false }, who);
  const signature = await addSeal(
    db,
    { ...personal, pkcs12: makePkcs12(own, chain, password), password, needs_password: true },
    who,
  );
  return { body: seal.id, own: signature.id };
}

async function page(title: string, owner: string, pages: number, now: Date): Promise<Buffer> {
  const template = `
#let data = json(bytes(sys.inputs.data))
#set page(paper: "a4", margin: 25mm)
#set text(font: "Tinos", size: 14pt, lang: "vi")
#for n in range(data.pages) [
  #if n > 0 { pagebreak() }
  #align(center, text(size: 18pt, strong(upper(data.title))))
  #v(1cm)
  Họ và tên: *#data.owner*
  #v(1fr)
  #align(center, text(fill: gray)[Giấy tờ minh họa, không có giá trị. Trang #str(n + 1)/#str(data.pages).])
]`;
  return Buffer.from(await typeset({ template, data: { title, owner, pages }, made_at: now }));
}

async function fillStores(
  db: Db,
  unit: Unit,
  people: readonly z.infer<typeof Person>[],
  desk: z.infer<typeof Account>,
  now: Date,
): Promise<void> {
  const who = by(desk, now);
  for (const [index, person] of people.entries()) {
    const [name, issuer, pages] = ORIGINALS[index % ORIGINALS.length] as (typeof ORIGINALS)[number];
    const bytes = await page(name, person.name, pages, now);
    const { tenant, id: unit_id } = unit;
    const file = await keep(db, store(), { bytes, name: `${name}.pdf`, unit_id, tenant, actor: who.actor, now });
    const issued_on = addDays(vietnamDay(now), -200 - index * 37);
    const held = { tenant, identity: person.identity, owner_name: person.name, kind: 'result' as const, name, issuer, issued_on };
    await keepHolding(
      db,
      { ...held, number: `${101 + index}/${issued_on.slice(0, 4)}`, file, signature_state: 'unsigned', unit_id },
      who,
    );
  }
}

type Signers = {
  desk: z.infer<typeof Account>;
  leader: z.infer<typeof Account>;
  signers: { body: number; own: number };
  password: string;
};

async function certify(db: Db, unit: Unit, people: readonly z.infer<typeof Person>[], who: Signers, now: Date): Promise<void> {
  for (const [index, [name, issuer, pages]] of ORIGINALS.entries()) {
    const person = people[index % Math.max(1, people.length)];
    if (!person) return;
    const at = new Date(now.getTime() - (ORIGINALS.length - index) * 3_600_000);
    const scan = await page(name, person.name, pages, at);
    const original = {
      name,
      number: `${index + 11}/${2015 + index}`,
      issuer,
      issued_on: addDays(vietnamDay(now), -900 - index * 90),
    };
    const requester = { name: person.name, identity: person.identity, phone: null };
    const fee_vnd = pages <= 2 ? pages * 2000 : 4000 + (pages - 2) * 1000;
    const asked = { unit, requester, original, copies: 1, fee_vnd, fee_note: null, dossier_code: null, scan };
    const { id } = await draft(db, asked, by(who.desk, at));
    // The last two wait for their signer.
    if (index >= ORIGINALS.length - 2) continue;
    const signing = {
      signer_name: who.leader.display_name,
      signer_title: who.leader.title,
      signers: [
        { seal_id: who.signers.own, password: who.password },
        { seal_id: who.signers.body, password: null },
      ],
    };
    await sign(db, id, signing, by(who.leader, at));
    if (index % 2 === 0) await give(db, id, { given_to: person.name, given_how: 'email' }, by(who.desk, at));
  }
}
