import type { DomainError } from '#lib/errors';
import { errors } from '../web/messages/errors.ts';
import type { Lang } from './args.ts';

/** The interface's own sentence for an error, filled from its data; a code without one is told as it is, never hidden. */
export function sentenceOf(lang: Lang, { code, data }: DomainError): string {
  const pair = (errors as Record<string, readonly [string, string]>)[code];
  if (!pair) return lang === 'vi' ? 'Yêu cầu bị từ chối.' : 'The request was refused.';
  return pair[lang === 'vi' ? 0 : 1].replace(/\{([a-z_]+)\}/g, (_, name: string) => words(data[name]));
}

function words(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(words).join(', ');
  if (typeof value === 'object') {
    const { name, code } = value as { name?: string; code?: string };
    return name && code ? `${name} (${code})` : JSON.stringify(value);
  }
  return String(value);
}
