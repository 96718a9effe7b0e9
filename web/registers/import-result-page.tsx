import { Alert, Button, Input, Progress, Radio } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { type Output, useCall, useGet } from '../api.ts';
import { Field, Tag } from '../ui/field.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer, Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { STATE_TONE } from './import-page.tsx';
import { useShow } from './show.tsx';

type Reply = Output<'registers.import_of'>;
type Report = NonNullable<Reply['import']['report']>;

/** What came of looking a book through; keeping it, or stopping that. */
export function ImportResultPage() {
  const { t, tCode, day } = useText();
  const { id = '' } = useParams();
  const show = useShow();
  const asked = useGet(
    'registers.import_of',
    { id: Number(id) },
    { refetchInterval: ({ state }) => (state.data?.job && !state.data.job.finished_at ? 700 : false) },
  );
  const reply = asked.data;
  if (!reply)
    return (
      <Page title={t('registers.imports')} crumbs={[{ label: t('registers.title'), to: '/registers' }]}>
        <Answer of={asked} rows={8}>
          {() => null}
        </Answer>
      </Page>
    );
  return (
    <Page
      title={reply.import.file_name}
      lead={`${show.name(reply.definition)} · ${reply.unit.name} · ${day(reply.import.from_on)} – ${day(reply.import.to_on)}`}
      crumbs={[
        { label: t('registers.title'), to: '/registers' },
        { label: show.name(reply.definition), to: `/registers/${reply.import.register}` },
        { label: t('registers.imports'), to: '/registers/imports' },
      ]}
      actions={<Tag tone={STATE_TONE[reply.import.state]}>{tCode('import_state', reply.import.state)}</Tag>}
    >
      <Job job={reply.job} state={reply.import.state} onChanged={() => void asked.refetch()} />
      {reply.import.report && <Shown reply={reply} report={reply.import.report} onChanged={() => void asked.refetch()} />}
    </Page>
  );
}

/** How far the work is, with a way to stop it; how it ended when that was not well. */
function Job({ job, state, onChanged }: { job: Reply['job']; state: Reply['import']['state']; onChanged: () => void }) {
  const { t, error, number } = useText();
  const cancel = useCall('jobs.cancel', ['jobs', 'registers']);
  if (!job) return null;
  if (!job.finished_at) {
    const total = job.steps_total ?? 0;
    return (
      <Section className="below">
        <p role="status">
          {job.message ?? t('register_import.waiting')} {total > 0 && `(${number(job.steps_done)} / ${number(total)})`}
        </p>
        <Progress
          percent={total === 0 ? 0 : Math.floor((job.steps_done / total) * 100)}
          aria-label={t('register_import.progress')}
        />
        <Button
          className="gap"
          loading={cancel.isPending}
          onClick={() => cancel.mutate({ id: job.id }, { onSettled: onChanged })}
        >
          {t('register_import.stop')}
        </Button>
      </Section>
    );
  }
  if (job.state === 'failed')
    return (
      <Alert
        className="below"
        type="error"
        showIcon
        title={t('register_import.failed')}
        description={job.error ? error(job.error.code, job.error.data) : undefined}
      />
    );
  if (job.state === 'cancelled' && state !== 'kept')
    return <Alert className="below" type="warning" showIcon title={t('register_import.stopped')} />;
  return null;
}

function Shown({ reply, report, onChanged }: { reply: Reply; report: Report; onChanged: () => void }) {
  const { t, number } = useText();
  const { state } = reply.import;
  const counted = {
    rows: number(report.rows),
    added: number(report.added),
    same: number(report.same),
    conflicts: number(report.conflict_count),
    faults: number(report.fault_count),
  };
  const is_running = reply.job !== null && !reply.job.finished_at;
  return (
    <>
      {state === 'faulty' && (
        <Alert
          type="error"
          showIcon
          title={t('register_import.faulty', counted)}
          description={t('register_import.faulty_hint')}
        />
      )}
      {state === 'checked' && <Alert type="success" showIcon title={t('register_import.checked', counted)} />}
      {state === 'kept' && (
        <Alert
          type="success"
          showIcon
          title={t('register_import.kept', counted)}
          action={<Link to={`/registers/${reply.import.register}?unit=${reply.unit.code}`}>{t('register_import.open')}</Link>}
        />
      )}
      {report.faults.length > 0 && (
        <Section title={t('register_import.faults')} className="gap">
          <FaultList reply={reply} report={report} />
        </Section>
      )}
      {report.conflicts.length > 0 && (
        <Section title={t('register_import.conflicts')} className="gap">
          <Conflicts reply={reply} report={report} />
        </Section>
      )}
      {state === 'checked' && !is_running && <Keep reply={reply} report={report} onChanged={onChanged} />}
    </>
  );
}

/** Down the sheet, so that they can be mended in one go. */
function inOrder(faults: Report['faults']): Report['faults'] {
  const place = (cell: string) => {
    const [, column = '', row = '0'] = /^([A-Z]*)(\d*)$/.exec(cell) ?? [];
    return { row: Number(row), column: column.padStart(4) };
  };
  return [...faults].sort((a, b) => {
    const [x, y] = [place(a.cell), place(b.cell)];
    return a.sheet.localeCompare(b.sheet) || x.row - y.row || (x.column < y.column ? -1 : x.column > y.column ? 1 : 0);
  });
}

function FaultList({ reply, report }: { reply: Reply; report: Report }) {
  const { t, number } = useText();
  const show = useShow();
  type Fault = Report['faults'][number];
  const name = (key: string | null) => {
    const field = reply.definition.layout.fields.find((one) => one.key === key);
    return field ? show.fieldName(field) : '';
  };
  const columns: Column<Fault>[] = [
    {
      key: 'cell',
      title: t('register_import.cell'),
      cell: (row) => <span className="code">{`${row.sheet}!${row.cell}`}</span>,
      phone: 'title',
      width: 140,
    },
    {
      key: 'field',
      title: t('register_import.column'),
      cell: (row) => (row.fault.startsWith('unit_') ? t('field.unit') : name(row.field)),
    },
    { key: 'fault', title: t('register_import.fault'), cell: (row) => show.fault(row.fault, row.data) },
  ];
  return (
    <>
      {report.fault_count > report.faults.length && (
        <p className="small">
          {t('register_import.first_only', { shown: number(report.faults.length), all: number(report.fault_count) })}
        </p>
      )}
      <List<Fault>
        label={t('register_import.faults')}
        columns={columns}
        rows={inOrder(report.faults)}
        rowKey={(row) => `${row.cell} ${row.fault}`}
      />
    </>
  );
}

function Conflicts({ reply, report }: { reply: Reply; report: Report }) {
  const { t, number } = useText();
  const show = useShow();
  const { fields } = reply.definition.layout;
  const blank = t('registers.blank');
  return (
    <>
      {report.conflict_count > report.conflicts.length && (
        <p className="small">
          {t('register_import.first_only', { shown: number(report.conflicts.length), all: number(report.conflict_count) })}
        </p>
      )}
      <ul className="evidence-list">
        {report.conflicts.map((conflict) => (
          <li key={`${conflict.row} ${conflict.entry_id}`}>
            <div className="evidence-head">
              <strong>{t('register_import.row', { row: conflict.row })}</strong>
              <Link to={`/registers/entries/${conflict.entry_id}`}>{t('registers.entry_no', { id: conflict.entry_id })}</Link>
              <span className="small">{conflict.unit_name}</span>
            </div>
            <div className="differences">
              {fields
                .filter(
                  (field) =>
                    JSON.stringify(conflict.before[field.key] ?? null) !== JSON.stringify(conflict.after[field.key] ?? null),
                )
                .map((field) => (
                  <div key={field.key} className="difference">
                    <span>{show.fieldName(field)}</span>
                    <del>{show.value(field, conflict.before[field.key]) || blank}</del>
                    <ins>{show.value(field, conflict.after[field.key]) || blank}</ins>
                  </div>
                ))}
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

function Keep({ reply, report, onChanged }: { reply: Reply; report: Report; onChanged: () => void }) {
  const { t, number } = useText();
  const keep = useCall('registers.import_keep', ['registers', 'jobs']);
  const [choice, setChoice] = useState<'keep_old' | 'take_new' | null>(null);
  const [reason, setReason] = useState('');
  const has_conflicts = report.conflict_count > 0;
  if (report.added === 0 && !has_conflicts) return <p className="gap">{t('register_import.nothing_new')}</p>;
  return (
    <Section title={t('register_import.step_3')} className="gap">
      {has_conflicts && (
        <Radio.Group
          className="below"
          value={choice}
          onChange={(event) => setChoice(event.target.value as 'keep_old' | 'take_new')}
          options={[
            { value: 'keep_old', label: t('register_import.keep_old') },
            { value: 'take_new', label: t('register_import.take_new') },
          ]}
        />
      )}
      {choice === 'take_new' && (
        <Field label={t('field.reason')}>
          {(id) => <Input id={id} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}
        </Field>
      )}
      {keep.isError && <Problem error={keep.error} title={t('registers.not_kept')} />}
      <Button
        type="primary"
        className="gap"
        loading={keep.isPending}
        disabled={(has_conflicts && choice === null) || (choice === 'take_new' && reason.trim() === '')}
        onClick={() =>
          keep.mutate({ id: reply.import.id, on_conflict: choice, reason: reason.trim() || null }, { onSuccess: onChanged })
        }
      >
        {t('register_import.keep', { count: number(report.added) })}
      </Button>
    </Section>
  );
}
