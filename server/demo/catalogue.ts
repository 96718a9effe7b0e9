// Control of the catalogue in the demonstration: decisions, postings, reviews; through the module's own functions, each on its day.
import path from 'node:path';
import { z } from 'zod';
import { type Day, vietnamMoment } from '#lib/day';
import { PACKS, readPackFile, refuseIfBroken } from '#lib/pack';
import type { Db } from '#lib/sql';
import * as procedures from '#procedures';

const day = z.iso.date();
const File = z.strictObject({
  decisions: z.array(
    z.strictObject({
      number: z.string(),
      signed_on: day,
      issuer: z.string(),
      title: z.string(),
      items: z.array(
        z.strictObject({
          kind: z.enum(procedures.DECISION_KINDS),
          code: z.string(),
          replaced_code: z.string().optional(),
          effective_on: day,
          /** Of an amended or replacing procedure only what is different. */
          content: z.record(z.string(), z.unknown()).optional(),
        }),
      ),
    }),
  ),
  publications: z.array(
    z.strictObject({
      unit: z.string(),
      place: z.enum(procedures.PLACES),
      address: z.string().optional(),
      from: day,
      checked_on: day.optional(),
      sectors: z.array(z.string()),
      is_complete: z.boolean().default(true),
      note: z.string().optional(),
    }),
  ),
  reviews: z.array(
    z.strictObject({
      unit: z.string(),
      code: z.string(),
      year: z.int(),
      due_on: day,
      plan_no: z.string(),
      outcome: z.enum(procedures.OUTCOMES).optional(),
      findings: z.string().optional(),
      done_on: day.optional(),
      proposals: z.array(
        z.strictObject({
          what: z.string(),
          law_to_change: z.string().optional(),
          saved_vnd: z.int().optional(),
          saved_note: z.string().optional(),
          on: day,
          /** Approved by this decision; without one it is submitted only. */
          decision_no: z.string().optional(),
        }),
      ),
    }),
  ),
});
type Control = z.output<typeof File>;
type On = (today: Day) => procedures.By;

/** What lies after `today` has not happened yet and is left out. @throws packs.broken */
export async function loadCatalogueControl(db: Db, actor: { user_id: null; name: string }, today: Day): Promise<void> {
  const { value, problems } = readPackFile(path.join(PACKS, 'demo', 'catalogue.yaml'), File);
  refuseIfBroken(problems);
  const { decisions, publications, reviews } = value as Control;
  const on: On = (then) => ({
    actor,
    now: vietnamMoment(then, '09:00'),
    today: then,
    scope: { unit_ids: null },
    request_id: 'demo',
  });
  for (const one of decisions) if (one.signed_on <= today) await enter(db, one, on(one.signed_on));
  for (const { sectors, address, checked_on, note, ...posted } of publications) {
    if (posted.from > today) continue;
    const { rows } = await procedures.search(db, { day: today, level: 'commune', is_internal: false, page_size: 1000 });
    const codes = rows.filter((row) => sectors.includes(row.sector_code)).map((row) => row.code);
    const told = { address: address ?? null, checked_on: checked_on ?? null, note: note ?? null };
    await procedures.post(db, { ...posted, ...told, codes }, on(posted.from));
  }
  for (const one of reviews) await review(db, one, on, today);
}

async function enter(db: Db, decision: Control['decisions'][number], by: procedures.By): Promise<void> {
  const items = [];
  for (const { replaced_code, content, ...item } of decision.items) {
    const before = item.kind === 'amend' ? item.code : replaced_code;
    const there = before ? await presentContent(db, before, item.effective_on) : {};
    const said = item.kind === 'abolish' ? null : procedures.Content.parse({ ...there, ...content, decision_no: null });
    items.push({ ...item, replaced_code: replaced_code ?? null, content: said, reason: null });
  }
  await procedures.enterDecision(db, { ...decision, status: 'to_be_verified', items }, by);
}

/** What the catalogue says about a procedure on a day, as a decision would say it. */
async function presentContent(db: Db, code: string, on: Day): Promise<object> {
  const [there] = await procedures.detailsOf(db, [await procedures.procedureOn(db, code, on)]);
  if (!there) return {};
  const bare = (rows: readonly object[]) =>
    rows.map((row) => Object.fromEntries(Object.entries(row).filter(([key]) => key !== 'ordinal')));
  const fields = Object.keys(procedures.Content.shape).filter((key) => key in there) as (keyof typeof there)[];
  return {
    ...Object.fromEntries(fields.map((key) => [key, there[key]])),
    sector: there.sector_code,
    limit: there.limit_unit && { unit: there.limit_unit, amount: there.limit_amount, cut_off: there.cut_off },
    supplement: { policy: there.supplement_policy, max: there.max_supplements },
    papers: bare(there.papers),
    fees: bare(there.fees),
    steps: bare(there.steps),
    legal_documents: bare(there.legal_documents),
  };
}

async function review(db: Db, one: Control['reviews'][number], on: On, today: Day): Promise<void> {
  const { unit, code, year, due_on, plan_no, outcome, findings, done_on, proposals } = one;
  const planned = `${year}-01-15`;
  if (planned > today) return;
  await procedures.planReviews(db, { unit, year, codes: [code], due_on, plan_no }, on(planned));
  if (!outcome || !findings || !done_on || done_on > today) return;
  const { rows } = await procedures.reviews(db, { year, unit, today, page: 1, page_size: 200 }, { unit_ids: null });
  const id = (rows.find((row) => row.code === code) as { id: number }).id;
  await procedures.recordOutcome(db, id, { outcome, findings, done_on }, on(done_on));
  for (const { on: then, decision_no, what, law_to_change, saved_vnd, saved_note } of proposals) {
    if (then > today) continue;
    const said = { what, law_to_change: law_to_change ?? null, saved_vnd: saved_vnd ?? null, saved_note: saved_note ?? null };
    const proposal = await procedures.propose(db, id, said, on(then));
    await procedures.moveProposal(db, proposal, { state: 'submitted', decision_no: null }, on(then));
    if (decision_no) await procedures.moveProposal(db, proposal, { state: 'approved', decision_no }, on(then));
  }
}
