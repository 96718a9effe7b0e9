// What an uploaded Word file was found to say otherwise, as findings kept with the version: shown on the page of the report until each is put right or
// explained, and a hindrance to the issue like those of the check.
import { createHash } from 'node:crypto';
import type { Content } from './content.ts';
import type { FindingShown } from './stored.ts';
import { saidOf } from './upload-words.ts';
import type { ReadBack } from './word/read-back.ts';
import { numbersIn, quoteOf, typedWords } from './word/typed.ts';

/** Rules of what an upload is found to say; `W09` is of every version. */
export const UPLOAD_RULES = ['W01', 'W02', 'W03', 'W04', 'W05', 'W06', 'W07', 'W08', 'W10'] as const;
export const STALE_RULE = 'W09';

const MOST = 100;

type Told = Omit<FindingShown, 'id'>;

/** The same fault has the same id in every version. */
function kept(told: Told): FindingShown {
  const id = createHash('sha256').update(`${told.rule}|${told.message}|${told.quote}`).digest('hex').slice(0, 24);
  const { message, message_en = '' } = told;
  return { id, ...told, message: message.slice(0, 1000), message_en: message_en.slice(0, 1000), quote: told.quote.slice(0, 300) };
}

export function toldOf(back: ReadBack, content: Content): FindingShown[] {
  const heading = (block: string) =>
    content.sections.find(({ blocks }) => blocks.some(({ key }) => key === block))?.heading || 'phần mở đầu';
  const told: Told[] = [
    ...back.changed.map(
      ({ label, was, now, quote }): Told => ({ rule: 'W01', severity: 'error', ...saidOf('figure', { label, was, now }), quote }),
    ),
    ...back.tables.map((one): Told => ({ rule: 'W02', severity: 'error', ...tableWords(one) })),
    ...back.removed.map((anchor): Told => {
      const { label = anchor, printed = '' } = content.figures[anchor] ?? {};
      return { rule: 'W03', severity: 'warning', ...saidOf('removed', { label, printed }), quote: '' };
    }),
    ...[...Map.groupBy(back.typed, ({ quote }) => quote)].map(([quote, own]): Told => {
      const numbers = own.map(({ text }) => text.trim()).join('; ');
      return { rule: 'W04', severity: 'warning', ...saidOf('typed', { numbers }), quote };
    }),
    ...back.lost.map(
      (block): Told => ({ rule: 'W05', severity: 'error', ...saidOf('lost', { heading: heading(block) }), quote: '' }),
    ),
    ...(['gone', 'added'] as const).flatMap((kind) =>
      back.elsewhere[kind].map((quote): Told => ({ rule: 'W06', severity: 'note', ...saidOf(`line_${kind}`), quote })),
    ),
    ...back.cut.map(
      ({ block, text }): Told => ({ rule: 'W07', severity: 'note', ...saidOf('cut', { heading: heading(block) }), quote: text }),
    ),
    ...(back.outside > 0
      ? [{ rule: 'W08', severity: 'note' as const, ...saidOf('outside', { count: back.outside }), quote: '' }]
      : []),
    ...(back.recipients
      ? [{ rule: 'W10', severity: 'note' as const, ...saidOf('recipients'), quote: back.recipients.join(' ') }]
      : []),
  ];
  return told.slice(0, MOST).map(kept);
}

function tableWords({ kind, place, was, now }: ReadBack['tables'][number]): Omit<Told, 'rule' | 'severity'> {
  const quote = { cell: place, row_gone: was, row_added: now, table_gone: '' }[kind];
  return { ...saidOf(kind, { place, was, now }), quote };
}

/** Numbers typed in an earlier period and carried over: they are of that period until somebody says they still hold, or writes the words anew. */
export function staleNumbers(content: Content): FindingShown[] {
  const told = content.sections.flatMap(({ blocks }) =>
    blocks.flatMap((block): Told[] => {
      if (block.kind !== 'narrative' || block.origin !== 'carried') return [];
      return block.paragraphs.flatMap((paragraph): Told[] => {
        const typed = typedWords(paragraph).flatMap(numbersIn);
        if (typed.length === 0) return [];
        const numbers = typed.map(({ number }) => number.trim()).join('; ');
        return [
          {
            rule: STALE_RULE,
            severity: 'warning',
            ...saidOf('stale', { from: block.from ?? 'báo cáo kỳ trước', numbers }),
            quote: quoteOf(content, paragraph),
          },
        ];
      });
    }),
  );
  return told.slice(0, MOST).map(kept);
}

const isOfUpload = ({ rule }: Pick<FindingShown, 'rule'>) => (UPLOAD_RULES as readonly string[]).includes(rule);

/** What was found in earlier uploads and goes on with the report. */
export function stillOpen(before: readonly FindingShown[] | null): FindingShown[] {
  return (before ?? []).filter(isOfUpload);
}
