import { Alert, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { download, type Output, useCall, useGet } from '../api.ts';
import { useMe, useSession } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { DayField, Field, Tag } from '../ui/field.tsx';
import { FilterBar } from '../ui/filter-bar.tsx';
import { dayOf } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { useNarrow } from '../ui/narrow.ts';
import { Page, Section } from '../ui/page.tsx';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { useFigureName } from './figure-name.ts';
import { typedPoints } from './words.ts';

type Index = Output<'scorecards.service_index'>;
type Row = Index['rows'][number];

/** The service index from our records, beside the portal's, row by row. */
export function Index766Page() {
  const { t } = useText();
  const say = useSay();
  const me = useMe();
  const address = useAddress();
  const today = dayOf(new Date());
  const unit = address.get('unit') ?? me.account.unit_code ?? me.roles[0]?.unit_code;
  const from = address.get('from') ?? `${today.slice(0, 4)}-01-01`;
  const to = address.get('to') ?? today;
  const asked = useGet('scorecards.service_index', unit ? { unit, from, to } : null, { placeholderData: (before) => before });
  return (
    <Page
      title={t('scorecards.index_title')}
      lead={t('scorecards.index_lead')}
      actions={
        unit && (
          <Button
            icon={<Icon name="download" />}
            onClick={() => void download('scorecards.service_index_export', { unit, from, to }).catch(say.refused)}
          >
            {t('scorecards.export_xlsx')}
          </Button>
        )
      }
    >
      <Section>
        <FilterBar
          first={
            <Field label={t('field.unit')}>
              {(id) => <UnitPicker id={id} value={unit} with_ended onChange={(code) => address.set({ unit: code })} />}
            </Field>
          }
          is_active
        >
          <DayField label={t('field.from')} value={from} onChange={(day) => address.set({ from: day })} />
          <DayField label={t('field.to')} value={to} onChange={(day) => address.set({ to: day })} />
        </FilterBar>
        {unit && <Answer of={asked}>{(index) => <Shown index={index} />}</Answer>}
      </Section>
    </Page>
  );
}

function Shown({ index }: { index: Index }) {
  const { t, number, percent, day, label } = useText();
  const { may } = useSession();
  const [noting, setNoting] = useState<Row | null>(null);
  const { portal, estimate, explained } = index;
  return (
    <>
      <h2>{index.unit.name}</h2>
      <dl className="score-tiles">
        <div>
          <dt>{t('scorecards.estimate')}</dt>
          <dd>
            {number(estimate.points)}{' '}
            <small>
              {t('scorecards.estimate_of', { max: number(estimate.max_known) })} ({percent(estimate.percent_known)})
            </small>
          </dd>
        </div>
        <div>
          <dt>{t('scorecards.portal')}</dt>
          <dd>
            {portal ? number(portal.value) : '–'}{' '}
            <small>
              {portal?.band && label(portal.band)}{' '}
              {portal && t('scorecards.portal_from', { day: day(portal.as_of), source: portal.source ?? '–' })}
            </small>
          </dd>
        </div>
        <div>
          <dt>{t('scorecards.difference')}</dt>
          <dd>{number(index.difference)}</dd>
        </div>
      </dl>
      {!portal && <Alert type="info" showIcon className="below" title={t('scorecards.portal_none')} />}
      {explained && (
        <p>
          {t('scorecards.explained', {
            not_ours: number(explained.not_ours),
            differs: number(explained.differs),
            unaccounted: number(explained.unaccounted),
          })}
        </p>
      )}
      <Rows index={index} {...(may('registers.write') && { onNote: setNoting })} />
      <p className="small">{index.set.source}</p>
      {noting && <Note index={index} row={noting} onClose={() => setNoting(null)} />}
    </>
  );
}

function Rows({ index, onNote }: { index: Index; onNote?: (row: Row) => void }) {
  const { t, number, lang } = useText();
  const narrow = useNarrow();
  const figureName = useFigureName(index.unit.code, index.to);
  const nameOf = (row: Row) => `${row.code} ${lang === 'vi' ? row.name_vi : row.name_en}`;
  const why = (row: Row) =>
    row.why && (
      <>
        <Tag tone={row.why === 'same' ? 'green' : row.why === 'differs' ? 'amber' : 'plain'}>
          {t(`scorecards.why.${row.why}`)}
        </Tag>
        {(row.explanation ?? row.note_vi) && <div className="small">{row.explanation ?? row.note_vi}</div>}
        {onNote && (
          <Button size="small" type="link" aria-label={t('scorecards.note_of', { code: row.code })} onClick={() => onNote(row)}>
            {t('scorecards.edit')}
          </Button>
        )}
      </>
    );
  const figures = (row: Row) =>
    Object.entries(row.inputs).map(([name, input]) => (
      <div key={name} className="small">
        <Link to={`/figures/records?unit=${index.unit.code}&from=${index.from}&to=${index.to}&measure=${name}`}>
          {figureName(name)}
        </Link>
        : {number(input.value)}
        {input.unit === 'percent' && input.value !== null && '%'}
      </div>
    ));
  if (narrow)
    return (
      <ul className="score-cards">
        {index.rows.map((row) => (
          <li key={row.code} className={row.depth === 0 ? 'area' : ''}>
            {nameOf(row)}
            <div className="score-line">
              <span>
                {t('scorecards.estimate')} {number(row.estimate)}/{number(row.max)}
              </span>
              {row.portal !== null && (
                <span>
                  {t('scorecards.portal')} {number(row.portal)}
                </span>
              )}
            </div>
            {row.rule && figures(row)}
            {row.rule && why(row)}
          </li>
        ))}
      </ul>
    );
  return (
    <ScrollBox label={t('scorecards.index_title')}>
      <table className="score-table">
        <thead>
          <tr>
            <th className="left">{t('scorecards.criterion')}</th>
            <th>{t('scorecards.max')}</th>
            <th>{t('scorecards.estimate')}</th>
            <th>{t('scorecards.portal')}</th>
            <th>{t('scorecards.difference')}</th>
            <th className="left">{t('scorecards.why')}</th>
          </tr>
        </thead>
        <tbody>
          {index.rows.map((row) => (
            <tr key={row.code} className={row.depth === 0 ? 'area' : ''}>
              <th scope="row" className={`name indent-${row.depth}`}>
                {nameOf(row)}
                {row.rule && figures(row)}
              </th>
              <td>{number(row.max)}</td>
              <td>{number(row.estimate)}</td>
              <td>{number(row.portal)}</td>
              <td>{number(row.difference)}</td>
              <td className="left">{why(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

type Asked = { points?: string; explanation?: string };

function Note({ index, row, onClose }: { index: Index; row: Row; onClose: () => void }) {
  const { t } = useText();
  const say = useSay();
  const note = useCall('scorecards.note_portal', ['scorecards']);
  const send = ({ points, explanation }: Asked) =>
    note
      .mutateAsync({
        unit: index.unit.code,
        from: index.from,
        to: index.to,
        criterion: row.code,
        points: points ? typedPoints(points) : null,
        explanation: explanation || null,
      })
      .then(() => {
        say.done(t('scorecards.done'));
        onClose();
      })
      .catch(say.refused);
  return (
    <Modal
      open
      title={`${t('scorecards.note_row')}: ${row.code}`}
      footer={null}
      onCancel={onClose}
      closable={{ 'aria-label': t('app.close') }}
    >
      <Form<Asked>
        layout="vertical"
        onFinish={(asked) => void send(asked)}
        initialValues={{ points: row.portal?.replace('.', ',') ?? '', explanation: row.explanation ?? '' }}
      >
        <Form.Item
          name="points"
          label={t('scorecards.portal')}
          rules={[{ pattern: /^\d{1,3}([.,]\d{1,3})?$/, message: t('scorecards.points') }]}
        >
          <Input inputMode="decimal" />
        </Form.Item>
        <Form.Item name="explanation" label={t('scorecards.why')}>
          <Input.TextArea rows={3} maxLength={1000} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={note.isPending}>
          {t('act.confirm')}
        </Button>
      </Form>
    </Modal>
  );
}
