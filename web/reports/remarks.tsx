import { Button, Input, Select } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import { useCall } from '../api.ts';
import { useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { Field, Tag } from '../ui/field.tsx';
import { Section } from '../ui/page.tsx';
import { useText } from '../ui/text.tsx';
import type { Kept } from './report-page.tsx';

type Remark = Kept['remarks'][number];
const WHOLE = 'report';

/** Remarks nobody closed, at one place of the report. */
export function openRemarks({ remarks }: Kept, place: string): number {
  return remarks.filter((one) => one.place === place && one.answers === null && one.closed_at === null).length;
}

/** A place of the report, in the words of its reader. */
function usePlaces({ content }: Kept) {
  const { t } = useText();
  const blocks = content.sections.flatMap(({ heading, blocks: own }) =>
    own.map((block, at) => ({
      value: block.key,
      label: [heading || t('kept.opening'), block.kind === 'table' ? block.caption : own.length > 1 && `(${at + 1})`]
        .filter(Boolean)
        .join(' '),
    })),
  );
  const figures = Object.values(content.figures).map(({ anchor, label, printed }) => ({
    value: anchor,
    label: `${label}: ${printed}`,
  }));
  const groups = [
    { label: t('kept.remark_whole'), options: [{ value: WHOLE, label: t('kept.remark_whole') }] },
    { label: t('kept.remark_parts'), options: blocks },
    { label: t('kept.remark_figures'), options: figures },
  ];
  const names = new Map([...blocks, ...figures].map(({ value, label }) => [value, label]));
  return { groups, nameOf: (place: string) => names.get(place) ?? '' };
}

/** What was remarked on the report, on a part or on a figure of it, with the answers under each. */
export function Remarks({ report }: { report: Kept }) {
  const { t } = useText();
  const first = report.remarks.filter(({ answers }) => answers === null);
  const { groups, nameOf } = usePlaces(report);
  return (
    <Section title={t('kept.remarks')} className="gap">
      {first.length === 0 && <p className="muted">{t('kept.no_remarks')}</p>}
      <ul className="plain-list">
        {first.map((remark) => (
          <Thread key={remark.id} report={report} remark={remark} where={nameOf(remark.place)} />
        ))}
      </ul>
      <NewRemark report={report} groups={groups} />
    </Section>
  );
}

function Thread({ report, remark, where }: { report: Kept; remark: Remark; where: string }) {
  const { t, moment } = useText();
  const say = useSay();
  const add = useCall('reports.remark', ['reports']);
  const close = useCall('reports.close_remark', ['reports']);
  const [is_answering, setAnswering] = useState(false);
  const answers = report.remarks.filter(({ answers: of }) => of === remark.id);
  const send = (words: string) =>
    add.mutate(
      { id: report.id, place: remark.place, words, answers: remark.id },
      { onSuccess: () => setAnswering(false), onError: say.refused },
    );
  return (
    <li>
      <div className="small">{[remark.by_name, moment(remark.at), where].filter(Boolean).join(' · ')}</div>
      {remark.words}
      {answers.map((answer) => (
        <div key={answer.id} className="answer">
          <div className="small">{[answer.by_name, moment(answer.at)].filter(Boolean).join(' · ')}</div>
          {answer.words}
        </div>
      ))}
      {is_answering ? (
        <Writing label={t('kept.answer')} busy={add.isPending} onSend={send} onCancel={() => setAnswering(false)} />
      ) : (
        <div className="button-row">
          {remark.closed_at !== null && <Tag tone="green">{t('kept.closed')}</Tag>}
          <Button size="small" onClick={() => setAnswering(true)}>
            {t('kept.answer')}
          </Button>
          {remark.closed_at === null && report.may_write && (
            <Button size="small" onClick={() => close.mutate({ id: report.id, remark_id: remark.id }, { onError: say.refused })}>
              {t('kept.close_remark')}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

type Groups = ReturnType<typeof usePlaces>['groups'];

/** About the whole, or about the part or figure that is chosen here or in the text (`remark` of the address). */
function NewRemark({ report, groups }: { report: Kept; groups: Groups }) {
  const { t } = useText();
  const say = useSay();
  const address = useAddress();
  const box = useRef<HTMLDivElement>(null);
  const asked = address.get('remark');
  const place = groups.some(({ options }) => options.some(({ value }) => value === asked)) ? (asked as string) : WHOLE;
  const add = useCall('reports.remark', ['reports']);
  useEffect(() => {
    if (asked) box.current?.querySelector('textarea')?.focus();
  }, [asked]);
  return (
    <div ref={box}>
      <Field label={t('kept.remark_on')}>
        {(id) => (
          <Select<string>
            id={id}
            value={place}
            showSearch={{ optionFilterProp: 'label' }}
            options={groups}
            onChange={(value) => address.set({ remark: value === WHOLE ? null : value })}
          />
        )}
      </Field>
      <Writing
        label={t('kept.add_remark')}
        busy={add.isPending}
        onSend={(words, onDone) =>
          add.mutate(
            { id: report.id, place, words, answers: null },
            {
              onSuccess: () => {
                onDone();
                address.set({ remark: null });
              },
              onError: say.refused,
            },
          )
        }
      />
    </div>
  );
}

type WritingProps = { label: string; busy: boolean; onSend: (words: string, onDone: () => void) => void; onCancel?: () => void };

function Writing({ label, busy, onSend, onCancel }: WritingProps) {
  const { t } = useText();
  const id = useId();
  const [words, setWords] = useState('');
  return (
    <>
      <div className="field">
        <label htmlFor={id}>{label}</label>
        <Input.TextArea id={id} rows={2} maxLength={4000} value={words} onChange={(event) => setWords(event.target.value)} />
      </div>
      <div className="button-row">
        <Button loading={busy} disabled={words.trim() === ''} onClick={() => onSend(words.trim(), () => setWords(''))}>
          {label}
        </Button>
        {onCancel && <Button onClick={onCancel}>{t('act.cancel')}</Button>}
      </div>
    </>
  );
}
