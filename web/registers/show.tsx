import type { Output } from '../api.ts';
import { isTextKey } from '../messages.ts';
import { numberText } from '../ui/format.ts';
import { useText } from '../ui/text.tsx';

export type Definition = Output<'registers.entry'>['definition'];
export type Field = Definition['layout']['fields'][number];
export type Values = Record<string, unknown>;
type Named = { code: string; name: string };
type DocumentSaid = { number?: string; on?: string; issuer?: string; title?: string };

/** How values of entries are written for people. */
export function useShow() {
  const { t, tCode, label, day, lang } = useText();
  const name = (of: { name_vi: string; name_en: string }) => (lang === 'vi' ? of.name_vi : of.name_en);
  const document = ({ number, on, issuer, title }: DocumentSaid) =>
    [[number, on && t('registers.dated', { day: day(on) })].filter(Boolean).join(' '), issuer, title].filter(Boolean).join(' · ');
  const value = (field: Field, said: unknown, units: readonly Named[] = []): string => {
    if (said === undefined || said === null) return '';
    switch (field.type) {
      case 'number':
        return `${numberText(said as string, lang)}${field.unit === '%' ? '%' : ''}`;
      case 'money':
        return numberText(said as string, lang);
      case 'day':
        return day(said as string);
      case 'choice': {
        const choice = field.choices.find((one) => one.key === said);
        return choice ? label(choice) : String(said);
      }
      case 'flag':
        return said ? t('registers.yes') : t('registers.no');
      case 'unit':
        return units.find((one) => one.code === said)?.name ?? String(said);
      case 'person':
        return (said as { name: string }).name;
      case 'document':
        return document(said as DocumentSaid);
      case 'file':
        return t('registers.file_no', { id: String(said) });
      default:
        return String(said);
    }
  };
  const fault = (code: string, data: Record<string, unknown> = {}): string => {
    const key = `register_fault.${code}`;
    return isTextKey(key) ? t(key, data) : code;
  };
  const fieldName = (field: Field) => {
    const unit = field.type === 'money' ? t('registers.vnd') : field.type === 'number' ? field.unit : null;
    return unit && unit !== '%' ? `${label(field)} (${unit})` : label(field);
  };
  return { name, value, fault, fieldName, area: (code: string) => tCode('register_area', code) };
}
