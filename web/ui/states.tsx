import { Alert, Button, Empty, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { ApiError } from '../api.ts';
import { type InputProblem, isWrongAddress, vietnameseProblems } from './input-problems.ts';
import { useText } from './text.tsx';

/** Waiting for the first reply. */
export function Loading({ rows = 6 }: { rows?: number }) {
  const { t } = useText();
  return (
    <div role="status" aria-live="polite" className="state-loading">
      <span className="visually-hidden">{t('state.loading')}</span>
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  );
}

/** What went wrong, in a sentence that says what to do. */
export function useErrorText(): (error: unknown) => string {
  const { error: sentence, t, size, number, lang } = useText();
  return (error) => {
    if (error instanceof ApiError) {
      const problems = (error.data.problems as InputProblem[] | undefined) ?? [];
      const detail =
        lang === 'vi' && error.code === 'app.bad_input'
          ? vietnameseProblems(problems)
          : problems.map((problem) => [problem.path, problem.message].filter(Boolean).join(': ')).join('; ');
      if (error.code === 'app.bad_input' && isWrongAddress(problems)) return sentence('web.wrong_address', {});
      const limit = typeof error.data.limit_bytes === 'number' ? size(error.data.limit_bytes) : error.data.limit;
      return sentence(error.code, { ...error.data, ...pointsOf(error, number), detail, limit });
    }
    return t('state.crashed_text');
  };
}

/** Points come as exact decimals; which names of a sentence are points is known, `3.2` of a criterion is none. */
const POINTS = ['value', 'max', 'min', 'prefilled'];

function pointsOf({ code, data }: ApiError, number: (value: string) => string): Record<string, string> {
  if (!code.startsWith('scorecards.')) return {};
  return Object.fromEntries(POINTS.flatMap((name) => (typeof data[name] === 'string' ? [[name, number(data[name])]] : [])));
}

/** The reply was refused or never came. */
export function Problem({ error, onRetry, title }: { error: unknown; onRetry?: (() => void) | undefined; title?: string }) {
  const { t } = useText();
  const sentence = useErrorText();
  const request_id = error instanceof ApiError && (error.status >= 500 || error.status === 0) ? error.request_id : null;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={title ?? t('state.problem')}
      description={
        <>
          <div>{sentence(error)}</div>
          {request_id && <div className="small">{t('state.request', { id: request_id })}</div>}
        </>
      }
      action={onRetry && <Button onClick={() => onRetry()}>{t('state.retry')}</Button>}
    />
  );
}

/** The question was answered and there is nothing: say so, and say what would bring something. */
export function Nothing({ text, children }: { text?: ReactNode; children?: ReactNode }) {
  const { t } = useText();
  return (
    <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={text ?? t('state.empty')}>
      {children}
    </Empty>
  );
}

type Asked<T> = { isPending: boolean; isError: boolean; error: unknown; data: T | undefined; refetch: () => unknown };

/** Loading, failed, full: the three states of a question, in that order. Empty is the page's own to tell. */
export function Answer<T>({ of, rows, children }: { of: Asked<T>; rows?: number; children: (data: T) => ReactNode }) {
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (of.isError) return <Problem error={of.error} onRetry={() => void of.refetch()} />;
  return rows === undefined ? <Loading /> : <Loading rows={rows} />;
}
