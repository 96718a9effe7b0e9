// Who applies: what must be known, how it is written, what is hidden from whom may not read it. Pure.
import { z } from 'zod';
import { DomainError } from '#lib/errors';
import type { Applicant } from './event.ts';

const optional = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .transform((text) => text || null)
    .nullable()
    .default(null);

export const ApplicantInput = z.object({
  kind: z.union([z.literal(0), z.literal(1), z.literal(2)]).default(0),
  name: z.string().trim().max(200),
  identity: optional(30),
  no_identity_reason: optional(300),
  phone: optional(30),
  email: optional(200),
  address: optional(300),
  submitter_name: optional(200),
  /** As the citizen's card says; for applications that the desk fills in. */
  born_on: z.iso.date().nullish(),
  sex: z.enum(['male', 'female']).nullish(),
});
export type ApplicantInput = z.output<typeof ApplicantInput>;

// Personal number 12 digits, old identity card 9, passport one or two letters and 6 to 8 digits; a tax code has 10 digits, with -NNN for a branch.
const PERSON = /^(\d{12}|\d{9}|[A-Z]{1,2}\d{6,8})$/;
const BODY = /^(\d{10}(-?\d{3})?|\d{12})$/;
// What every mail server takes; an address that cannot be one is a slip of the keyboard.
const EMAIL = /^[^\s@<>()[\]\\,;:"]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/i;
const PHONE = /^(0|\+84)\d{9,10}$/;

/**
 * The applicant as it is kept: spaces and dots taken out of numbers, what cannot be seen out of names, diacritics composed (NFC).
 * @throws dossiers.applicant_without_name, dossiers.applicant_without_identity, dossiers.bad_identity, dossiers.bad_phone, dossiers.bad_email
 */
export function applicantOf(input: ApplicantInput): Applicant {
  const name = visible(input.name);
  if (name === '') throw new DomainError('dossiers.applicant_without_name', 422);
  const identity = identityOf(input.identity);
  if (identity === null && input.no_identity_reason === null)
    throw new DomainError('dossiers.applicant_without_identity', 422, { name });
  if (identity !== null && !(input.kind === 0 ? PERSON : BODY).test(identity) && !PERSON.test(identity)) {
    throw new DomainError('dossiers.bad_identity', 422, { kind: input.kind });
  }
  const phone = phoneOf(input.phone);
  if (phone !== null && !PHONE.test(phone)) throw new DomainError('dossiers.bad_phone', 422);
  if (input.email !== null && !EMAIL.test(input.email)) throw new DomainError('dossiers.bad_email', 422);
  const no_identity_reason = identity === null ? input.no_identity_reason : null;
  const submitter_name = input.submitter_name === null ? null : visible(input.submitter_name) || null;
  const { born_on, sex, ...said } = input;
  // A body was not born, and what is not known is left out.
  const of_card = input.kind === 0 ? { ...(born_on ? { born_on } : {}), ...(sex ? { sex } : {}) } : {};
  return { ...said, name, identity, phone, no_identity_reason, submitter_name, ...of_card };
}

/** An identity number as it is kept: without spaces and dots. */
export function identityOf(text: string | null): string | null {
  return text?.replace(/[\s.]/g, '').toUpperCase() || null;
}

/** A phone number as it is kept: without spaces, dots and dashes. */
export function phoneOf(text: string | null): string | null {
  return text?.replace(/[\s.-]/g, '') || null;
}

// Format characters (zero width, turning the direction of reading) would make a name that is empty or reads backwards on the receipt.
function visible(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, (run) => (/[\p{Cc}\s]/u.test(run) ? ' ' : ''))
    .trim();
}

/** All but the last three characters hidden: `*********123`. Short texts are hidden whole. */
export function masked(text: string | null): string | null {
  if (text === null) return null;
  return text.length <= 4 ? '*'.repeat(text.length) : '*'.repeat(text.length - 3) + text.slice(-3);
}

type Personal = {
  applicant_identity: string | null;
  applicant_phone: string | null;
  applicant_email: string | null;
  applicant_address: string | null;
};

/** Hides identity, phone, e-mail and the street part of the address (all before the last comma) unless the reader may see them. */
export function hidePersonal<T extends Personal>(row: T, may_read: boolean): T & { is_masked: boolean } {
  if (may_read) return { ...row, is_masked: false };
  const comma = row.applicant_address?.lastIndexOf(',') ?? -1;
  return {
    ...row,
    applicant_identity: masked(row.applicant_identity),
    applicant_phone: masked(row.applicant_phone),
    applicant_email: row.applicant_email === null ? null : '***',
    applicant_address: row.applicant_address === null ? null : comma < 0 ? '***' : `***${row.applicant_address.slice(comma)}`,
    is_masked: true,
  };
}
