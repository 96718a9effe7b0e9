// What stands behind a figure, as replies say it.
import { z } from 'zod';
import { CertifiedRecord } from './certified.ts';
import { DeclarationOut } from './declare.ts';
import { DossierRecord } from './records.ts';
import { Value } from './value.ts';

const PartOut = z.object({
  name: z.string(),
  label_vi: z.string(),
  label_en: z.string(),
  unit_vi: z.string(),
  unit_en: z.string(),
  value: Value,
});

const EntriesOut = z.object({
  register: z.string(),
  name_vi: z.string(),
  name_en: z.string(),
  fields: z.array(
    z.object({
      key: z.string(),
      label_vi: z.string(),
      label_en: z.string(),
      type: z.string(),
      choices: z.array(z.object({ key: z.string(), label_vi: z.string(), label_en: z.string() })),
    }),
  ),
  rows: z.array(
    z.object({
      id: z.number(),
      version: z.number(),
      unit_code: z.string(),
      unit_name: z.string(),
      on_day: z.string(),
      values: z.record(z.string(), z.unknown()),
    }),
  ),
});

/** One of them, by the kind of the measure. */
export const BehindOut = z.object({
  dossiers: z.array(DossierRecord).optional(),
  entries: EntriesOut.optional(),
  declarations: z.array(DeclarationOut).optional(),
  copies: z.array(CertifiedRecord).optional(),
  parts: z.array(PartOut).optional(),
});
