// Whether the product's server can be reached, as the last requests showed; the browser's own word (`navigator.onLine`) knows only of the cable.
import { useSyncExternalStore } from 'react';

const ASK_AGAIN_MS = 5_000;

let is_up = typeof navigator === 'undefined' ? true : navigator.onLine;
let timer: ReturnType<typeof setTimeout> | undefined;
/** What has to be added to this machine's clock to get the server's. */
let skew_ms = 0;
const watchers = new Set<() => void>();

/** A request was answered by the product, or could not reach it. */
export function linkIs(up: boolean): void {
  if (!up && timer === undefined) timer = setTimeout(askAgain, ASK_AGAIN_MS);
  if (up === is_up) return;
  is_up = up;
  for (const changed of watchers) changed();
}

function askAgain(): void {
  timer = undefined;
  void checkLink();
}

/** Asks the server whether it is there, and how late it is there. */
export async function checkLink(): Promise<boolean> {
  try {
    const reply = await fetch('/api/app/health', { cache: 'no-store' });
    if (!reply.ok) throw new Error(String(reply.status));
    const { at } = (await reply.json()) as { at: string };
    skew_ms = Date.parse(at) - Date.now();
    linkIs(true);
    return true;
  } catch {
    linkIs(false);
    return false;
  }
}

export function isLinkUp(): boolean {
  return is_up;
}

/** Now by the server's clock as far as this machine knows: a desk's clock that goes wrong moves no due date. */
export function serverNow(): Date {
  return new Date(Date.now() + skew_ms);
}

function watch(changed: () => void): () => void {
  if (watchers.size === 0) {
    addEventListener('online', askAgain);
    addEventListener('offline', wentDown);
  }
  watchers.add(changed);
  return () => {
    watchers.delete(changed);
    if (watchers.size > 0) return;
    removeEventListener('online', askAgain);
    removeEventListener('offline', wentDown);
  };
}

function wentDown(): void {
  linkIs(false);
}

export function useLink(): boolean {
  return useSyncExternalStore(watch, isLinkUp);
}
