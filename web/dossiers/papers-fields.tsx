import { Checkbox, InputNumber, Select } from 'antd';
import { Section } from '../ui/page.tsx';
import { Nothing, Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import type { PaperRow } from './receive-form.ts';

type Props = { papers: PaperRow[]; onChange: (papers: PaperRow[]) => void; is_chosen: boolean; problem: unknown };

/** The procedure's papers, ticked as they are handed over. */
export function PapersFields({ papers, onChange, is_chosen, problem }: Props) {
  const { t } = useText();
  return (
    <Section title={t('receive.papers')} className="gap">
      {problem ? (
        <Problem error={problem} />
      ) : papers.length === 0 ? (
        <Nothing text={is_chosen ? t('receive.no_papers') : t('receive.choose_procedure')} />
      ) : (
        <PaperLines papers={papers} onChange={onChange} />
      )}
    </Section>
  );
}

/** One line a paper: given or not, in which form, how many sheets. */
export function PaperLines({ papers, onChange }: { papers: PaperRow[]; onChange: (papers: PaperRow[]) => void }) {
  const { t, tCode } = useText();
  const change = (at: number, values: Partial<PaperRow>) =>
    onChange(papers.map((paper, index) => (index === at ? { ...paper, ...values } : paper)));
  return (
    <ul className="plain-list papers" id="papers">
      {papers.map((paper, at) => (
        <li key={`${paper.ordinal}-${paper.name}`}>
          <Checkbox checked={paper.is_given} onChange={(event) => change(at, { is_given: event.target.checked })}>
            {paper.name} {paper.is_required && <span className="red">*</span>}
          </Checkbox>
          <span className="paper-controls">
            <Select
              size="small"
              className="paper-form"
              aria-label={`${t('receive.paper_form')}: ${paper.name}`}
              disabled={!paper.is_given}
              value={paper.form}
              onChange={(form) => change(at, { form })}
              options={([0, 1, 2] as const).map((value) => ({ value, label: tCode('paper_form', value) }))}
            />
            <InputNumber
              size="small"
              className="paper-sheets"
              aria-label={`${t('receive.sheets')}: ${paper.name}`}
              min={1}
              max={9999}
              precision={0}
              disabled={!paper.is_given}
              value={paper.sheets}
              onChange={(sheets) => change(at, { sheets: sheets ?? 1 })}
            />
          </span>
        </li>
      ))}
    </ul>
  );
}
