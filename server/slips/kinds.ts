// The kinds of slips and how each looks in every form set: data of packs/slips, read once.
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import { PACKS, type PackProblem, packLine, readPackFile, refuseIfBroken } from '#lib/pack';
import { faultsOf } from './fields.ts';

export const KINDS = [
  'receipt',
  'supplement_request',
  'refusal',
  'guidance',
  'apology',
  'stop_notice',
  'lateness_explanation',
  'fee_receipt',
  'no_writing_application',
  'control_slip',
  'handover_list',
  'register',
] as const;
export type Kind = (typeof KINDS)[number];

export const PAPERS = ['a4', 'a5'] as const;
export type Paper = (typeof PAPERS)[number];

const Status = z.enum(['approved', 'to_be_verified']);
const day = z.iso.date();

const Column = z.strictObject({
  /** Words of the head from the top down; neighbours with the same first words share a cell. */
  head: z.array(z.string()).min(1),
  cell: z.string(),
  /** Share of the width. */
  width: z.number().positive(),
  align: z.enum(['left', 'center', 'right']).default('left'),
});
export type Column = z.output<typeof Column>;

const Line = z.strictObject({
  text: z.string(),
  /** Printed only when this tag says something. */
  if: z.string().optional(),
  /** Printed once for each row of this list. */
  each: z.string().optional(),
  style: z.enum(['plain', 'indent', 'center', 'note']).default('plain'),
});
const TableBlock = z.strictObject({ table: z.string(), columns: z.array(Column).min(2), size_pt: z.number().optional() });
const Block = z.union([Line, TableBlock]);
export type Block = z.output<typeof Block>;

const Signature = z.strictObject({
  title: z.string(),
  hint: z.string().default('(Ký và ghi rõ họ tên)'),
  name: z.string().default(''),
});

const FormOfSet = z.strictObject({
  /** Number of the form in the circular; null: the circular has none, the layout is the offices' practice. */
  form_no: z.string().nullable(),
  /** Letters after the number: `Số: 07/TNHS`. */
  symbol: z.string(),
  title: z.array(z.string()).min(1),
  papers: z.array(z.enum(PAPERS)).min(1),
  is_landscape: z.boolean().default(false),
  body: z.array(Block).min(1),
  signatures: z.array(Signature).max(3).default([]),
  recipients: z.array(z.string()).default([]),
  status: Status,
  note: z.string(),
});
export type FormOfSet = z.output<typeof FormOfSet>;

const KindFile = z.strictObject({
  kind: z.enum(KINDS),
  name_vi: z.string(),
  name_en: z.string(),
  speaks_of: z.enum(['dossier', 'visit', 'period', 'batch']),
  /** Kinds of events it speaks of, one slip for each that happened; empty: of the dossier as a whole. */
  events: z.array(z.string()).default([]),
  /** `as_issued`: kept word by word when it is issued; `live`: drawn from what is known at the time of printing, without a number. */
  content: z.enum(['as_issued', 'live']),
  issued_by: z.enum(['desk', 'competent']),
  /** Tags an office's own template must have. */
  required: z.array(z.string()),
  sets: z.record(z.string(), FormOfSet),
  // Anchors that several sets share.
  shared: z.unknown().optional(),
});
export type KindOfSlip = Omit<z.output<typeof KindFile>, 'shared'>;

const SetsFile = z.strictObject({
  sets: z
    .array(
      z.strictObject({
        code: z.string(),
        circular: z.string(),
        /** First day on which dossiers get it; null: from the beginning. */
        valid_from: day.nullable(),
        status: Status,
        source: z.string(),
        note: z.string(),
      }),
    )
    .min(1),
});
export type FormSet = z.output<typeof SetsFile>['sets'][number];

const DesksFile = z.strictObject({
  desks: z.array(
    z.strictObject({
      unit_kinds: z.array(z.string()).min(1),
      from: day.nullable(),
      /** As in a sentence, without the name of the unit. */
      name: z.string(),
      status: Status,
      source: z.string(),
    }),
  ),
});
export type DeskName = z.output<typeof DesksFile>['desks'][number];

export type SlipPack = { sets: FormSet[]; kinds: Map<Kind, KindOfSlip>; desks: DeskName[] };

let read: SlipPack | null = null;

/** The kinds, sets and desk names of the product. @throws packs.broken, every fault with file and line */
export function slipPack(folder = path.join(PACKS, 'slips')): SlipPack {
  if (read && folder === path.join(PACKS, 'slips')) return read;
  const problems: PackProblem[] = [];
  const take = <S extends z.ZodType>(name: string, schema: S) => {
    const got = readPackFile(path.join(folder, name), schema);
    problems.push(...got.problems);
    return got.value;
  };
  const sets = take('sets.yaml', SetsFile);
  const desks = take('desks.yaml', DesksFile);
  const kinds = new Map<Kind, KindOfSlip>();
  for (const name of fs.readdirSync(path.join(folder, 'kinds')).sort()) {
    const file = path.join(folder, 'kinds', name);
    const got = take(path.join('kinds', name), KindFile);
    if (!got) continue;
    const { shared: _, ...kind } = got;
    kinds.set(kind.kind, kind);
    for (const { at, message } of [...faultsOf(kind), ...missingSets(kind, sets?.sets ?? [])])
      problems.push({ file: path.relative(path.join(PACKS, '..'), file), line: packLine(file, at), path: at.join('.'), message });
  }
  for (const kind of KINDS)
    if (!kinds.has(kind) && problems.length === 0)
      problems.push({ file: 'packs/slips/kinds', line: 1, path: kind, message: 'no file describes this kind' });
  refuseIfBroken(problems);
  const pack = { sets: sets?.sets ?? [], kinds, desks: desks?.desks ?? [] };
  if (folder === path.join(PACKS, 'slips')) read = pack;
  return pack;
}

function missingSets(kind: Pick<KindOfSlip, 'sets'>, sets: readonly FormSet[]): { at: string[]; message: string }[] {
  const known = sets.map((set) => set.code);
  return [
    ...known
      .filter((code) => !(code in kind.sets))
      .map((code) => ({ at: ['sets'], message: `nothing for the form set ${code}` })),
    ...Object.keys(kind.sets)
      .filter((code) => !known.includes(code))
      .map((code) => ({ at: ['sets', code], message: `no form set ${code} in sets.yaml` })),
  ];
}

/** A kind of slip. */
export function kindOf(kind: Kind): KindOfSlip {
  return slipPack().kinds.get(kind) as KindOfSlip;
}

/**
 * The form set of a day: the newest that has begun.
 * Source: Thông tư 01/2018/TT-VPCP; Thông tư 03/2025/TT-VPCP (days in packs/slips/sets.yaml, to be verified).
 */
export function formSetOn(on: Day): FormSet {
  const begun = slipPack().sets.filter((set) => set.valid_from === null || set.valid_from <= on);
  return begun.reduce((newest, set) => ((set.valid_from ?? '') >= (newest.valid_from ?? '') ? set : newest));
}

/** How a kind looks in a set, on the paper asked for or the first it has. @throws slips.no_such_form */
export function formOf(kind: Kind, set: string, paper?: Paper): { form: FormOfSet; paper: Paper } {
  const form = kindOf(kind).sets[set];
  if (!form) throw new DomainError('slips.no_such_form', 422, { kind, form_set: set });
  return { form, paper: paper && form.papers.includes(paper) ? paper : (form.papers[0] as Paper) };
}
