// Writes a report by its outline: every sentence is the product's own, every figure leads to its records; what only the office knows is a marked place.

import { yearFrom } from '#calendar';
import {
  detailAnnex,
  type FilledList,
  fill,
  fillDetail,
  fillList,
  formAnnex,
  fromTo,
  type LinkTo,
  letter,
  periodName,
} from '#forms';
import { type Day, dayVi } from '#lib/day';
import type { Annex, Block, OfficialDocument, Run } from '#lib/document';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { bodyName, type Unit, unitById, unitForPeriod } from '#org';
import { GIVEN_WORDS, type Given } from '../consolidate-given.ts';
import type { DraftKind } from '../content.ts';
import { placeToWrite } from '../to-write.ts';
import { Figures } from './figures.ts';
import { basesOf, isFor, type Outline, type OutlineBlock } from './pack.ts';
import { listAnnex, rowSentences } from './rows.ts';
import { detailBlocks, reportLinks, type TableAsk, tableBlocks } from './tables.ts';

/** `from` and `to` both included; `period`: what the report calls it, when the days are no named period. */
export type OutlineAsk = {
  unit: string;
  from: Day;
  to: Day;
  today: Day;
  period?: string | undefined;
  /** First day of what is told since the year began, where figures follow on from those of the year before. */
  year_from?: Day | undefined;
  /** First day of the period, where figures begin before it; last day, where they are closed before it. */
  begins_on?: Day | undefined;
  ends_on?: Day | undefined;
  /** A period with a name, which others follow. */
  is_named?: boolean | undefined;
  /** With the places of drafts, which only a kept report has. */
  offers?: boolean | undefined;
  /** Figures of the reports below, of a report that consolidates them. */
  given?: Given | undefined;
};
type Made = { at: Date; on: Day };
type Page = {
  db: Db;
  outline: Outline;
  ask: TableAsk;
  unit: Unit;
  parent: Unit | null;
  access: Scope;
  linkTo: LinkTo;
  made: Made;
  figures: Figures;
  words: Readonly<Record<string, string>>;
  lists: Map<string, FilledList>;
  offers: boolean;
  given: Given | undefined;
  has_annex: boolean;
};

/**
 * The report of a unit by an outline, in the layout of Decree 30/2020.
 * @throws org.unit_unknown, org.unit_not_on_day, forms.unknown, forms.not_on_day, measures.unknown_measure, those of dates
 */
export async function outlineReport(
  db: Db,
  outline: Outline,
  ask: OutlineAsk,
  access: Scope,
  linkTo: LinkTo,
  made: Made,
): Promise<OfficialDocument> {
  const page = await pageOf(db, outline, ask, access, linkTo, made);
  const { unit, parent, words } = page;
  const head = letter({ unit, parent }, made.at, made.on);
  const annexes = await annexesOf(page);
  page.has_annex = annexes.length > 0;
  const parts: Block[] = [];
  for (const part of outline.parts) {
    parts.push({ kind: 'heading', level: 1, text: inWords(part.heading, words) });
    parts.push(...(await blocksOf(page, part.blocks)));
    let n = 0;
    for (const section of part.sections) {
      const blocks = await blocksOf(page, section.blocks);
      if (blocks.length === 0) continue;
      n += 1;
      parts.push({ kind: 'heading', level: 2, text: `${n}. ${inWords(section.heading, words)}` }, ...blocks);
    }
  }
  return {
    ...head,
    title: `${outline.name_vi} ${words.period}: ${bodyName(unit)}`,
    subject: outline.subject.map((line) => inWords(line, words)),
    body: [
      ...basesOf(outline, unit.kind, ask.to).map(
        (basis): Block => ({ kind: 'paragraph', style: 'basis', runs: [{ text: `Căn cứ ${basis};` }] }),
      ),
      said([{ text: inWords(outline.opening, words) }]),
      ...(ask.given ? [said([{ text: GIVEN_WORDS }])] : []),
      ...closed(ask),
      ...parts,
      ...(annexes.length > 0 ? [said([{ text: annexSentence(annexes) }])] : []),
    ],
    recipients: [...head.recipients.slice(0, -2), ...outline.recipients.map((one) => `- ${one};`), ...head.recipients.slice(-2)],
    annexes,
  };
}

async function pageOf(db: Db, outline: Outline, ask: OutlineAsk, access: Scope, linkTo: LinkTo, made: Made): Promise<Page> {
  const { unit, day } = await unitForPeriod(db, ask.unit, ask.from, ask.to);
  const parent = unit.parent_id === null ? null : await unitById(db, unit.parent_id, day);
  const { from, to, today, year_from } = ask;
  const span = { unit: unit.code, from, to, today, year_from };
  const named = ask.period ?? periodName(from, to) ?? fromTo(from, to);
  const figures = new Figures(span, linkTo, ask.given);
  const page: Page = {
    db,
    outline,
    ask: { ...span, unit_id: unit.id, tenant: unit.tenant },
    unit,
    parent,
    access,
    linkTo,
    made,
    figures,
    words: {
      body: bodyName(unit),
      period: `${named.charAt(0).toLowerCase()}${named.slice(1)}`,
      days: fromTo(from, to),
      // Said once where the report has no other name for its period.
      in_days: named === fromTo(from, to) ? '' : ` (${fromTo(from, to)})`,
      year: to.slice(0, 4),
      since_year: fromTo(yearFrom(from, to, year_from), to),
      REST: restOf(ask.ends_on ?? to).toUpperCase(),
    },
    lists: new Map(),
    offers: ask.offers === true,
    given: ask.given,
    has_annex: false,
  };
  const blocks = outline.parts.flatMap((part) => [...part.blocks, ...part.sections.flatMap((section) => section.blocks)]);
  const texts = blocks.flatMap((block) =>
    'say' in block && isFor(block, unit.kind) ? block.say.map((text) => inWords(text, page.words)) : [],
  );
  await figures.ask(db, texts, access);
  return page;
}

/** Figures closed before the period ends, and those written before their days are over: said, so that no reader takes them for the whole. */
export function closed(ask: Partial<OutlineAsk> & { from: Day; to: Day }): Block[] {
  const { to, today, offers } = ask;
  const found: Block[] = [];
  const days = daysSaid(ask);
  if (days) found.push(said([{ text: days }]));
  if (today && today <= to) {
    const early = `Số liệu đến ngày ${dayVi(today)}, chưa hết ngày chốt ${dayVi(to)}`;
    // A report that is kept goes no further until its figures are refreshed; the sentence goes with the refresh.
    found.push(said([offers ? placeToWrite(`${early}: cập nhật số liệu trước khi trình`) : { text: `${early}.` }]));
  }
  return found;
}

/** Which days the figures are of, where they are not those of the period. */
function daysSaid({
  from,
  to,
  begins_on = from,
  ends_on = to,
  is_named,
}: Partial<OutlineAsk> & { from: Day; to: Day }): string | null {
  const rest = `hồ sơ của những ngày còn lại trong kỳ ${is_named ? 'tính vào kỳ sau' : 'chưa tính vào báo cáo này'}.`;
  if (from === begins_on) return ends_on === to ? null : `Số liệu được chốt đến ngày ${dayVi(to)}; ${rest}`;
  const days = `Số liệu từ ngày ${dayVi(from)} đến hết ngày ${dayVi(to)}, tính tiếp từ ngày chốt số liệu của kỳ trước`;
  return ends_on === to ? `${days}.` : `${days}; ${rest}`;
}

/** What is left of the year after the month in which a period ends: `3 tháng cuối năm 2023`; after December the next year. */
function restOf(ends_on: Day): string {
  const [year, month] = ends_on.split('-').map(Number) as [number, number];
  return month === 12 ? `năm ${year + 1}` : `${12 - month} tháng cuối năm ${year}`;
}

const said = (runs: readonly Run[]): Block => ({ kind: 'paragraph', style: 'body', runs });

/** Prints nothing: what is drafted for it stands beside it. */
export const offered = (draft: DraftKind): Block => ({ kind: 'paragraph', style: 'body', runs: [], offer: draft });

function inWords(text: string, words: Readonly<Record<string, string>>): string {
  return text.replace(/\{(body|period|days|in_days|year|since_year|REST)\}/g, (_, name: string) => words[name] ?? '');
}

async function blocksOf(page: Page, blocks: readonly OutlineBlock[]): Promise<Block[]> {
  const found: Block[] = [];
  for (const block of blocks) if (isFor(block, page.unit.kind)) found.push(...(await blockOf(page, block)));
  return found;
}

async function blockOf(page: Page, block: OutlineBlock): Promise<Block[]> {
  const { db, ask, access, linkTo } = page;
  if ('draft' in block) return page.offers ? [offered(block.draft)] : [];
  if ('write' in block) return [said([placeToWrite(block.write)])];
  if ('rows_of' in block) return rowSentences(await listOf(page, block.rows_of.form), block.rows_of.group, linkTo);
  if ('table' in block) return tableBlocks(db, block.table, block.caption, { ...ask, given: page.given }, access, linkTo);
  if ('detail' in block) return detailBlocks(db, block.detail, block.caption, ask, access, linkTo);
  return sentence(page, block);
}

function sentence({ figures, words, has_annex }: Page, block: Extract<OutlineBlock, { say: unknown }>): Block[] {
  const { lead, say, otherwise, missing, with_annex } = block;
  if (with_annex && !has_annex) return [];
  const clauses = say.flatMap((clause) => {
    const runs = figures.write(inWords(clause, words));
    return runs ? [runs] : [];
  });
  const opening: Run[] = lead ? [{ text: `${inWords(lead, words)}: `, bold: true }] : [];
  if (clauses.length === 0 && missing) return [said([...opening, placeToWrite(inWords(missing, words))])];
  if (clauses.length === 0) return otherwise ? [said([...opening, { text: inWords(otherwise, words) }])] : [];
  const runs = clauses.flatMap((clause, i): Run[] => (i === 0 ? clause : [{ text: '; ' }, ...clause]));
  return [said([...opening, ...runs, { text: '.' }])];
}

async function listOf(page: Page, form: string): Promise<FilledList> {
  const known = page.lists.get(form);
  if (known) return known;
  const { unit, from, to, today, year_from } = page.ask;
  const filled = await fillList(page.db, { form, unit, from, to, today, year_from }, page.access);
  const made = page.given ? page.given.list(filled) : filled;
  page.lists.set(form, made);
  return made;
}

const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI'];

async function annexesOf(page: Page): Promise<Annex[]> {
  const { db, ask, access, linkTo, made, outline } = page;
  const { unit, from, to, today } = ask;
  const found: Annex[] = [];
  const noted = new Set<string>();
  for (const { form, kind } of outline.annexes) {
    if (kind === 'detail') {
      const filled = await fillDetail(db, { form, unit, from, to, today }, access);
      if (filled.rows.length > 0) found.push(detailAnnex(filled, reportLinks(ask, linkTo), ''));
    } else if (kind === 'list') {
      const annex = listAnnex(await listOf(page, form), linkTo, '', made);
      if (annex) found.push(annex);
    } else {
      const by = kind === 'units' ? 'unit' : 'sector';
      const filled = await fill(db, { form, unit, from, to, by, today }, access);
      if (filled.rows.length <= 2) continue;
      found.push(formAnnex(filled, linkTo, '', (text) => noted.has(text)));
      for (const { text_vi } of filled.notes) noted.add(text_vi);
    }
  }
  return found.map((annex, i) => ({ ...annex, label: found.length === 1 ? 'PHỤ LỤC' : `PHỤ LỤC ${ROMAN[i]}` }));
}

function annexSentence(annexes: readonly Annex[]): string {
  return annexes.length === 1 ? 'Số liệu chi tiết tại Phụ lục kèm theo.' : 'Số liệu chi tiết tại các Phụ lục kèm theo.';
}
