import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { download, type Output, useCall, useGet } from '../api.ts';
import { useMe, useSession } from '../shell/session.tsx';
import { Confirm, useSay } from '../ui/confirm.tsx';
import { Facts, Tag } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { Page, Section } from '../ui/page.tsx';
import { PageAnswer } from '../ui/page-answer.tsx';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { useText } from '../ui/text.tsx';
import { EditNode } from './edit-node.tsx';
import { NodeActs, SetActs } from './edit-set.tsx';
import { ruleText } from './words.ts';

export type Known = Output<'scorecards.set'>;
export type SetNode = Known['set']['areas'][number]['children'][number];

/** One version of a criteria set with all its rules; a draft is edited here. */
export function SetPage() {
  const { t } = useText();
  const id = Number(useParams().id);
  const asked = useGet('scorecards.set', { id });
  return (
    <PageAnswer
      of={asked}
      rows={12}
      title={t('scorecards.set')}
      crumbs={[{ label: t('nav.criteria_sets'), to: '/scorecards/sets' }]}
    >
      {(known) => <Shown known={known} />}
    </PageAnswer>
  );
}

function Shown({ known }: { known: Known }) {
  const { t, lang, number, span } = useText();
  const { set } = known;
  return (
    <Page
      title={lang === 'vi' ? set.name_vi : set.name_en}
      lead={
        <>
          <Tag tone={known.state === 'approved' ? 'green' : 'amber'}>{t(`scorecards.set_state.${known.state}`)}</Tag>{' '}
          {!set.is_official && <Tag tone="amber">{t('scorecards.demonstration')}</Tag>}
        </>
      }
      crumbs={[
        { label: t('scorecards.rounds'), to: '/scorecards' },
        { label: t('scorecards.sets'), to: '/scorecards/sets' },
      ]}
      actions={<Acts known={known} />}
    >
      <Section>
        <Facts
          items={[
            [t('field.code'), `${known.code} (${known.version})`],
            [t('scorecards.level'), t(`scorecards.level.${set.level}`)],
            [t('scorecards.valid'), span(known.valid_from, known.valid_to)],
            [t('scorecards.max'), number(set.max_points)],
            [
              t('scorecards.bands'),
              set.bands.map((band) => `${lang === 'vi' ? band.label_vi : band.label_en} ≥ ${number(band.at_least)}`).join('; '),
            ],
            [t('scorecards.source'), set.source],
          ]}
        />
        {known.faults.length > 0 && (
          <Alert
            type="error"
            showIcon
            className="below"
            title={t('scorecards.set_faults', { count: known.faults.length })}
            description={
              <ul>
                {known.faults.map((fault) => (
                  <li key={`${fault.code} ${fault.key} ${fault.message_en}`}>
                    {fault.code} {lang === 'vi' ? fault.message_vi : fault.message_en}
                  </li>
                ))}
              </ul>
            }
          />
        )}
        <Tree known={known} />
      </Section>
    </Page>
  );
}

type Line = { node: SetNode; depth: number };

export function linesOf(areas: Known['set']['areas']): Line[] {
  const lines: Line[] = [];
  const visit = (node: SetNode, depth: number) => {
    lines.push({ node, depth });
    if ('children' in node) for (const child of node.children) visit(child, depth + 1);
  };
  for (const area of areas) visit(area, 0);
  return lines;
}

function Tree({ known }: { known: Known }) {
  const { t, lang, number } = useText();
  const { may } = useSession();
  const [editing, setEditing] = useState<SetNode | null>(null);
  const edits = known.state === 'draft' && may('scorecards.define');
  return (
    <>
      <ScrollBox label={t('scorecards.sets')}>
        <table className="score-table">
          <thead>
            <tr>
              <th className="left">{t('scorecards.code')}</th>
              <th className="left">{t('scorecards.criterion')}</th>
              <th>{t('scorecards.max')}</th>
              <th className="left">{t('scorecards.rule')}</th>
              <th className="left">{t('scorecards.measure')}</th>
              <th className="left">{t('scorecards.scored_by')}</th>
              <th className="left">{t('scorecards.evidence_wanted')}</th>
              {edits && <th />}
            </tr>
          </thead>
          <tbody>
            {linesOf(known.set.areas).map(({ node, depth }) => (
              <tr key={node.code} className={depth === 0 ? 'area' : 'rule' in node ? '' : 'group'}>
                <td className="left">{node.code}</td>
                <th scope="row" className={`name indent-${depth}`}>
                  {lang === 'vi' ? node.name_vi : (node.name_en ?? node.name_vi)}{' '}
                  {'rule' in node && node.is_bonus && <Tag tone="blue">{t('scorecards.bonus')}</Tag>}
                </th>
                <td>{number(node.max_points)}</td>
                <td className="left">{'rule' in node ? ruleText(node.rule, t, number) : ''}</td>
                <td className="left code">{'rule' in node && 'measure' in node.rule ? (node.rule.measure ?? '') : ''}</td>
                <td className="left">{'rule' in node ? t(`scorecards.scored_by.${node.scored_by}`) : ''}</td>
                <td className="left">{'rule' in node ? (node.evidence ?? '') : ''}</td>
                {edits && (
                  <td className="nowrap">
                    <Button
                      size="small"
                      aria-label={t('scorecards.edit_of', { code: node.code })}
                      onClick={() => setEditing(node)}
                    >
                      {t('scorecards.edit')}
                    </Button>{' '}
                    <NodeActs known={known} node={node} />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {edits && <SetActs known={known} />}
      {editing && <EditNode known={known} node={editing} onClose={() => setEditing(null)} />}
    </>
  );
}

function Acts({ known }: { known: Known }) {
  const { t } = useText();
  const { may } = useSession();
  const me = useMe();
  const say = useSay();
  const navigate = useNavigate();
  const [asking, setAsking] = useState<'approve' | 'new_version' | null>(null);
  const save = useCall('scorecards.save_set', ['scorecards']);
  const approve = useCall('scorecards.approve_set', ['scorecards']);
  const run = async (reason: string) => {
    try {
      if (asking === 'approve') await approve.mutateAsync({ id: known.id, reason });
      if (asking === 'new_version') {
        const made = await save.mutateAsync({
          unit: me.account.unit_code ?? me.roles[0]?.unit_code ?? '',
          set: known.set,
          reason,
        });
        void navigate(`/scorecards/sets/${made.id}`);
      }
      say.done(t('scorecards.done'));
    } catch (error) {
      say.refused(error);
    } finally {
      setAsking(null);
    }
  };
  return (
    <>
      <Button
        icon={<Icon name="download" />}
        onClick={() => void download('scorecards.set_export', { id: known.id }).catch(say.refused)}
      >
        {t('scorecards.export_xlsx')}
      </Button>
      {may('scorecards.define') && <Button onClick={() => setAsking('new_version')}>{t('scorecards.new_version')}</Button>}
      {may('scorecards.define') && known.state === 'draft' && (
        <Button type="primary" disabled={known.faults.length > 0} onClick={() => setAsking('approve')}>
          {t('scorecards.approve')}
        </Button>
      )}
      <Confirm
        open={asking !== null}
        title={asking ? t(`scorecards.${asking}`) : ''}
        reason="needed"
        busy={save.isPending || approve.isPending}
        onCancel={() => setAsking(null)}
        onConfirm={(reason) => void run(reason)}
      >
        {asking === 'approve' && t('scorecards.approve_sure')}
      </Confirm>
    </>
  );
}
