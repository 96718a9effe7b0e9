// The unfinished form of a tab, kept sealed, so that a reload or a browser that was closed loses nothing.
import { seal, unseal } from './cipher.ts';
import { inTime, type KeptDraft, store } from './store.ts';

const TAB = 'motcua.tab';
/** An intake form takes no keys until the draft is looked for; a browser whose store does not answer must not keep the desk from working. */
const STORE_PATIENCE_MS = 5_000;

/** This tab's own name, the same after a reload; held as a lock while the tab lives, so that others know. */
export function tabName(): string {
  try {
    const known = sessionStorage.getItem(TAB);
    if (known) return known;
    const made = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16)).join('');
    sessionStorage.setItem(TAB, made);
    return made;
  } catch {
    return 'only';
  }
}

let is_held = false;

function holdTab(): void {
  if (is_held || !navigator.locks) return;
  is_held = true;
  void navigator.locks.request(`motcua.tab.${tabName()}`, () => new Promise(() => {}));
}

// One after the other: sealing takes a moment, and a form that is still being sealed when it is received would lie there again afterwards.
let last: Promise<unknown> = Promise.resolve();

function inTurn(work: () => Promise<unknown>): Promise<void> {
  // A browser that keeps nothing: the form stays on the screen.
  const done = last.then(work).then(
    () => {},
    () => {},
  );
  last = done;
  return done;
}

export function keepDraft(account_id: number, value: unknown): Promise<void> {
  holdTab();
  return inTurn(async () => {
    const tab = tabName();
    const content = await seal(account_id, value);
    await (await store()).put('drafts', { id: `${account_id}.${tab}`, account_id, tab, at: new Date().toISOString(), content });
  });
}

export function dropDraft(account_id: number): Promise<void> {
  return inTurn(async () => (await store()).delete('drafts', `${account_id}.${tabName()}`));
}

/** This tab's own draft, or the last one of a tab that is gone. What other tabs are at is left to them. */
export async function foundDraft<T>(account_id: number): Promise<{ value: T; at: string } | null> {
  holdTab();
  try {
    const all = (await inTime(draftsOf(account_id), STORE_PATIENCE_MS)) ?? [];
    const found = all.find((one) => one.tab === tabName()) ?? (await orphan(all));
    if (!found) return null;
    if (found.tab !== tabName()) await (await store()).delete('drafts', found.id);
    return { value: await unseal<T>(account_id, found.content), at: found.at };
  } catch {
    return null;
  }
}

async function draftsOf(account_id: number): Promise<KeptDraft[]> {
  return (await store()).getAllFromIndex('drafts', 'account_id', account_id);
}

async function orphan(all: readonly KeptDraft[]): Promise<KeptDraft | undefined> {
  if (!navigator.locks) return undefined;
  const { held = [] } = await navigator.locks.query();
  const alive = new Set(held.map((lock) => lock.name));
  return all.filter((one) => !alive.has(`motcua.tab.${one.tab}`)).sort((a, b) => b.at.localeCompare(a.at))[0];
}
