import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import { errorText, isTextKey, type Lang, type TextKey, textOf, type Values } from '../messages.ts';
import { dayText, fromToday, momentText, moneyText, numberText, percentText, sizeText, spanText } from './format.ts';

const KEPT = 'motcua.lang';

type Text = {
  lang: Lang;
  setLang(lang: Lang): void;
  t(key: TextKey, values?: Values): string;
  /** A text named after a code of the server (`channel.2`); the code itself when there is none. */
  tCode(prefix: string, code: string | number | null | undefined): string;
  error(code: string, data?: Values): string;
  /** Picks `<name>_vi` or `<name>_en` of something the server labels in both languages. */
  label(of: { label_vi: string; label_en?: string | null }): string;
  number(value: number | string | null | undefined): string;
  percent(value: number | string | null | undefined): string;
  money(vnd: number): string;
  size(bytes: number): string;
  fromToday(due_on: string, today: string): string;
  span(from: string | null, to: string | null): string;
  day: typeof dayText;
  moment: typeof momentText;
};

const TextContext = createContext<Text | null>(null);

function keptLang(): Lang {
  try {
    return localStorage.getItem(KEPT) === 'en' ? 'en' : 'vi';
  } catch {
    return 'vi';
  }
}

/** Gives every page its language; the choice is remembered in this browser. */
export function TextProvider({ children }: { children: ReactNode }) {
  const [lang, setLang] = useState<Lang>(keptLang);
  useEffect(() => {
    document.documentElement.lang = lang;
    try {
      localStorage.setItem(KEPT, lang);
    } catch {
      // A browser that keeps nothing still shows the chosen language until it is closed.
    }
  }, [lang]);
  const text = useMemo(() => makeText(lang, setLang), [lang]);
  return <TextContext value={text}>{children}</TextContext>;
}

function makeText(lang: Lang, setLang: (lang: Lang) => void): Text {
  return {
    lang,
    setLang,
    t: (key, values) => textOf(lang, key, values),
    tCode: (prefix, code) => {
      const key = `${prefix}.${code}`;
      return isTextKey(key) ? textOf(lang, key) : String(code ?? '');
    },
    error: (code, data) => errorText(lang, code, data),
    label: (of) => (lang === 'en' && of.label_en ? of.label_en : of.label_vi),
    number: (value) => numberText(value, lang),
    percent: (value) => percentText(value, lang),
    money: (vnd) => moneyText(vnd, lang),
    size: (bytes) => sizeText(bytes, lang),
    fromToday: (due_on, today) => fromToday(due_on, today, lang),
    span: (from, to) => spanText(from, to, lang),
    day: dayText,
    moment: momentText,
  };
}

export function useText(): Text {
  const text = use(TextContext);
  if (!text) throw new Error('useText outside TextProvider');
  return text;
}
