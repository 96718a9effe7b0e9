import { Link, useParams } from 'react-router';
import { useGet } from '../api.ts';
import { PublicFrame } from '../shell/public-frame.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer, Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { monthText } from './month-text.ts';
import { OfficersTable } from './officers-table.tsx';

/** What everyone may read about late dossiers, without signing in. */
export function PublicLatePage() {
  const { t } = useText();
  const asked = useGet('dossiers.public_late_lists', { page_size: 100 });
  return (
    <PublicFrame home="/cong-khai/qua-han">
      <Page title={t('late_public.title')} lead={t('late_public.lead')}>
        <Section>
          <Answer of={asked}>
            {(reply) =>
              reply.rows.length === 0 ? (
                <Nothing text={t('late_public.none')} />
              ) : (
                <ul className="plain-list public-lists">
                  {reply.rows.map((row) => (
                    <li key={row.id}>
                      <Link to={`/cong-khai/qua-han/${row.id}`}>
                        {t('late_lists.one', { month: monthText(row.month) })} · {row.unit_name}
                      </Link>
                      <div className="small">{t('late_lists.late_of', { total: row.total, resolved: row.resolved })}</div>
                    </li>
                  ))}
                </ul>
              )
            }
          </Answer>
        </Section>
      </Page>
    </PublicFrame>
  );
}

/** One month of one unit. */
export function PublicLateListPage() {
  const { t, moment } = useText();
  const id = Number(useParams().id);
  const asked = useGet('dossiers.public_late_list', { id });
  const list = asked.data;
  return (
    <PublicFrame home="/cong-khai/qua-han">
      <Page
        title={list ? t('late_lists.one', { month: monthText(list.month) }) : t('late_public.title')}
        lead={list?.unit_name}
        crumbs={[{ label: t('late_public.back'), to: '/cong-khai/qua-han' }]}
      >
        <Answer of={asked}>
          {(one) => (
            <Section>
              <p>{t('late_lists.late_of', { total: one.total, resolved: one.resolved })}</p>
              <OfficersTable officers={one.officers} />
              {one.approved_at !== null && (
                <p className="small gap">
                  {t('late_public.approved_by', {
                    who: [one.approver_name, one.approver_title].filter(Boolean).join(', '),
                    at: moment(one.approved_at),
                  })}
                </p>
              )}
            </Section>
          )}
        </Answer>
      </Page>
    </PublicFrame>
  );
}
