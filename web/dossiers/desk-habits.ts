// What a desk has of its own on this browser: starred procedures and the ones received last. No applicant's data.
import type { Habits } from '../procedures/find-procedure.ts';

const MOST_RECENT = 12;

const keyOf = (account_id: number) => `motcua.desk.${account_id}`;

export function habitsOf(account_id: number): Habits {
  try {
    const { favourites = [], recents = [] } = JSON.parse(localStorage.getItem(keyOf(account_id)) ?? '{}') as Partial<Habits>;
    return { favourites, recents };
  } catch {
    return { favourites: [], recents: [] };
  }
}

function keep(account_id: number, habits: Habits): Habits {
  try {
    localStorage.setItem(keyOf(account_id), JSON.stringify(habits));
  } catch {
    // Kept until the page is closed.
  }
  return habits;
}

/** The procedure was just received. */
export function received(account_id: number, code: string): Habits {
  const { favourites, recents } = habitsOf(account_id);
  return keep(account_id, { favourites, recents: [code, ...recents.filter((one) => one !== code)].slice(0, MOST_RECENT) });
}

/** Stars a procedure, or takes its star away. */
export function starred(account_id: number, code: string): Habits {
  const { favourites, recents } = habitsOf(account_id);
  const rest = favourites.filter((one) => one !== code);
  return keep(account_id, { recents, favourites: rest.length < favourites.length ? rest : [...favourites, code] });
}
