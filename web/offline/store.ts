// What this browser keeps so that the desk can go on without a network. One database for the product, records apart by account.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Sealed } from './cipher.ts';

export type IntakeState = 'waiting' | 'refused' | 'sent';

/** An intake made without a network. What was typed is sealed; the rest is needed to list, send and count it. */
export type KeptIntake = {
  /** The name under which it is sent, once or again: the server makes one dossier of it. */
  client_id: string;
  account_id: number;
  account_name: string;
  temporary_no: string;
  /** ISO moment of reception. */
  kept_at: string;
  state: IntakeState;
  tries: number;
  /** Why the server did not take it. */
  told: { code: string; status: number; data: Record<string, unknown> } | null;
  receipt: { id: number; code: string; due_on: string | null; due_at: string | null } | null;
  sent_at: string | null;
  content: Sealed;
};

export type KeptDraft = { id: string; account_id: number; tab: string; at: string; content: Sealed };

interface Schema extends DBSchema {
  /** Replies without personal data of applicants, and who is signed in. */
  replies: { key: string; value: { key: string; value: unknown; at: string } };
  intakes: { key: string; value: KeptIntake; indexes: { account_id: number } };
  drafts: { key: string; value: KeptDraft; indexes: { account_id: number } };
  /** One secret an account; it cannot be taken out of the browser. */
  secrets: { key: number; value: { account_id: number; secret: CryptoKey } };
}

/** @returns what was asked of the browser's store, or null when it does not come in time: a store that hangs does not close the desk */
export async function inTime<T>(asked: Promise<T>, ms: number): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((done) => {
    timer = setTimeout(() => done(null), ms);
  });
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}

let opened: Promise<IDBPDatabase<Schema>> | null = null;

/** @throws DOMException when the browser keeps nothing (a private window of some browsers) */
export function store(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>('motcua', 1, {
    upgrade(db) {
      db.createObjectStore('replies', { keyPath: 'key' });
      db.createObjectStore('intakes', { keyPath: 'client_id' }).createIndex('account_id', 'account_id');
      db.createObjectStore('drafts', { keyPath: 'id' }).createIndex('account_id', 'account_id');
      db.createObjectStore('secrets', { keyPath: 'account_id' });
    },
    // A tab of a newer product wants to change the shape: let it, and open again when next asked.
    blocking: (_now, _wanted, event) => {
      (event.target as IDBDatabase).close();
      opened = null;
    },
    terminated: () => {
      opened = null;
    },
  }).catch((error: unknown) => {
    opened = null;
    throw error;
  });
  return opened;
}
