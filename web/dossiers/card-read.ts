import { type IdCard, looksLikeCard, readIdCard } from './id-card.ts';

/** What the last scan gave. */
export type CardRead = { kind: 'nothing' } | { kind: 'unreadable' } | { kind: 'read'; card: IdCard };

export const NOT_READ: CardRead = { kind: 'nothing' };

/** Null: the text was no scan of a card at all. */
export function cardRead(text: string): CardRead | null {
  const card = readIdCard(text);
  if (card) return { kind: 'read', card };
  return looksLikeCard(text) ? { kind: 'unreadable' } : null;
}
