import { transaction } from '#lib/db';
import { formatVi } from '#lib/decimal';
import { definitionsOn, figures, type MeasureValues } from '#measures';
import type { Lang, Parsed } from '../args.ts';
import { openDatabase } from '../database.ts';
import { say, table, write } from '../print.ts';
import { EVERYTHING, heading, question, withSector } from './ask.ts';

/** `motcua figures`. */
export async function run(parsed: Parsed): Promise<number> {
  const ask = question(parsed);
  const database = await openDatabase();
  try {
    const { found, labels } = await transaction(database.pool, 'read', async (db) => {
      const found = await figures(db, await withSector(db, ask), EVERYTHING);
      const { all } = await definitionsOn(db, ask.to);
      return { found, labels: new Map(all.map(({ definition }) => [definition.name, definition])) };
    });
    if (parsed.values.json) {
      const { unit, from, to, scope, measures, notes } = found;
      await write(JSON.stringify({ unit: unit.code, from, to, scope, measures: asNumbers(measures), notes }, null, 2));
      return 0;
    }
    const rows = Object.entries(found.measures).map(([name, { value, numerator, denominator }]) => {
      const definition = labels.get(name);
      const is_ratio = definition?.kind === 'ratio';
      const part =
        denominator === undefined || (value === null && !denominator)
          ? ''
          : `${shown(numerator ?? null, parsed.lang)}/${shown(denominator, parsed.lang)}`;
      return [
        definition?.[parsed.lang === 'vi' ? 'label_vi' : 'label_en'] ?? name,
        `${shown(value, parsed.lang)}${is_ratio && value !== null ? ' %' : ''}`,
        part,
        name,
      ];
    });
    await write(`${heading(found, parsed.lang)}\n\n${table(rows, ['left', 'right', 'left', 'left'])}`);
    for (const note of found.notes) say(parsed.lang === 'vi' ? note.text_vi : note.text_en);
    return 0;
  } finally {
    await database.close();
  }
}

/** Percentages as JSON numbers: two decimals stand exactly in the shortest form of a double. */
function asNumbers(measures: MeasureValues): Record<string, { value: number | null; numerator?: number; denominator?: number }> {
  return Object.fromEntries(
    Object.entries(measures).map(([name, { value, numerator, denominator }]) => {
      const part = denominator === undefined ? {} : { numerator: numerator ?? 0, denominator };
      return [name, { value: value === null ? null : Number(value), ...part }];
    }),
  );
}

function shown(value: string | number | null, lang: Lang): string {
  if (value === null) return lang === 'vi' ? 'chưa có số liệu' : 'not available';
  return lang === 'vi' ? formatVi(value) : String(value);
}
