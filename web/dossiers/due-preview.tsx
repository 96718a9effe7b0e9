import { useQuery } from '@tanstack/react-query';
import { Form, type FormInstance } from 'antd';
import { type ApiError, call, type Output } from '../api.ts';
import { useLink } from '../offline/link.ts';
import { isAway } from '../offline/outcome.ts';
import { DueSteps } from '../ui/due-steps.tsx';
import { Loading, Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { type KeptDue, keepDue, useKeptDue } from './kept-dues.ts';
import type { ReceiveFields } from './receive-form.ts';

type Preview = Output<'dossiers.preview_due'>;

/** The due date as the dossier would get it, computed by the server while the desk is still typing. */
export function DuePreview({ form, limit }: { form: FormInstance<ReceiveFields>; limit: string | null }) {
  const { t } = useText();
  const is_up = useLink();
  const code = Form.useWatch('procedure_code', form);
  const unit = Form.useWatch('receiving_unit', form);
  const other_time = Form.useWatch('other_time', form);
  const at = Form.useWatch('received_at', form);
  const is_elsewhere = Form.useWatch('is_elsewhere', form);
  const competent = Form.useWatch('competent_unit', form);
  const input = {
    procedure_code: code ?? '',
    receiving_unit: unit ?? '',
    ...(is_elsewhere && competent ? { competent_unit: competent } : {}),
    ...(other_time && at ? { received_at: `${at}:00+07:00` } : {}),
  };
  // For a reception now, decided where it usually is: the same for the next one of the day.
  const is_plain = Object.keys(input).length === 2;
  const asked = useQuery<Preview, ApiError>({
    queryKey: ['dossiers.preview_due', input],
    queryFn: async ({ signal }) => {
      const preview = await call('dossiers.preview_due', input, { signal });
      if (is_plain) keepDue(input.receiving_unit, input.procedure_code, preview);
      return preview;
    },
    enabled: Boolean(code && unit) && is_up,
    retry: false,
  });
  const is_away = !is_up || Boolean(asked.error && isAway(asked.error));
  const kept = useKeptDue(unit, code, is_away && is_plain);
  if (!code || !unit) return <p className="muted">{t('receive.due_waiting')}</p>;
  if (is_away) return kept ? <DueOfToday kept={kept} /> : <DueLater limit={limit} />;
  if (asked.isError) return <Problem error={asked.error} onRetry={() => void asked.refetch()} />;
  if (!asked.data) return <Loading rows={3} />;
  return <DueShown preview={asked.data} />;
}

/** Counted by the server earlier today, for the same desk and procedure: the likely day, not yet the promise. */
function DueOfToday({ kept: { at, preview } }: { kept: KeptDue }) {
  const { t, moment } = useText();
  return (
    <>
      <p className="small strong">{t('offline.due_likely', { at: moment(at) })}</p>
      <DueShown preview={preview} />
    </>
  );
}

/** Without a network nobody promises a day: the calendar and the catalogue of the server decide. */
function DueLater({ limit }: { limit: string | null }) {
  const { t } = useText();
  return (
    <>
      <p className="due-line">{t('offline.due_later')}</p>
      <p className="small">{t('offline.due_limit', { limit: limit ?? t('procedures.no_limit') })}</p>
      <p className="small">{t('offline.due_why')}</p>
    </>
  );
}

/** A due date with its explanation. */
export function DueShown({
  preview,
}: {
  preview: Pick<Preview, 'due_on' | 'due_at' | 'precision' | 'competent_unit_name' | 'explanation' | 'warnings'>;
}) {
  const { t, day, moment } = useText();
  return (
    <div aria-live="polite">
      <p className="due-big">
        {preview.due_on ? (preview.precision === 'hour' ? moment(preview.due_at) : day(preview.due_on)) : t('dossiers.no_due')}
      </p>
      <p className="small">
        {t('receive.decides')}: {preview.competent_unit_name}
      </p>
      {preview.explanation.vi.length > 0 && (
        <details open>
          <summary>{t('act.why')}</summary>
          <DueSteps steps={preview.explanation} warnings={preview.warnings} />
        </details>
      )}
    </div>
  );
}
