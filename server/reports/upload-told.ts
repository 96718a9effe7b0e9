// What an uploaded Word file was found to say otherwise, as findings kept with the version: shown on the page of the report until each is put right or
// explained, and a hindrance to the issue like those of the check.
import { createHash } from 'node:crypto';
import type { Content } from './content.ts';
import type { FindingShown } from './stored.ts';
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
  return { id, ...told, message: told.message.slice(0, 1000), quote: told.quote.slice(0, 300) };
}

const printed = (text: string) => (text === '' ? '(trống)' : text);

export function toldOf(back: ReadBack, content: Content): FindingShown[] {
  const heading = (block: string) =>
    content.sections.find(({ blocks }) => blocks.some(({ key }) => key === block))?.heading || 'phần mở đầu';
  const told: Told[] = [
    ...back.changed.map(
      ({ label, was, now, quote }): Told => ({
        rule: 'W01',
        severity: 'error',
        message: `Tệp Word tải lên ghi “${label}” là ${printed(now)}, số của hệ thống là ${was}; báo cáo giữ số của hệ thống. Xác nhận đã đưa về số hệ thống, hoặc giải trình.`,
        quote,
      }),
    ),
    ...back.tables.map((one): Told => ({ rule: 'W02', severity: 'error', ...tableWords(one) })),
    ...back.removed.map(
      (anchor): Told => ({
        rule: 'W03',
        severity: 'warning',
        message: `Số liệu “${content.figures[anchor]?.label ?? anchor}” (${content.figures[anchor]?.printed ?? ''}) đã bị bỏ khỏi câu chữ trong tệp Word.`,
        quote: '',
      }),
    ),
    ...[...Map.groupBy(back.typed, ({ quote }) => quote)].map(
      ([quote, numbers]): Told => ({
        rule: 'W04',
        severity: 'warning',
        message: `Số gõ tay trong tệp Word: ${numbers.map(({ text }) => text.trim()).join('; ')}. Số gõ tay không cập nhật theo hệ thống; nếu hệ thống có số này thì chèn số liệu thay cho số gõ.`,
        quote,
      }),
    ),
    ...back.lost.map(
      (block): Told => ({
        rule: 'W05',
        severity: 'error',
        message: `Nội dung của “${heading(block)}” đã bị xoá trong tệp Word; trên trang phần này cũng để trống. Viết lại phần này, hoặc giải trình.`,
        quote: '',
      }),
    ),
    ...(['gone', 'added'] as const).flatMap((kind) =>
      back.elsewhere[kind].map(
        (line): Told => ({
          rule: 'W06',
          severity: 'note',
          message:
            kind === 'added'
              ? 'Dòng này chỉ có trong tệp Word của đơn vị (ngoài phần lời văn và bảng của báo cáo), không hiện trên trang.'
              : 'Dòng này không còn trong tệp Word của đơn vị; trên trang và trong bố cục của hệ thống vẫn có.',
          quote: line,
        }),
      ),
    ),
    ...back.cut.map(
      ({ block, text }): Told => ({
        rule: 'W07',
        severity: 'note',
        message: `LibreOffice làm mất đoạn đầu câu trước số liệu ở “${heading(block)}”; hệ thống đã đặt lại.`,
        quote: text,
      }),
    ),
    ...(back.outside > 0
      ? [
          {
            rule: 'W08',
            severity: 'note' as const,
            message: `${back.outside} đoạn viết ngoài các phần, đã xếp vào cuối phần đứng trước.`,
            quote: '',
          },
        ]
      : []),
    ...(back.recipients
      ? [
          {
            rule: 'W10',
            severity: 'note' as const,
            message: 'Nơi nhận lấy theo tệp Word của đơn vị.',
            quote: back.recipients.join(' '),
          },
        ]
      : []),
  ];
  return told.slice(0, MOST).map(kept);
}

function tableWords({ kind, place, was, now }: ReadBack['tables'][number]): Pick<Told, 'message' | 'quote'> {
  switch (kind) {
    case 'cell':
      return {
        message: `Bảng trong tệp Word ghi “${printed(now)}”, báo cáo là “${printed(was)}”; đã đưa về như báo cáo. Xác nhận, hoặc giải trình.`,
        quote: place,
      };
    case 'row_gone':
      return { message: `Dòng của bảng bị xoá trong tệp Word, đã đặt lại: ${place}. Xác nhận, hoặc giải trình.`, quote: was };
    case 'row_added':
      return {
        message: `Dòng thêm vào bảng “${place}” trong tệp Word không thuộc số liệu của báo cáo, đã bỏ. Xác nhận, hoặc giải trình.`,
        quote: now,
      };
    case 'table_gone':
      return { message: `Bảng “${place}” bị xoá trong tệp Word, đã đặt lại. Xác nhận, hoặc giải trình.`, quote: '' };
  }
}

/** Numbers typed in an earlier period and carried over: they are of that period until somebody says they still hold, or writes the words anew. */
export function staleNumbers(content: Content): FindingShown[] {
  const told = content.sections.flatMap(({ blocks }) =>
    blocks.flatMap((block): Told[] => {
      if (block.kind !== 'narrative' || block.origin !== 'carried') return [];
      return block.paragraphs.flatMap((paragraph): Told[] => {
        const numbers = typedWords(paragraph).flatMap(numbersIn);
        if (numbers.length === 0) return [];
        const said = numbers.map(({ number }) => number.trim()).join('; ');
        return [
          {
            rule: STALE_RULE,
            severity: 'warning',
            message: `Số gõ tay mang từ ${block.from ?? 'báo cáo kỳ trước'}, có thể đã cũ: ${said}. Sửa lại cho kỳ này, hoặc xác nhận còn đúng.`,
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
