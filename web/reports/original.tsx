import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { type Output, useGet } from '../api.ts';
import { Tag } from '../ui/field.tsx';
import { Section } from '../ui/page.tsx';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { useText } from '../ui/text.tsx';

type Row = Output<'reports.original'>['rows'][number];

/** What the paper printed that a report was made again after, where ours is another, and why. Nothing where there was no paper. */
export function Original({ report_id }: { report_id: number }) {
  const { t } = useText();
  const asked = useGet('reports.original', { id: report_id });
  const [with_same, setSame] = useState(false);
  const reply = asked.data;
  if (!reply || reply.source === null) return null;
  const same = reply.rows.filter((row) => row.is_same);
  const other = reply.rows.filter((row) => !row.is_same);
  return (
    <Section title={t('original.title')} className="gap">
      <p>{t('original.lead', { source: reply.source, same: same.length, other: other.length })}</p>
      <Table rows={with_same ? reply.rows : other} />
      {same.length > 0 && (
        <Button size="small" className="gap" onClick={() => setSame(!with_same)}>
          {with_same ? t('original.hide_same') : t('original.show_same', { count: same.length })}
        </Button>
      )}
    </Section>
  );
}

function Table({ rows }: { rows: readonly Row[] }) {
  const { t, tCode } = useText();
  return (
    <ScrollBox label={t('original.title')}>
      <table className="sheet original-sheet">
        <thead>
          <tr>
            <th scope="col">{t('original.what')}</th>
            <th scope="col">{t('original.printed')}</th>
            <th scope="col">{t('original.ours')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.label} ${row.printed}`}>
              <th scope="row">
                {row.label}
                {row.why !== null && (
                  <div className="small">
                    {tCode('original_why', row.why)}{' '}
                    <Tag tone={row.rule ? 'red' : 'amber'}>
                      {row.rule ? t('original.found_by_check', { rule: row.rule }) : t('original.found_by_records')}
                    </Tag>
                  </div>
                )}
              </th>
              <td className="num">{row.printed}</td>
              <td className="num">{row.anchor ? <Link to={`?figure=${row.anchor}`}>{row.ours}</Link> : row.ours}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
