// Every text a person sees, Vietnamese first. Plain data, so that the docs test can read it with Node.
import { access } from './messages/access.ts';
import { catalogue } from './messages/catalogue.ts';
import { certifications } from './messages/certifications.ts';
import { checks } from './messages/checks.ts';
import { common } from './messages/common.ts';
import { consolidate } from './messages/consolidate.ts';
import { desk } from './messages/desk.ts';
import { dossiers } from './messages/dossiers.ts';
import { due } from './messages/due.ts';
import { errors } from './messages/errors.ts';
import { figures } from './messages/figures.ts';
import { grid } from './messages/grid.ts';
import { holdings } from './messages/holdings.ts';
import { jobs } from './messages/jobs.ts';
import { measures } from './messages/measures.ts';
import { ministry } from './messages/ministry.ts';
import { notices } from './messages/notices.ts';
import { offline } from './messages/offline.ts';
import { outlines } from './messages/outlines.ts';
import { overview } from './messages/overview.ts';
import { plans } from './messages/plans.ts';
import { processes } from './messages/processes.ts';
import { processing } from './messages/processing.ts';
import { reference } from './messages/reference.ts';
import { registers } from './messages/registers.ts';
import { report_templates } from './messages/report-templates.ts';
import { reports } from './messages/reports.ts';
import { scorecards } from './messages/scorecards.ts';
import { sending } from './messages/sending.ts';
import { signatures } from './messages/signatures.ts';
import { slips } from './messages/slips.ts';
import { trail } from './messages/trail.ts';
import { dayText, momentText, numberText } from './ui/format.ts';

/** One sentence per error code, [Vietnamese, English], saying what to do. `{name}` is filled from the error's data. */
export { errors } from './messages/errors.ts';

export const texts = {
  ...common,
  ...access,
  ...dossiers,
  ...offline,
  ...figures,
  ...reference,
  ...processing,
  ...sending,
  ...signatures,
  ...jobs,
  ...processes,
  ...holdings,
  ...certifications,
  ...slips,
  ...measures,
  ...ministry,
  ...notices,
  ...desk,
  ...checks,
  ...catalogue,
  ...report_templates,
  ...scorecards,
  ...trail,
  ...plans,
  ...outlines,
  ...overview,
  ...registers,
  ...consolidate,
  ...due,
  ...reports,
  ...grid,
};

export type TextKey = keyof typeof texts;
export type Lang = 'vi' | 'en';
export type Values = Record<string, unknown>;

/**
 * Fills `{name}` from `values`; a name without a value is left out, with all of `[… {name} …]` around it. Days are written the way people
 * write them.
 */
export function fill(template: string, values: Values = {}): string {
  const kept = template.replace(/\[([^[\]]*\{([a-z_]+)\}[^[\]]*)\]/g, (_whole, part: string, name: string) =>
    shown(values[name]) ? part : '',
  );
  return kept.replace(/\{([a-z_]+)\}/g, (_whole, name: string) => shown(values[name]));
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(shown).join(', ');
  if (typeof value === 'object') return 'name' in value ? String(value.name) : JSON.stringify(value);
  const text = String(value);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return dayText(text);
  return /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text) ? momentText(text) : text;
}

/** The text under `key` in a language. */
export function textOf(lang: Lang, key: TextKey, values?: Values): string {
  return fill(texts[key][lang === 'vi' ? 0 : 1], values);
}

/** The sentence for an error code; one that has none yet is told by its code, never hidden. */
export function errorText(lang: Lang, code: string, data: Values = {}): string {
  const pair = (errors as Record<string, readonly [string, string]>)[code];
  if (pair) return fill(pair[lang === 'vi' ? 0 : 1], withAmounts(lang, data));
  return lang === 'vi' ? `Yêu cầu bị từ chối (${code}).` : `The request was refused (${code}).`;
}

/** Amounts of đồng as people write them. */
function withAmounts(lang: Lang, data: Values): Values {
  const amounts = Object.entries(data).filter(([key, value]) => key.endsWith('_vnd') && typeof value === 'number');
  return { ...data, ...Object.fromEntries(amounts.map(([key, value]) => [key, numberText(value as number, lang)])) };
}

/** True when `key` is the name of a text; for names put together from a code. */
export function isTextKey(key: string): key is TextKey & string {
  return Object.hasOwn(texts, key);
}
