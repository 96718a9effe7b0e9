// What happened at which step, who is next, who was asked: names for the codes and numbers that events carry.

import type { z } from 'zod';
import { vietnamDay } from '#lib/day';
import { type Stamps, stampsIn } from '#lib/revision';
import type { Wire } from '#lib/route';
import type { Db } from '#lib/sql';
import { type Definition, processVersion } from '#processes';
import type { Flow } from './flow.ts';
import { accountsKept, nameOn, unitsKept } from './known.ts';
import type { Shown } from './opened.ts';
import type { Named, TimelineEntry } from './view.ts';

type Entry = Wire<z.output<typeof TimelineEntry>>;
type Details = {
  flow?: Flow;
  step?: string | null;
  unit_id?: number;
  account_id?: number | null;
  id?: number;
  on_behalf_of?: number;
  helping_unit_id?: number;
};
type About = {
  as: Named['as'];
  step?: string | null | undefined;
  unit_id?: number | undefined;
  account_id?: number | null | undefined;
};

// Told by name from here on; what is left in the details is what was said.
const TOLD = ['flow', 'step', 'unit_id', 'account_id', 'on_behalf_of', 'helping_unit_id'];

/** A timeline with the steps, units and officers of its events named; as it is when no event has any. */
export async function named(
  db: Db,
  { timeline, process_version_id }: Pick<Shown, 'timeline' | 'process_version_id'>,
  stamps?: Stamps,
): Promise<Entry[]> {
  const about = timeline.map((entry) => aboutOf(entry, timeline));
  const all = about.flat();
  if (all.length === 0) return timeline;
  const now = stamps ?? (await stampsIn(db));
  const version = process_version_id === null ? null : await processVersion(db, process_version_id, now);
  const units = await unitsKept(
    db,
    all.flatMap(({ unit_id }) => unit_id ?? []),
    now,
  );
  const accounts = await accountsKept(
    db,
    all.flatMap(({ account_id }) => account_id ?? []),
    now,
  );
  return timeline.map((entry, place) => ({
    ...entry,
    details: Object.fromEntries(Object.entries(entry.details).filter(([key]) => !isTold(entry, key))),
    named: (about[place] ?? []).map(({ as, step, unit_id, account_id }) => {
      const unit = unit_id === undefined ? undefined : units.get(unit_id);
      return {
        as,
        ...stepNames(version?.definition, step),
        unit_name: unit ? nameOn(unit, vietnamDay(new Date(entry.at))) : null,
        account_name: account_id == null ? null : (accounts.get(account_id) ?? null),
      };
    }),
  }));
}

function isTold({ kind }: Entry, key: string): boolean {
  return TOLD.includes(key) || (kind === 'step_returned' && key === 'to') || (kind.startsWith('consultation_') && key === 'id');
}

function aboutOf({ kind, details }: Entry, timeline: readonly Entry[]): About[] {
  const { flow, step, unit_id, account_id, id, on_behalf_of, helping_unit_id } = details as Details;
  const about: About[] = [];
  if (helping_unit_id !== undefined) about.push({ as: 'helping_unit', unit_id: helping_unit_id });
  if (kind === 'assigned') about.push({ as: 'assigned', step, unit_id, account_id });
  else if (kind === 'consultation_asked') about.push({ as: 'asked', unit_id, account_id });
  else if (kind.startsWith('consultation_')) {
    // The number of a question is that of the event that asked it.
    const asked = timeline.find((entry) => entry.kind === 'consultation_asked' && entry.seq === id)?.details as
      | Details
      | undefined;
    if (asked) about.push({ as: 'asked', unit_id: asked.unit_id, account_id: asked.account_id });
  } else if (kind === 'taken_up') {
    for (const one of flow?.assigned ?? []) about.push({ as: 'step', step: one.step });
  } else {
    for (const left of flow?.left ?? [])
      if (left.as === 'done' || left.as === 'returned') about.push({ as: 'step', step: left.step });
    for (const one of flow?.entered ?? [])
      about.push({
        as: kind === 'step_returned' ? 'back_to' : 'next',
        step: one.step,
        unit_id: one.unit_id,
        account_id: one.account_id,
      });
  }
  if (on_behalf_of !== undefined) about.push({ as: 'on_behalf_of', account_id: on_behalf_of });
  return about;
}

function stepNames(definition: Definition | undefined, code: string | null | undefined): Pick<Named, 'step_vi' | 'step_en'> {
  const step = code == null ? undefined : definition?.steps.find((one) => one.code === code);
  // A step that is in no definition any more is told by its code rather than not at all.
  return { step_vi: step?.name_vi ?? code ?? null, step_en: step?.name_en ?? code ?? null };
}
