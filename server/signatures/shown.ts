// What the web is told about a signature.
import { z } from 'zod';

const Certificate = z.object({
  subject: z.string(),
  organisation: z.string().nullable(),
  issuer: z.string(),
  serial: z.string(),
  valid_from: z.date(),
  valid_to: z.date(),
  fingerprint: z.string(),
});

const Stamp = z.object({
  at: z.date().nullable(),
  authority: z.string().nullable(),
  is_intact: z.boolean(),
  is_trusted: z.boolean(),
});

export const ShownSignature = z.object({
  kind: z.enum(['signature', 'time_stamp']),
  field: z.string().nullable(),
  signer: z.string().nullable(),
  organisation: z.string().nullable(),
  at: z.date().nullable(),
  reason: z.string().nullable(),
  location: z.string().nullable(),
  is_intact: z.boolean(),
  fault: z
    .enum([
      'unreadable',
      'unsupported',
      'signer_certificate_missing',
      'digest_differs',
      'signature_wrong',
      'certificate_exchanged',
      'byte_range',
    ])
    .nullable(),
  covers_whole: z.boolean(),
  changes_after: z.enum(['none', 'signatures', 'changed', 'unknown']),
  is_trusted: z.boolean(),
  is_in_force: z.boolean(),
  chain: z.array(Certificate),
  revocation: z.object({
    state: z.enum(['good', 'revoked', 'unknown']),
    by: z.enum(['list', 'answer']).nullable(),
    as_of: z.date().nullable(),
    revoked_at: z.date().nullable(),
  }),
  hash: z.string().nullable(),
  key: z.string().nullable(),
  is_weak: z.boolean(),
  format: z.string().nullable(),
  stamp: Stamp.nullable(),
});

export const FileSignatures = z.object({
  state: z.enum(['unsigned', 'valid', 'untrusted', 'broken']),
  signatures: z.array(ShownSignature),
});
