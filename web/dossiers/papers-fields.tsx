import { Button, Checkbox, Input, InputNumber, Radio } from 'antd';
import { type KeyboardEvent, useRef } from 'react';
import { Icon } from '../ui/icon.tsx';
import { Section } from '../ui/page.tsx';
import { Nothing, Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { keyOn, reused } from './paper-keys.ts';
import type { PaperRow } from './receive-form.ts';
import { NO_OFFERS, type Offer, type Offers, offerFor } from './use-offers.ts';

type Props = {
  papers: PaperRow[];
  onChange: (papers: PaperRow[]) => void;
  is_chosen: boolean;
  problem: unknown;
  /** What lies in the applicant's store already, by number of the paper. */
  offers: Offers;
};

/** The procedure's papers, ticked as they are handed over. */
export function PapersFields({ papers, onChange, is_chosen, problem, offers }: Props) {
  const { t } = useText();
  const add = () =>
    onChange([...papers, { ordinal: undefined, name: '', is_given: true, is_required: false, form: 1, sheets: 1 }]);
  return (
    <Section
      title={t('receive.papers')}
      className="gap"
      extra={papers.length > 0 && <span className="small only-wide">{t('receive.paper_keys')}</span>}
    >
      {problem ? (
        <Problem error={problem} />
      ) : papers.length === 0 ? (
        <Nothing text={is_chosen ? t('receive.no_papers') : t('receive.choose_procedure')} />
      ) : (
        <PaperLines papers={papers} onChange={onChange} offers={offers} />
      )}
      {is_chosen && (
        <Button type="link" icon={<Icon name="plus" />} onClick={add}>
          {t('receive.add_paper')}
        </Button>
      )}
    </Section>
  );
}

/**
 * One line a paper: given or not, in which form, how many sheets. With the focus on a line: 1–9 tick a paper by its place, C, S, D say original,
 * copy, electronic, + and − count sheets, the arrows go to the next line.
 */
export function PaperLines({
  papers,
  onChange,
  offers = NO_OFFERS,
}: {
  papers: PaperRow[];
  onChange: (papers: PaperRow[]) => void;
  offers?: Offers;
}) {
  const list = useRef<HTMLUListElement>(null);
  const change = (at: number, values: Partial<PaperRow>) =>
    onChange(papers.map((paper, index) => (index === at ? { ...paper, ...values } : paper)));
  const focus = (at: number) => list.current?.children[at]?.querySelector<HTMLInputElement>('input[type=checkbox]')?.focus();
  const pressed = (event: KeyboardEvent<HTMLLIElement>, at: number) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const target = event.target as HTMLInputElement;
    const is_text = target.type === 'text' && target.getAttribute('role') !== 'spinbutton';
    const done = is_text
      ? null
      : keyOn(papers, at, event.key, target.getAttribute('role') === 'spinbutton', offerFor(offers, papers[at])?.id);
    if (!done) return;
    event.preventDefault();
    if (done.papers) onChange(done.papers);
    if (done.focus !== at) focus(done.focus);
  };
  return (
    <ul className="plain-list papers" id="papers" ref={list}>
      {papers.map((paper, at) => (
        <li key={paper.ordinal ?? `x${at}`} onKeyDown={(event) => pressed(event, at)}>
          <PaperLine paper={paper} place={at + 1} offer={offerFor(offers, paper)} onChange={(values) => change(at, values)} />
        </li>
      ))}
    </ul>
  );
}

function PaperLine({
  paper,
  place,
  offer,
  onChange,
}: {
  paper: PaperRow;
  place: number;
  offer: Offer | undefined;
  onChange: (values: Partial<PaperRow>) => void;
}) {
  const { t, tCode } = useText();
  const name = paper.name || t('receive.other_paper');
  return (
    <>
      <span className="paper-name">
        <Checkbox checked={paper.is_given} onChange={(event) => onChange({ is_given: event.target.checked })}>
          {place <= 9 && (
            <span className="paper-place" aria-hidden="true">
              {place}
            </span>
          )}
          {paper.ordinal === undefined ? <span className="visually-hidden">{name}</span> : paper.name}{' '}
          {paper.is_required && <span className="red">*</span>}
        </Checkbox>
        {paper.ordinal === undefined && (
          <Input
            size="small"
            className="paper-other"
            maxLength={300}
            value={paper.name}
            aria-label={t('receive.other_paper')}
            placeholder={t('receive.other_paper')}
            onChange={(event) => onChange({ name: event.target.value })}
            autoFocus={paper.name === ''}
          />
        )}
      </span>
      <span className="paper-controls">
        {offer && <FromStore offer={offer} paper={paper} onChange={onChange} />}
        <Radio.Group
          size="small"
          optionType="button"
          aria-label={`${t('receive.paper_form')}: ${name}`}
          disabled={!paper.is_given}
          value={paper.form}
          onChange={(event) => onChange({ form: event.target.value as 0 | 1 | 2, holding_id: undefined })}
          options={([0, 1, 2] as const).map((value) => ({ value, label: tCode('paper_form', value) }))}
        />
        <InputNumber
          size="small"
          className="paper-sheets"
          aria-label={`${t('receive.sheets')}: ${name}`}
          min={1}
          max={9999}
          precision={0}
          disabled={!paper.is_given}
          value={paper.sheets}
          onChange={(sheets) => onChange({ sheets: sheets ?? 1 })}
        />
      </span>
    </>
  );
}

/** The same paper lies in the applicant's store: nothing has to be brought or scanned again. */
function FromStore({ offer, paper, onChange }: { offer: Offer; paper: PaperRow; onChange: (values: Partial<PaperRow>) => void }) {
  const { t, day } = useText();
  const is_used = paper.holding_id === offer.id;
  return (
    <Button
      size="small"
      type={is_used ? 'primary' : 'dashed'}
      aria-pressed={is_used}
      title={[offer.name, offer.issuer].filter(Boolean).join(', ')}
      onClick={() => onChange(reused(paper, offer.id))}
    >
      {t('receive.from_store', { day: day(offer.issued_on ?? offer.kept_on) })}
    </Button>
  );
}
