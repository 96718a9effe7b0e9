// An official document whose figures lead somewhere becomes a report whose figures have anchors.
import { createHash } from 'node:crypto';
import type { CellFilter, LinkTo } from '#forms';
import type { Annex, Block, Cell, OfficialDocument, Run, Table } from '#lib/document';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { type Definitions, definitionsOn, figures, type Value, valuesOf } from '#measures';
import { unitNear } from '#org';
import {
  type AnnexContent,
  type Content,
  DRAFT_KINDS,
  type DraftKind,
  type Figure,
  type Narrative,
  type Paragraph,
  type ReportTable,
  type Section,
  type TableCell,
} from './content.ts';
import { isTold, type Told, toldFigures, toldKey } from './outlines/told.ts';

/** Asked for while the document is written: where each figure it links comes from. */
export class Anchors {
  readonly asked = new Map<string, { measure: string; filter: CellFilter }>();

  /** For everything that writes documents: instead of an address, the anchor of the figure. */
  readonly linkTo: LinkTo = (measure, filter) => {
    if (filter.unit === '') return undefined;
    const anchor = anchorOf(measure, filter);
    this.asked.set(anchor, { measure, filter });
    return anchor;
  };
}

/** The same measure of the same unit, days and filter is the same figure, in whatever report it stands. */
export function anchorOf(measure: string, filter: CellFilter): string {
  const key = [
    measure,
    filter.unit,
    filter.from,
    filter.to,
    filter.scope,
    filter.sector ?? '',
    ...(filter.told ? [filter.told] : []),
  ].join('|');
  return `f${createHash('sha256').update(key).digest('hex').slice(0, 12)}`;
}

const isAnchor = (link: string | undefined): link is string => link !== undefined && /^f[0-9a-f]{12}$/.test(link);

/**
 * @param names what the report calls its unit and its period
 * @param seen printed text of every anchor met, filled on the way
 */
export function contentOf(
  document: OfficialDocument,
  names: { unit: string; period: string; from: string; to: string; year_from?: string | undefined },
): { content: Content; printed: Map<string, string> } {
  const printed = new Map<string, string>();
  const sections: Section[] = [];
  const bases: string[] = [];
  for (const block of document.body) {
    if (block.kind === 'paragraph' && block.style === 'basis') {
      bases.push(block.runs.map(({ text }) => text).join(''));
      continue;
    }
    if (block.kind === 'heading') {
      sections.push({ key: `s${sections.length + 1}`, level: block.level, heading: block.text, blocks: [] });
      continue;
    }
    // What stands before the first heading is a section without one.
    if (sections.length === 0) sections.push({ key: 's0', level: 1, heading: '', blocks: [] });
    addBlock(sections.at(-1) as Section, block, printed);
  }
  const content: Content = {
    title: document.title,
    superior: [...document.superior],
    issuer: [...document.issuer],
    number: document.number,
    place_and_date: document.place_and_date,
    type: document.type,
    subject: [...document.subject],
    unit_name: names.unit,
    period_name: names.period,
    from: names.from,
    to: names.to,
    ...(names.year_from ? { year_from: names.year_from } : {}),
    bases,
    sections: sections.map((section, at) => (isOver(sections[at + 1], section) ? section : withPlaceToWrite(section))),
    annexes: document.annexes.map((annex, i) => annexOf(annex, i + 1, printed)),
    recipients: [...document.recipients],
    authority: [...document.signature.authority],
    signer: document.signature.name ?? '',
    figures: {},
  };
  return { content, printed };
}

/** A heading that only holds those below it. */
function isOver(next: Section | undefined, { blocks, level }: Section): boolean {
  return blocks.length === 0 && next !== undefined && next.level > level;
}

// Every section has a place to write in: the office's own words are what a report is read for.
function withPlaceToWrite(section: Section): Section {
  if (section.blocks.some((block) => block.kind === 'narrative' && !block.draft)) return section;
  return {
    ...section,
    blocks: [...section.blocks, { kind: 'narrative', key: `${section.key}.own`, origin: 'typed', from: null, paragraphs: [] }],
  };
}

function addBlock(section: Section, block: Exclude<Block, { kind: 'heading' }>, printed: Map<string, string>): void {
  const last = section.blocks.at(-1);
  const offer = block.kind === 'paragraph' && DRAFT_KINDS.find((kind) => kind === block.offer);
  if (offer) section.blocks.push(placeOfDraft(section.key, offer));
  else if (block.kind === 'paragraph') {
    const paragraph = paragraphOf(block.runs, printed);
    if (last?.kind === 'narrative' && !last.draft) last.paragraphs.push(paragraph);
    else {
      const key = `${section.key}.n${nextOf(section)}`;
      section.blocks.push({ kind: 'narrative', key, origin: 'drafted', from: null, paragraphs: [paragraph] });
    }
  } else if (block.kind === 'caption') {
    section.blocks.push({
      kind: 'table',
      key: `${section.key}.t${nextOf(section)}`,
      caption: block.text,
      widths: [1],
      header: [],
      rows: [],
    });
  } else {
    const table = tableOf(block.table, `${section.key}.t${nextOf(section)}`, printed);
    if (last?.kind === 'table' && last.rows.length === 0)
      section.blocks[section.blocks.length - 1] = { ...table, key: last.key, caption: last.caption };
    else section.blocks.push(table);
  }
}

// Places of drafts are not counted: a key says the same block in every report.
const nextOf = ({ blocks }: Section) => blocks.filter((block) => block.kind === 'table' || !block.draft).length + 1;

function placeOfDraft(section: string, kind: DraftKind): Narrative {
  const draft = { kind, state: 'offered' as const, paragraphs: [], figures: {} };
  return { kind: 'narrative', key: `${section}.${kind}`, origin: 'typed', from: null, paragraphs: [], draft };
}

function paragraphOf(runs: readonly Run[], printed: Map<string, string>): Paragraph {
  return runs.map((run) => {
    if (isAnchor(run.link)) {
      printed.set(run.link, run.text);
      return run.bold ? { figure: run.link, bold: true } : { figure: run.link };
    }
    return {
      text: run.text,
      ...(run.bold ? { bold: true } : {}),
      ...(run.italic ? { italic: true } : {}),
      ...(run.to_write ? { to_write: true } : {}),
    };
  });
}

function tableOf(table: Table, key: string, printed: Map<string, string>): ReportTable {
  const cell = ({ text, link, align, bold, italic, col_span, row_span }: Cell): TableCell => {
    const look = {
      ...(align ? { align } : {}),
      ...(bold ? { bold } : {}),
      ...(italic ? { italic } : {}),
      ...(col_span ? { col_span } : {}),
      ...(row_span ? { row_span } : {}),
    };
    if (!isAnchor(link)) return { text, ...look };
    // A figure prints the same everywhere: as in the sentence where it stands in one (`05`), else as in the table.
    if (!printed.has(link)) printed.set(link, text);
    return { figure: link, ...look };
  };
  return {
    kind: 'table',
    key,
    caption: '',
    widths: [...table.widths],
    header: table.header.map((row) => row.map(cell)),
    rows: table.rows.map((row) => row.map(cell)),
  };
}

function annexOf(annex: Annex, n: number, printed: Map<string, string>): AnnexContent {
  return {
    key: `pl${n}`,
    label: annex.label,
    title: annex.title,
    lines: [...annex.left.filter((line) => line !== ''), ...annex.lines, ...annex.right.filter((line) => line !== '')],
    table: tableOf(annex.table, `pl${n}.t`, printed),
    notes: annex.notes.map((runs) => runs.map(({ text }) => text).join('')),
  };
}

export type FigureAsk = { today?: string | undefined; known_at?: Date | undefined };

/**
 * The figures behind the anchors: values, their parts and digests, few statements however many there are.
 * @throws measures errors
 */
export async function figuresFor(
  db: Db,
  anchors: Anchors,
  printed: ReadonlyMap<string, string>,
  ask: FigureAsk,
  access: Scope,
): Promise<Record<string, Figure>> {
  const found: Record<string, Figure> = {};
  const used: (readonly [string, Meant])[] = [];
  const told: (readonly [string, Meant])[] = [];
  for (const one of anchors.asked) if (printed.has(one[0])) (isTold(one[1].measure) ? told : used).push(one);
  const days = ({ filter }: Meant) => [filter.unit, filter.from, filter.to, filter.scope].join('|');
  for (const members of Map.groupBy(used, ([, meant]) => days(meant)).values()) {
    const { filter } = (members[0] as [string, Meant])[1];
    const definitions = await definitionsOn(db, filter.to, (await unitNear(db, filter.unit, filter.to)).tenant);
    const of_dossiers = members.filter(([, { measure }]) => isOfDossiers(definitions, measure));
    const others = members.filter(([, { measure }]) => !isOfDossiers(definitions, measure));
    Object.assign(found, await dossierFigures(db, of_dossiers, printed, ask, access, definitions));
    Object.assign(found, await otherFigures(db, others, printed, ask, access, definitions));
  }
  return Object.assign(found, await figuresTold(db, told, printed, ask, access));
}

type Meant = { measure: string; filter: CellFilter };
type Members = readonly (readonly [string, Meant])[];

function isOfDossiers(definitions: Definitions, measure: string): boolean {
  const { kind } = definitions.get(measure);
  return kind === 'count' || kind === 'ratio';
}

async function dossierFigures(
  db: Db,
  members: Members,
  printed: ReadonlyMap<string, string>,
  ask: FigureAsk,
  access: Scope,
  definitions: Definitions,
): Promise<Record<string, Figure>> {
  const found: Record<string, Figure> = {};
  for (const group of Map.groupBy(members, ([, { filter }]) => filter.sector !== undefined).values()) {
    const { filter: first } = (group[0] as [string, Meant])[1];
    const measures = [...new Set(group.map(([, { measure }]) => measure))];
    const group_by = first.sector ? (['sector'] as const) : undefined;
    const { unit, from, to, scope } = first;
    const answer = await figures(db, { ...ask, unit, from, to, scope, measures, group_by, digest: true }, access);
    for (const [anchor, { measure, filter }] of group) {
      const values = filter.sector
        ? answer.groups?.find(({ key }) => key.sector?.code === filter.sector)?.measures
        : answer.measures;
      const value = values?.[measure] ?? { value: filter.sector ? 0 : null };
      found[anchor] = figureOf(anchor, measure, filter, printed.get(anchor) as string, value, definitions);
    }
  }
  return found;
}

/** Figures of registers, declarations and what is made of them. */
async function otherFigures(
  db: Db,
  members: Members,
  printed: ReadonlyMap<string, string>,
  ask: FigureAsk,
  access: Scope,
  definitions: Definitions,
): Promise<Record<string, Figure>> {
  const first = members[0]?.[1].filter;
  if (!first) return {};
  const { unit, from, to, scope } = first;
  const measures = [...new Set(members.map(([, { measure }]) => measure))];
  const values = await valuesOf(db, { ...ask, unit, from, to, scope, measures, digest: true }, access);
  return Object.fromEntries(
    members.map(([anchor, { measure, filter }]) => {
      const { value, numerator, denominator, n, digest } = values[measure] as Value;
      const figure = figureOf(anchor, measure, filter, printed.get(anchor) as string, { value }, definitions);
      return [anchor, { ...figure, numerator: numerator ?? null, denominator: denominator ?? null, n, digest }];
    }),
  );
}

/** Figures of plans and scorecards. */
async function figuresTold(
  db: Db,
  members: Members,
  printed: ReadonlyMap<string, string>,
  ask: FigureAsk,
  access: Scope,
): Promise<Record<string, Figure>> {
  const found: Record<string, Figure> = {};
  const days = ([, { filter }]: Members[number]) => [filter.unit, filter.from, filter.to].join('|');
  for (const group of Map.groupBy(members, days).values()) {
    const { unit, from, to } = (group[0] as [string, Meant])[1].filter;
    const names = group.map(([, { measure, filter }]) => ({ measure, told: filter.told ?? '' }));
    const values = await toldFigures(db, { unit, from, to, today: ask.today ?? to }, names, access);
    for (const [anchor, { measure, filter }] of group) {
      const told = values.get(toldKey({ measure, told: filter.told ?? '' })) as Told;
      const { label, value, numerator, denominator, page } = told;
      found[anchor] = {
        anchor,
        measure,
        label,
        unit,
        from,
        to,
        filter: { scope: 'own', told: filter.told ?? '', page },
        printed: printed.get(anchor) as string,
        value,
        numerator,
        denominator,
        decimals: value?.split('.')[1]?.length ?? 0,
        n: null,
        digest: null,
      };
    }
  }
  return found;
}

type Found = { value: number | string | null; numerator?: number; denominator?: number; digest?: string };

function figureOf(
  anchor: string,
  measure: string,
  filter: CellFilter,
  text: string,
  found: Found,
  definitions: Definitions,
): Figure {
  const definition = definitions.get(measure);
  const { value, numerator, denominator, digest } = found;
  return {
    anchor,
    measure,
    label: definition.label_vi,
    unit: filter.unit,
    from: filter.from,
    to: filter.to,
    filter: { scope: filter.scope, ...(filter.sector ? { sector: filter.sector } : {}) },
    printed: text,
    value: value === null ? null : String(value),
    numerator: numerator === undefined ? null : String(numerator),
    denominator: denominator === undefined ? null : String(denominator),
    decimals: 'decimals' in definition ? definition.decimals : 0,
    n: typeof value === 'number' ? value : (numerator ?? null),
    digest: digest ?? null,
  };
}
