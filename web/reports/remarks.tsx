import { Button, Input, Select } from 'antd';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { useCall } from '../api.ts';
import { useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { Field, Tag } from '../ui/field.tsx';
import { Section } from '../ui/page.tsx';
import { useText } from '../ui/text.tsx';
import { chosenIn, linesByPlace, quoteOf } from './remark-lines.ts';
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
  const annexes = content.annexes.map(({ label, title, table }) => ({ value: table.key, label: `${label}: ${title}` }));
  const figures = Object.values(content.figures).map(({ anchor, label, printed }) => ({
    value: anchor,
    label: `${label}: ${printed}`,
  }));
  const groups = [
    { label: t('kept.remark_whole'), options: [{ value: WHOLE, label: t('kept.remark_whole') }] },
    { label: t('kept.remark_parts'), options: [...blocks, ...annexes] },
    { label: t('kept.remark_figures'), options: figures },
  ];
  const names = new Map([...blocks, ...annexes, ...figures].map(({ value, label }) => [value, label]));
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
      {remark.quote !== null && <Quote remark={remark} quote={remark.quote} />}
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

/** The words the remark is on: led to where they stand, or told as edited since. */
function Quote({ remark, quote }: { remark: Remark; quote: string }) {
  const { t } = useText();
  const show = () => {
    const places = [...document.querySelectorAll(`[data-remarks~="${remark.id}"]`)];
    places[0]?.scrollIntoView({ block: 'center' });
    for (const one of document.querySelectorAll('.remarked-now')) one.classList.remove('remarked-now');
    for (const one of places) one.classList.add('remarked-now');
  };
  return (
    <blockquote className="remark-quote" lang="vi">
      “{quote}” {remark.found === null && <Tag tone="amber">{t('kept.quote_edited')}</Tag>}
      {remark.found !== null && remark.closed_at === null && (
        <Button type="link" size="small" className="inline-link" onClick={show}>
          {t('kept.quote_show')}
        </Button>
      )}
    </blockquote>
  );
}

type Groups = ReturnType<typeof usePlaces>['groups'];

/** About the whole, or about the part, figure or words that are chosen here or in the text (`remark` and `at` of the address). */
function NewRemark({ report, groups }: { report: Kept; groups: Groups }) {
  const { t } = useText();
  const say = useSay();
  const address = useAddress();
  const box = useRef<HTMLDivElement>(null);
  const asked = address.get('remark');
  const at = address.get('at');
  const place = groups.some(({ options }) => options.some(({ value }) => value === asked)) ? (asked as string) : WHOLE;
  const lines = useMemo(() => linesByPlace(report.content).get(place) ?? [], [report.content, place]);
  const chosen = chosenIn(lines, at);
  const quote = chosen && quoteOf(lines, chosen);
  const add = useCall('reports.remark', ['reports']);
  // Chosen in the text, the words are written here; chosen here, the keys stay where they are.
  const key = `${asked} ${at}`;
  const own = useRef('');
  useEffect(() => {
    if (asked && own.current !== key) box.current?.querySelector('textarea')?.focus();
  }, [asked, key]);
  const choose = (remark: string | null, line: string | null) => {
    own.current = `${remark ?? undefined} ${line ?? undefined}`;
    address.set({ remark, at: line });
  };
  return (
    <div ref={box} className="new-remark">
      <Field label={t('kept.remark_on')}>
        {(id) => (
          <Select<string>
            id={id}
            value={place}
            showSearch={{ optionFilterProp: 'label' }}
            options={groups}
            onChange={(value) => choose(value === WHOLE ? null : value, null)}
          />
        )}
      </Field>
      {lines.some((line) => line.trim() !== '') && (
        <Field label={t('kept.remark_line')}>
          {(id) => (
            <Select<string>
              id={id}
              value={quote && at ? at : ''}
              showSearch={{ optionFilterProp: 'label' }}
              options={lineOptions(lines, quote && at ? { at, text: quote.text } : null, t('kept.remark_line_all'))}
              onChange={(line) => choose(place, line || null)}
            />
          )}
        </Field>
      )}
      {!quote && place === WHOLE && <p className="small">{t('kept.remark_line_hint')}</p>}
      {quote && quote.text.length > MOST_SEEN && (
        <blockquote className="remark-quote" lang="vi">
          “{quote.text}”
        </blockquote>
      )}
      <Writing
        label={t('kept.add_remark')}
        busy={add.isPending}
        onSend={(words, onDone) =>
          add.mutate(
            { id: report.id, place, words, answers: null, quote },
            {
              onSuccess: () => {
                onDone();
                choose(null, null);
              },
              onError: say.refused,
            },
          )
        }
      />
    </div>
  );
}

/** Most of the chosen words that the closed list shows. */
const MOST_SEEN = 30;
/** Most of a line that is read in a list. */
const MOST_SHOWN = 90;
const short = (text: string) => (text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text);

/** The whole part, its lines, and the words of a line where some were chosen in the text. */
function lineOptions(lines: readonly string[], chosen: { at: string; text: string } | null, whole: string) {
  const own = lines.flatMap((line, at) =>
    line.trim() === '' ? [] : [{ value: String(at), label: `${at + 1}. ${short(line)}` }],
  );
  const is_part = chosen !== null && !own.some(({ value }) => value === chosen.at);
  return [{ value: '', label: whole }, ...(is_part ? [{ value: chosen.at, label: `“${short(chosen.text)}”` }] : []), ...own];
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
