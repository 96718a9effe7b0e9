import { Button, Form, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { download, useCall, useGet } from '../api.ts';
import { useAddress } from '../ui/address.ts';
import { Confirm, useSay } from '../ui/confirm.tsx';
import { DayInput, Facts, Tag } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { useNarrow } from '../ui/narrow.ts';
import { Page, Section } from '../ui/page.tsx';
import { PageAnswer } from '../ui/page-answer.tsx';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { Nothing } from '../ui/states.tsx';
import { TabLinks } from '../ui/tab-links.tsx';
import { useText } from '../ui/text.tsx';
import { Counted } from './counted.tsx';
import { CARD_TONE, heatOf, ROUND_TONE, type Round, type RoundView } from './words.ts';

/** A round: its days and state, and every unit by area or criterion as a heat table. */
export function RoundPage() {
  const { t } = useText();
  const id = Number(useParams().id);
  const address = useAddress();
  const detail = address.get('detail') === 'criteria' ? 'criteria' : 'areas';
  const asked = useGet('scorecards.round', { id, detail }, { placeholderData: (before) => before });
  return (
    <PageAnswer
      of={asked}
      rows={10}
      title={t('scorecards.round')}
      crumbs={[{ label: t('scorecards.rounds'), to: '/scorecards' }]}
    >
      {(view) => (
        <Page
          title={view.round.name}
          lead={view.round.is_official ? undefined : <Tag tone="amber">{t('scorecards.demonstration')}</Tag>}
          crumbs={[{ label: t('scorecards.rounds'), to: '/scorecards' }]}
          actions={<Acts view={view} />}
        >
          <Head view={view} />
          <Section title={t('scorecards.table')} extra={<Link to={`/scorecards/${id}/ranking`}>{t('scorecards.ranking')}</Link>}>
            <TabLinks
              label={t('scorecards.table')}
              active={detail}
              tabs={[
                { key: 'areas', label: t('scorecards.by_area'), to: `/scorecards/${id}` },
                { key: 'criteria', label: t('scorecards.by_criterion'), to: `/scorecards/${id}?detail=criteria` },
              ]}
            />
            <p className="small">
              {t('scorecards.table_lead')}
              {view.has_ranks && view.round.state === 'open' && ` ${t('scorecards.provisional')}`}
            </p>
            <HeatTable view={view} />
          </Section>
        </Page>
      )}
    </PageAnswer>
  );
}

function Head({ view }: { view: RoundView }) {
  const { t, tCode, day, moment, lang } = useText();
  const { round } = view;
  return (
    <Section>
      <Facts
        items={[
          [
            t('field.status'),
            <Tag key="state" tone={ROUND_TONE[round.state]}>
              {tCode('round_state', round.state)}
            </Tag>,
          ],
          [t('scorecards.owner'), view.owner_name],
          [
            t('scorecards.set'),
            <Link key="set" to={`/scorecards/sets/${round.set_id}`}>
              {lang === 'vi' ? round.set_name_vi : round.set_name_en}
            </Link>,
          ],
          [t('scorecards.period'), `${day(round.period_from)} – ${day(round.period_to)}`],
          round.state === 'open' && [
            t('scorecards.days'),
            `${t('scorecards.self_until')} ${day(round.self_until)}; ${t('scorecards.appraise_until').toLowerCase()} ${day(round.appraise_until)}; ${t('scorecards.explain_until').toLowerCase()} ${day(round.explain_until)}`,
          ],
          round.taken_back_at !== null && [
            t('scorecards.taken_back'),
            `${moment(round.taken_back_at)}: ${round.taken_back_reason}`,
          ],
          round.decision_number !== null && [
            t('scorecards.publication'),
            t('scorecards.decision', { number: round.decision_number, on: round.decision_on, title: round.decision_title }),
          ],
        ]}
      />
    </Section>
  );
}

function HeatTable({ view }: { view: RoundView }) {
  const { t, tCode, number, percent, label, lang } = useText();
  const narrow = useNarrow();
  if (view.rows.length === 0) return <Nothing />;
  const nameOf = (column: RoundView['columns'][number]) => (lang === 'vi' ? column.name_vi : column.name_en);
  if (narrow)
    return (
      <ul className="score-cards">
        {view.rows.map((row) => (
          <li key={row.card_id}>
            <div className="score-line">
              <Link to={`/scorecards/cards/${row.card_id}`}>{row.unit_name}</Link>
              <Tag tone={CARD_TONE[row.state]}>{tCode('card_state', row.state)}</Tag>
            </div>
            {row.total ? (
              <div className="score-line">
                <strong>
                  {number(row.total.added_up)}/{number(row.total.max)}
                </strong>
                <span>{percent(row.total.percent)}</span>
                {row.band && <span>{label(row.band)}</span>}
                {row.rank !== null && (
                  <span>
                    {t('scorecards.rank')} {row.rank}
                  </span>
                )}
              </div>
            ) : (
              <span className="muted">{t('scorecards.hidden')}</span>
            )}
          </li>
        ))}
      </ul>
    );
  return (
    <ScrollBox label={t('scorecards.table')}>
      <table className="score-table">
        <thead>
          <tr>
            <th className="left">{t('scorecards.unit')}</th>
            <th className="left">{t('field.status')}</th>
            {view.columns.map((column) => (
              <th key={column.code} className="heat" title={nameOf(column)}>
                <abbr title={nameOf(column)}>{column.code}</abbr>
                <div className="small">{number(column.max)}</div>
              </th>
            ))}
            <th>{t('scorecards.total')}</th>
            <th>{t('scorecards.percent')}</th>
            <th className="left">{t('scorecards.band')}</th>
            {view.has_ranks && <th>{t('scorecards.rank')}</th>}
          </tr>
        </thead>
        <tbody>
          {view.rows.map((row) => (
            <tr key={row.card_id}>
              <th scope="row" className="left">
                <Link to={`/scorecards/cards/${row.card_id}`}>{row.unit_name}</Link>
              </th>
              <td className="left nowrap">
                <Tag tone={CARD_TONE[row.state]}>{tCode('card_state', row.state)}</Tag>
                <div className="small">
                  {row.scored}/{row.criteria}
                  {row.is_late && <span className="red"> · {t('scorecards.late')}</span>}
                </div>
              </td>
              {view.columns.map((column) => {
                const part = row.parts[column.code];
                const heat = heatOf(part?.achieved, part?.max);
                return (
                  <td key={column.code} className={`heat ${heat === null ? '' : `heat-${heat}`}`}>
                    {part ? number(part.achieved) : ''}
                  </td>
                );
              })}
              <td>
                {row.total && <Counted total={row.total} />}
                {row.total === null && <span className="muted">{t('scorecards.hidden')}</span>}
              </td>
              <td>{row.total ? percent(row.total.percent) : ''}</td>
              <td className="left">{row.band ? label(row.band) : ''}</td>
              {view.has_ranks && <td>{row.rank ?? ''}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function Acts({ view }: { view: RoundView }) {
  const { t } = useText();
  const say = useSay();
  const [asking, setAsking] = useState<'close' | 'take_back' | 'publish' | 'change_days' | null>(null);
  const close = useCall('scorecards.close_round', ['scorecards']);
  const takeBack = useCall('scorecards.take_back_round', ['scorecards']);
  const { id } = view.round;
  const save = (format: 'xlsx' | 'docx' | 'pdf') => void download('scorecards.round_export', { id, format }).catch(say.refused);
  return (
    <>
      {(['xlsx', 'docx', 'pdf'] as const).map((format) => (
        <Button key={format} icon={<Icon name="download" />} onClick={() => save(format)}>
          {t(`scorecards.export_${format}`)}
        </Button>
      ))}
      {view.has_ranks && !view.is_provisional && (
        <Button
          icon={<Icon name="download" />}
          onClick={() => void download('scorecards.round_export', { id, format: 'docx', paper: 'decision' }).catch(say.refused)}
        >
          {t('scorecards.export_decision')}
        </Button>
      )}
      {view.actions.includes('change_days') && (
        <Button onClick={() => setAsking('change_days')}>{t('scorecards.change_days')}</Button>
      )}
      {view.actions.includes('close') && <Button onClick={() => setAsking('close')}>{t('scorecards.close_round')}</Button>}
      {view.actions.includes('take_back') && (
        <Button danger onClick={() => setAsking('take_back')}>
          {t('scorecards.take_back')}
        </Button>
      )}
      {view.actions.includes('publish') && (
        <Button type="primary" onClick={() => setAsking('publish')}>
          {t('scorecards.publish')}
        </Button>
      )}
      <Confirm
        open={asking === 'close'}
        title={t('scorecards.close_round')}
        busy={close.isPending}
        onCancel={() => setAsking(null)}
        onConfirm={() =>
          void close
            .mutateAsync({ id })
            .then(() => say.done(t('scorecards.done')))
            .catch(say.refused)
            .finally(() => setAsking(null))
        }
      >
        {t('scorecards.close_sure')}
      </Confirm>
      <Confirm
        open={asking === 'take_back'}
        title={t('scorecards.take_back')}
        reason="needed"
        busy={takeBack.isPending}
        onCancel={() => setAsking(null)}
        onConfirm={(reason) =>
          void takeBack
            .mutateAsync({ id, reason: reason ?? '' })
            .then(() => say.done(t('scorecards.done')))
            .catch(say.refused)
            .finally(() => setAsking(null))
        }
      >
        {t('scorecards.take_back_sure')}
      </Confirm>
      {asking === 'publish' && <Publish id={id} onClose={() => setAsking(null)} />}
      {asking === 'change_days' && <ChangeDays round={view.round} onClose={() => setAsking(null)} />}
    </>
  );
}

type Decision = { number: string; on: string; title: string; publication: 'inside' | 'public' };

function Publish({ id, onClose }: { id: number; onClose: () => void }) {
  const { t } = useText();
  const say = useSay();
  const publish = useCall('scorecards.publish', ['scorecards']);
  const needed = [{ required: true, message: t('field.required') }];
  const send = (decision: Decision) =>
    publish
      .mutateAsync({ id, ...decision })
      .then(() => {
        say.done(t('scorecards.done'));
        onClose();
      })
      .catch(say.refused);
  return (
    <Modal open title={t('scorecards.publish')} footer={null} onCancel={onClose} closable={{ 'aria-label': t('app.close') }}>
      <Form<Decision>
        layout="vertical"
        onFinish={(decision) => void send(decision)}
        initialValues={{ on: dayOf(new Date()), publication: 'inside' }}
      >
        <Form.Item name="number" label={t('scorecards.decision_number')} rules={needed}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="on" label={t('scorecards.decision_on')} rules={needed}>
          <DayInput max={dayOf(new Date())} />
        </Form.Item>
        <Form.Item name="title" label={t('scorecards.decision_title')} rules={needed}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
        <Form.Item name="publication" label={t('scorecards.publication')}>
          <Radio.Group
            options={(['inside', 'public'] as const).map((value) => ({ value, label: t(`scorecards.publication.${value}`) }))}
          />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={publish.isPending}>
          {t('scorecards.publish')}
        </Button>
      </Form>
    </Modal>
  );
}

type Days = Pick<Round, 'self_until' | 'appraise_until' | 'explain_until'> & { reason: string };

function ChangeDays({ round, onClose }: { round: Round; onClose: () => void }) {
  const { t } = useText();
  const say = useSay();
  const change = useCall('scorecards.change_days', ['scorecards']);
  const needed = [{ required: true, message: t('field.required') }];
  const { self_until, appraise_until, explain_until } = round;
  const send = (days: Days) =>
    change
      .mutateAsync({ id: round.id, ...days })
      .then(() => {
        say.done(t('scorecards.done'));
        onClose();
      })
      .catch(say.refused);
  return (
    <Modal open title={t('scorecards.change_days')} footer={null} onCancel={onClose} closable={{ 'aria-label': t('app.close') }}>
      <Form<Days>
        layout="vertical"
        onFinish={(days) => void send(days)}
        initialValues={{ self_until, appraise_until, explain_until }}
      >
        {(['self_until', 'appraise_until', 'explain_until'] as const).map((name) => (
          <Form.Item key={name} name={name} label={t(`scorecards.${name}`)} rules={needed}>
            <DayInput />
          </Form.Item>
        ))}
        <Form.Item name="reason" label={t('field.reason')} rules={needed}>
          <Input maxLength={500} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {t('act.confirm')}
        </Button>
      </Form>
    </Modal>
  );
}
