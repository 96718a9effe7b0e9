import { Alert } from 'antd';
import { useText } from './text.tsx';

/** The same sentences in both languages, in order. */
export type Sentences = { vi: readonly string[]; en: readonly string[] };

/** Why a due date is what it is: every step of the calendar's engine, in order, and what to beware of. */
export function DueSteps({ steps, warnings }: { steps: Sentences; warnings: Sentences }) {
  const { lang } = useText();
  return (
    <>
      <ol className="steps">
        {steps[lang].map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {warnings[lang].map((warning) => (
        <Alert key={warning} className="gap" type="warning" showIcon title={warning} />
      ))}
    </>
  );
}

/** Sentences told one by one in both languages, as lists. */
export function sentencesOf(told: readonly { text_vi: string; text_en: string }[]): Sentences {
  return { vi: told.map((one) => one.text_vi), en: told.map((one) => one.text_en) };
}
