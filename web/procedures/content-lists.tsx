import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import type { ReactNode } from 'react';
import { Icon } from '../ui/icon.tsx';
import { useText } from '../ui/text.tsx';
import type { Content } from './content.ts';

type RowsProps<R> = {
  title: string;
  add: string;
  rows: R[];
  fresh: R;
  onChange: (rows: R[]) => void;
  children: (row: R, set: (patch: Partial<R>) => void, n: number) => ReactNode;
};

/** Rows that can be changed, added to and taken out; in the order they are published. */
function Rows<R extends object>({ title, add, rows, fresh, onChange, children }: RowsProps<R>) {
  const { t } = useText();
  return (
    <fieldset className="span-all plain-fieldset content-rows">
      <legend className="strong">{title}</legend>
      {rows.map((row, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has no name of its own but its place in the list.
        <div className="content-row" key={n}>
          <span className="small num">{n + 1}.</span>
          {children(row, (patch) => onChange(rows.map((one, at) => (at === n ? { ...one, ...patch } : one))), n + 1)}
          <Button
            icon={<Icon name="close" size={14} />}
            aria-label={t('catalogue.remove_row', { n: n + 1 })}
            onClick={() => onChange(rows.filter((_, at) => at !== n))}
          />
        </div>
      ))}
      <div>
        <Button icon={<Icon name="plus" size={14} />} onClick={() => onChange([...rows, { ...fresh }])}>
          {add}
        </Button>
      </div>
    </fieldset>
  );
}

type Props = { content: Content; set: (patch: Partial<Content>) => void };
const orNull = (typed: string) => (typed.trim() === '' ? null : typed);

/** Papers, fees, steps and legal documents of a procedure. */
export function ContentLists({ content, set }: Props) {
  return (
    <>
      <Papers content={content} set={set} />
      <Fees content={content} set={set} />
      <Steps content={content} set={set} />
      <Laws content={content} set={set} />
    </>
  );
}

function Papers({ content, set }: Props) {
  const { t } = useText();
  const fresh = { name: '', form_code: null, originals: 1, copies: 0, is_required: true, must_digitise: true };
  return (
    <Rows
      title={t('procedures.papers')}
      add={t('catalogue.add_paper')}
      rows={content.papers}
      fresh={fresh}
      onChange={(papers) => set({ papers })}
    >
      {(row, change, n) => (
        <>
          <Input
            className="grow"
            aria-label={`${t('catalogue.paper_name')} ${n}`}
            placeholder={t('catalogue.paper_name')}
            value={row.name}
            onChange={(event) => change({ name: event.target.value })}
          />
          <Input
            className="some"
            aria-label={`${t('procedures.form_code')} ${n}`}
            placeholder={t('procedures.form_code')}
            value={row.form_code ?? ''}
            onChange={(event) => change({ form_code: orNull(event.target.value) })}
          />
          <InputNumber
            className="counted"
            min={0}
            max={20}
            aria-label={`${t('procedures.originals')} ${n}`}
            prefix={t('procedures.originals')}
            value={row.originals}
            onChange={(value) => change({ originals: value ?? 0 })}
          />
          <InputNumber
            className="counted"
            min={0}
            max={20}
            aria-label={`${t('procedures.copies')} ${n}`}
            prefix={t('procedures.copies')}
            value={row.copies}
            onChange={(value) => change({ copies: value ?? 0 })}
          />
          <Checkbox checked={row.is_required} onChange={(event) => change({ is_required: event.target.checked })}>
            {t('procedures.required')}
          </Checkbox>
          <Checkbox checked={row.must_digitise} onChange={(event) => change({ must_digitise: event.target.checked })}>
            {t('procedures.must_digitise')}
          </Checkbox>
        </>
      )}
    </Rows>
  );
}

function Fees({ content, set }: Props) {
  const { t, tCode } = useText();
  const fresh = {
    ...{ name: '', kind: 'fee' as const, amount_vnd: null, amount_text: null, stage: 'reception' as const },
    ...{ exempt: null, source: null },
  };
  const options = <V extends string>(prefix: string, values: readonly V[]) =>
    values.map((value) => ({ value, label: tCode(prefix, value) }));
  return (
    <Rows<Content['fees'][number]>
      title={t('catalogue.fees')}
      add={t('catalogue.add_fee')}
      rows={content.fees}
      fresh={fresh}
      onChange={(fees) => set({ fees })}
    >
      {(row, change, n) => (
        <>
          <Input
            className="grow"
            aria-label={`${t('catalogue.fee_name')} ${n}`}
            placeholder={t('catalogue.fee_name')}
            value={row.name}
            onChange={(event) => change({ name: event.target.value })}
          />
          <Select
            aria-label={`${t('field.kind')} ${n}`}
            value={row.kind}
            onChange={(kind) => change({ kind })}
            options={options('catalogue.fee_kind', ['fee', 'charge'] as const)}
          />
          <InputNumber
            className="some"
            min={0}
            precision={0}
            aria-label={`${t('catalogue.amount_vnd')} ${n}`}
            placeholder={t('catalogue.amount_vnd')}
            value={row.amount_vnd}
            onChange={(amount_vnd) => change({ amount_vnd })}
          />
          <Input
            className="some"
            aria-label={`${t('catalogue.amount_text')} ${n}`}
            placeholder={t('catalogue.amount_text')}
            value={row.amount_text ?? ''}
            onChange={(event) => change({ amount_text: orNull(event.target.value) })}
          />
          <Select
            aria-label={`${t('catalogue.stage')} ${n}`}
            value={row.stage}
            onChange={(stage) => change({ stage })}
            options={options('catalogue.stage', ['reception', 'supplement', 'result'] as const)}
          />
          <Input
            className="some"
            aria-label={`${t('catalogue.exempt')} ${n}`}
            placeholder={t('catalogue.exempt')}
            value={row.exempt ?? ''}
            onChange={(event) => change({ exempt: orNull(event.target.value) })}
          />
        </>
      )}
    </Rows>
  );
}

function Steps({ content, set }: Props) {
  const { t } = useText();
  const fresh = { name: '', actor: '', how: null, duration: null };
  return (
    <Rows<Content['steps'][number]>
      title={t('catalogue.steps')}
      add={t('catalogue.add_step')}
      rows={content.steps}
      fresh={fresh}
      onChange={(steps) => set({ steps })}
    >
      {(row, change, n) => (
        <>
          <Input
            className="grow"
            aria-label={`${t('catalogue.step_name')} ${n}`}
            placeholder={t('catalogue.step_name')}
            value={row.name}
            onChange={(event) => change({ name: event.target.value })}
          />
          <Input
            className="some"
            aria-label={`${t('catalogue.actor')} ${n}`}
            placeholder={t('catalogue.actor')}
            value={row.actor}
            onChange={(event) => change({ actor: event.target.value })}
          />
          <Input
            className="some"
            aria-label={`${t('catalogue.how')} ${n}`}
            placeholder={t('catalogue.how')}
            value={row.how ?? ''}
            onChange={(event) => change({ how: orNull(event.target.value) })}
          />
          <Input
            className="some"
            aria-label={`${t('catalogue.duration')} ${n}`}
            placeholder={t('catalogue.duration')}
            value={row.duration ?? ''}
            onChange={(event) => change({ duration: orNull(event.target.value) })}
          />
        </>
      )}
    </Rows>
  );
}

function Laws({ content, set }: Props) {
  const { t } = useText();
  const fresh = { number: '', name: null, article: null, signed_on: null };
  return (
    <Rows<Content['legal_documents'][number]>
      title={t('catalogue.laws')}
      add={t('catalogue.add_law')}
      rows={content.legal_documents}
      fresh={fresh}
      onChange={(legal_documents) => set({ legal_documents })}
    >
      {(row, change, n) => (
        <>
          <Input
            className="some"
            aria-label={`${t('catalogue.law_number')} ${n}`}
            placeholder={t('catalogue.law_number')}
            value={row.number}
            onChange={(event) => change({ number: event.target.value })}
          />
          <Input
            className="grow"
            aria-label={`${t('catalogue.law_name')} ${n}`}
            placeholder={t('catalogue.law_name')}
            value={row.name ?? ''}
            onChange={(event) => change({ name: orNull(event.target.value) })}
          />
          <Input
            className="some"
            aria-label={`${t('catalogue.article')} ${n}`}
            placeholder={t('catalogue.article')}
            value={row.article ?? ''}
            onChange={(event) => change({ article: orNull(event.target.value) })}
          />
        </>
      )}
    </Rows>
  );
}
