import { plain } from '../ui/format.ts';

type Listed = { code: string; name: string; sector_name: string };

/** What a desk has of its own: starred ones, and those it received last, the newest first. */
export type Habits = { favourites: readonly string[]; recents: readonly string[] };

type Indexed<P> = { procedure: P; code: string; name: string; initials: string; all: string };

/** Prepared once for a catalogue, so that searching at each key press costs nothing. */
export function indexed<P extends Listed>(procedures: readonly P[]): Indexed<P>[] {
  return procedures.map((procedure) => {
    const name = plain(procedure.name);
    const initials = name
      .split(/[^\p{L}\p{N}]+/u)
      .map((word) => word.charAt(0))
      .join('');
    return {
      procedure,
      code: procedure.code.toLowerCase(),
      name,
      initials,
      all: `${name} ${plain(procedure.sector_name)} ${procedure.code}`,
    };
  });
}

/**
 * Procedures by code, by words in any order without diacritics, or by initials ("ks" finds khai sinh), the likeliest first:
 * how well it fits, then the desk's favourites, then what it received last. Without words: favourites, recent ones, then the rest.
 */
export function findProcedures<P extends Listed>(index: readonly Indexed<P>[], typed: string, habits: Habits, most = 50): P[] {
  const words = plain(typed).split(' ').filter(Boolean);
  const place = placeOf(habits);
  return index
    .map((one) => ({ one, fit: fitOf(one, words), habit: place(one.procedure.code) }))
    .filter(({ fit }) => fit > 0)
    .sort(
      (a, b) =>
        b.fit - a.fit || a.habit - b.habit || a.one.name.length - b.one.name.length || a.one.code.localeCompare(b.one.code),
    )
    .slice(0, most)
    .map(({ one }) => one.procedure);
}

/** 0: does not fit. Higher fits better. */
function fitOf({ code, name, initials, all }: Indexed<Listed>, words: readonly string[]): number {
  if (words.length === 0) return 1;
  const whole = words.join(' ');
  if (code === whole || code.replace(/^\d\.0*/, '') === whole) return 6;
  if (/^[\d.]+$/.test(whole)) return code.startsWith(whole) || code.slice(2).replace(/^0+/, '').startsWith(whole) ? 5 : 0;
  if (name.startsWith(whole)) return 5;
  if (` ${name}`.includes(` ${whole}`)) return 4;
  if (words.every((word) => ` ${name}`.includes(` ${word}`))) return 3;
  if (words.length === 1 && /^[a-z]{2,}$/.test(whole) && initials.includes(whole)) return initials.startsWith(whole) ? 4 : 3;
  return words.every((word) => all.includes(word)) ? 2 : 0;
}

function placeOf({ favourites, recents }: Habits): (code: string) => number {
  const places = new Map<string, number>();
  for (const code of [...favourites, ...recents]) if (!places.has(code)) places.set(code, places.size);
  return (code) => places.get(code) ?? places.size;
}
