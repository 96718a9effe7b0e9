// The catalogue taken over from an Excel book, as one decision: looked at first, then all or nothing.
import { z } from 'zod';
import { task } from '#jobs';
import type { Day } from '#lib/day';
import { transaction } from '#lib/db';
import { DomainError } from '#lib/errors';
import type { Db } from '#lib/sql';
import { type BookProblem, type BookRow, readBook } from './book.ts';
import { DecisionInput, enterDecision } from './decisions.ts';
import type { Content } from './pack.ts';
import { type Detailed, detailsOf, procedureOn, sectors } from './procedures.ts';

export type Preview = {
  problems: BookProblem[];
  added: { code: string; name: string }[];
  changed: { code: string; name: string; fields: string[] }[];
  same: number;
};

type Compared = { preview: Preview; items: DecisionInput['items'] };

async function thereOn(db: Db, code: string, day: Day): Promise<Detailed | null> {
  try {
    return (await detailsOf(db, [await procedureOn(db, code, day)]))[0] ?? null;
  } catch (error) {
    if (error instanceof DomainError && ['procedures.unknown', 'procedures.not_on_day'].includes(error.code)) return null;
    throw error;
  }
}

/** Fields in which a book's row differs from what the catalogue says. What a book cannot say does not count. */
function differences(
  there: Detailed,
  { limit, sector, papers, fees, steps, legal_documents, ...row }: z.output<typeof Content>,
): string[] {
  const fields: string[] = [];
  const compare = (field: string, before: unknown, after: unknown) => {
    if (JSON.stringify(before) !== JSON.stringify(after)) fields.push(field);
  };
  compare('sector', there.sector_code, sector);
  compare(
    'limit',
    [there.limit_unit, there.limit_amount, there.cut_off],
    [limit?.unit ?? null, limit?.amount ?? null, limit?.cut_off ?? null],
  );
  for (const field of [
    'name',
    'level',
    'authority',
    'online_level',
    'is_interlinked',
    'interlinked_kind',
    'is_at_desk',
    'off_desk_reason',
    'vertical_agency',
    'can_post_receive',
    'can_post_return',
    'is_internal',
    'is_boundary_free',
    'result_name',
    'note',
  ] as const)
    compare(field, there[field], row[field]);
  const bare = (rows: readonly object[], keys: readonly string[]) =>
    rows.map((one) => keys.map((key) => (one as Record<string, unknown>)[key] ?? null));
  const lists = { papers, fees, steps, legal_documents };
  const keys = {
    papers: ['name', 'form_code', 'originals', 'copies', 'is_required', 'must_digitise'],
    fees: ['name', 'kind', 'amount_vnd', 'amount_text', 'stage', 'exempt'],
    steps: ['name', 'actor', 'how', 'duration'],
    legal_documents: ['number', 'name', 'article'],
  };
  for (const list of ['papers', 'fees', 'steps', 'legal_documents'] as const)
    compare(list, bare(there[list], keys[list]), bare(lists[list], keys[list]));
  return fields;
}

/** What a book would do on a day: nothing is kept. @throws procedures.book_unreadable */
export async function compareBook(db: Db, bytes: Uint8Array, day: Day, source: string): Promise<Compared> {
  const known = new Set((await sectors(db, day)).map((one) => one.code));
  const { rows, problems } = await readBook(bytes, known, { source });
  const preview: Preview = { problems, added: [], changed: [], same: 0 };
  const items: DecisionInput['items'] = [];
  for (const { code, content } of rows) {
    const there = await thereOn(db, code, day);
    const fields = there ? differences(there, content) : [];
    if (there && fields.length === 0) {
      preview.same += 1;
      continue;
    }
    if (there) preview.changed.push({ code, name: content.name, fields });
    else preview.added.push({ code, name: content.name });
    items.push(itemOf({ code, content: there ? keepRest(there, content) : content }, there !== null, day));
  }
  return { preview, items };
}

/** What the book has no column for stays as it is. */
function keepRest(there: Detailed, content: z.output<typeof Content>): z.output<typeof Content> {
  return {
    ...content,
    supplement: { policy: there.supplement_policy, max: there.max_supplements },
    fee_vnd: there.fee_vnd,
    legacy_online_label: there.legacy_online_label,
    is_no_writing: there.is_no_writing,
    legal_basis: there.legal_basis,
    conditions: there.conditions,
  };
}

function itemOf({ code, content }: BookRow, is_there: boolean, effective_on: Day): DecisionInput['items'][number] {
  return { kind: is_there ? 'amend' : 'announce', code, replaced_code: null, effective_on, content, reason: null };
}

const Imported = DecisionInput.extend({ items: z.array(DecisionInput.shape.items.element).min(1).max(20_000) });

/** Enters everything a book says in one transaction; cancelled or broken off, nothing of it is there. */
export const importTask = task({
  kind: 'procedures.import',
  input: Imported.extend({ today: z.iso.date() }) as unknown as z.ZodType<DecisionInput & { today: Day }>,
  run: async ({ pool, actor, now, progress }, { today, ...decision }) => {
    const id = await transaction(pool, 'write', (db) =>
      enterDecision(db, decision, { actor, now: now(), today }, (done) => progress(done, decision.items.length)),
    );
    return { decision_id: id, items: decision.items.length };
  },
});
