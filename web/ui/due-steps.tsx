import { Alert } from 'antd';
import { useText } from './text.tsx';

type Sentence = { text_vi: string; text_en: string };

/** Why a due date is what it is: every step of the calendar's engine, in order, and what to beware of. */
export function DueSteps({ steps, warnings = [] }: { steps: readonly Sentence[]; warnings?: readonly Sentence[] }) {
  const { lang } = useText();
  const say = (one: Sentence) => (lang === 'vi' ? one.text_vi : one.text_en);
  return (
    <>
      <ol className="steps">
        {steps.map((step) => (
          <li key={step.text_vi}>{say(step)}</li>
        ))}
      </ol>
      {warnings.map((warning) => (
        <Alert key={warning.text_vi} className="gap" type="warning" showIcon title={say(warning)} />
      ))}
    </>
  );
}
