// The procedures a desk received last, on this browser. No applicant's data.

const MOST_RECENT = 12;

const keyOf = (account_id: number) => `motcua.desk.${account_id}`;

export function recentsOf(account_id: number): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(account_id)) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one): one is string => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

/** The procedure was just received. @returns the last ones, the newest first */
export function addRecent(account_id: number, code: string): string[] {
  const recents = [code, ...recentsOf(account_id).filter((one) => one !== code)].slice(0, MOST_RECENT);
  try {
    localStorage.setItem(keyOf(account_id), JSON.stringify(recents));
  } catch {
    // Kept until the page is closed.
  }
  return recents;
}
