import { useText } from '../ui/text.tsx';
import { differences } from './differences.ts';

/** What was changed from what to what, opened on demand. */
export function Changes({ before, after }: { before: unknown; after: unknown }) {
  const { t } = useText();
  const rows = differences(before, after);
  if (rows.length === 0) return null;
  return (
    <details>
      <summary>{t('audit.details')}</summary>
      <dl className="changes">
        {rows.map((row) => (
          <div key={row.field}>
            <dt className="code">{row.field}</dt>
            <dd>
              {row.before !== undefined && <del>{row.before}</del>} {row.after !== undefined && <ins>{row.after}</ins>}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
