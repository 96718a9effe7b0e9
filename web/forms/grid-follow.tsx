import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { download, type Output, useCall, useGet } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { pathWith, useAddress } from '../ui/address.ts';
import { Confirm, useSay } from '../ui/confirm.tsx';
import { ChoiceField, Tag } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';

type Ask = { code: string; unit: string; from: string; to: string };
type Row = Output<'forms.follow_ups'>['rows'][number];
const STATES = ['open', 'done', 'all'] as const;
const OF = ['period', 'form', 'unit'] as const;
const PAGE_SIZE = 50;

/** Cells to be followed up: of this form and period, of the form, or of every form; at the unit and below it. */
export function FollowView({ ask }: { ask: Ask }) {
  const { t } = useText();
  const { get, set } = useAddress();
  const say = useSay();
  const [is_making, setMaking] = useState(false);
  const state = STATES.find((one) => one === get('state')) ?? 'open';
  const of = OF.find((one) => one === get('of')) ?? 'period';
  const wanted = {
    unit: ask.unit,
    state,
    ...(of === 'unit' ? {} : { code: ask.code }),
    ...(of === 'period' ? { from: ask.from, to: ask.to } : {}),
  };
  const page = Number(get('page') ?? 1);
  const asked = useGet('forms.follow_ups', { ...wanted, page, page_size: PAGE_SIZE }, { placeholderData: (before) => before });
  const take = async () => {
    setMaking(true);
    try {
      await download('forms.export_follow_ups', wanted);
    } catch (error) {
      say.refused(error);
    } finally {
      setMaking(false);
    }
  };
  return (
    <Section
      title={t('grid.view.follow')}
      extra={
        <Button icon={<Icon name="download" />} loading={is_making} onClick={() => void take()}>
          {t('forms.excel')}
        </Button>
      }
    >
      <div className="filters">
        <ChoiceField
          label={t('grid.follow_state')}
          className="half"
          value={state}
          onChange={(next) => set({ state: next === 'open' ? null : next, page: null })}
          options={STATES.map((value) => ({ value, label: t(`grid.follow_state.${value}`) }))}
        />
        <ChoiceField
          label={t('grid.follow_of')}
          className="half"
          value={of}
          onChange={(next) => set({ of: next === 'period' ? null : next, page: null })}
          options={OF.map((value) => ({ value, label: t(`grid.follow_of.${value}`) }))}
        />
      </div>
      <Answer of={asked}>{(found) => <Flags found={found} is_many={of === 'unit'} />}</Answer>
    </Section>
  );
}

const keyOf = (row: Row) => `${row.form} ${row.unit_code} ${row.from} ${row.to} ${row.cell}`;

function Flags({ found, is_many }: { found: Output<'forms.follow_ups'>; is_many: boolean }) {
  const { t } = useText();
  const { may } = useSession();
  const say = useSay();
  const remark = useCall('forms.remark', ['forms']);
  const [closing, setClosing] = useState<Row | null>(null);
  const columns = useColumns(is_many, may('forms.remark') ? setClosing : null);
  const finish = (words: string) => {
    if (!closing) return;
    const { form, unit_code, from, to, cell } = closing;
    remark.mutate(
      { code: form, unit: unit_code, from, to, key: cell, kind: 'unflagged', words: words || null },
      {
        onSuccess: () => {
          say.done(t('grid.follow_done_said'));
          setClosing(null);
        },
        onError: say.refused,
      },
    );
  };
  return (
    <>
      <List<Row>
        label={t('grid.view.follow')}
        columns={columns}
        rows={found.rows}
        rowKey={keyOf}
        total={found.total}
        page_size={PAGE_SIZE}
        empty={t('grid.follow_none')}
      />
      <Confirm
        open={closing !== null}
        title={t('grid.follow_finish')}
        reason="optional"
        busy={remark.isPending}
        onCancel={() => setClosing(null)}
        onConfirm={finish}
      >
        <p>{t('grid.follow_finish_words', { cell: [closing?.code, closing?.label_vi].filter(Boolean).join(' ') })}</p>
      </Confirm>
    </>
  );
}

function useColumns(is_many: boolean, onFinish: ((row: Row) => void) | null): Column<Row>[] {
  const { t, label } = useText();
  return [
    {
      key: 'cell',
      title: t('grid.follow_cell'),
      phone: 'title',
      cell: (row) => (
        <Link
          to={pathWith(`/forms/${row.form}/fill`, {
            unit: row.unit_code,
            from: row.from,
            to: row.to,
            period: 'free',
            cell: row.cell,
          })}
        >
          {[is_many ? row.form : null, row.code, label(row)].filter(Boolean).join(' ')}
        </Link>
      ),
    },
    {
      key: 'where',
      title: t('grid.follow_where'),
      cell: (row) => (
        <>
          {row.unit_name}
          <div className="small muted">{row.period_vi}</div>
        </>
      ),
    },
    { key: 'flag', title: t('grid.follow_flag'), cell: (row) => <Said by={row.by_name} at={row.at} words={row.words} /> },
    {
      key: 'comment',
      title: t('grid.follow_comment'),
      cell: (row) =>
        row.last_at && (
          <>
            <Said by={row.last_by_name ?? ''} at={row.last_at} words={row.last_words} />
            {row.comments > 1 && <div className="small muted">{t('grid.comment_count', { count: row.comments })}</div>}
          </>
        ),
    },
    {
      key: 'state',
      title: t('grid.follow_state'),
      cell: (row) =>
        row.done_at ? (
          <>
            <Tag tone="green">{t('grid.follow_state.done')}</Tag>
            <Said by={row.done_by_name ?? ''} at={row.done_at} words={row.done_words} />
          </>
        ) : (
          <>
            <Tag tone="amber">{t('grid.follow_state.open')}</Tag>{' '}
            {onFinish && (
              <Button size="small" onClick={() => onFinish(row)}>
                {t('grid.follow_finish')}
              </Button>
            )}
          </>
        ),
    },
  ];
}

function Said({ by, at, words }: { by: string; at: string; words: string | null }) {
  const { moment } = useText();
  return (
    <>
      {words}
      <div className="small muted">
        {by}, {moment(at)}
      </div>
    </>
  );
}
