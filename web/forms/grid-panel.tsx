import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { type Output, useCall, useGet } from '../api.ts';
import { recordsPath } from '../figures/question.ts';
import { EvidencePanel } from '../registers/evidence.tsx';
import { useSession } from '../shell/session.tsx';
import { Chart } from '../ui/chart.tsx';
import { useSay } from '../ui/confirm.tsx';
import { Facts, Tag } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import type { Finding } from './grid-findings.tsx';
import { FindingItem } from './grid-findings.tsx';
import { shownValue } from './grid-model.ts';
import type { GridRow } from './grid-parts.tsx';

type Form = { code: string; unit: string; from: string; to: string };
type Cell = Output<'forms.grid_cell'>;

/** Everything about one cell: what it means, what it was, who changed it, what it may be, what was said of it and what proves it. */
export function CellPanel({
  row,
  form,
  can_write,
  findings,
  onRule,
}: {
  row: GridRow;
  form: Form;
  can_write: boolean;
  findings: readonly Finding[];
  onRule: (key: string) => void;
}) {
  const { label } = useText();
  const asked = useGet('forms.grid_cell', { ...form, key: row.key });
  const of_cell = findings.filter((one) => one.cells.includes(row.key) && one.state === 'failed');
  return (
    <div className="grid-cell-panel">
      <h3>{[row.code, label(row)].filter(Boolean).join(' ')}</h3>
      <Answer of={asked} rows={4}>
        {(cell) => (
          <>
            <Now row={row} cell={cell} form={form} />
            {of_cell.length > 0 && (
              <ul className="grid-findings">
                {of_cell.map((one) => (
                  <FindingItem key={one.rule} finding={one} onShow={onRule} is_complete />
                ))}
              </ul>
            )}
            <History cell={cell} row={row} />
            <Versions cell={cell} row={row} />
            <Thread cell={cell} form={form} />
            {cell.declared_as && <Proofs cell={cell} form={form} can_write={can_write} />}
          </>
        )}
      </Answer>
    </div>
  );
}

function Now({ row, cell, form }: { row: GridRow; cell: Cell; form: Form }) {
  const { t, lang, number, moment } = useText();
  const { may } = useSession();
  const say = useSay();
  const flag = useCall('forms.remark', ['forms']);
  const { measure, limits } = cell;
  const input = row.input;
  const range = limits && (limits.least !== null || limits.most !== null);
  return (
    <>
      <p>
        <Tag tone={row.state === 'missing' ? 'amber' : row.state === 'declared' ? 'blue' : 'plain'}>
          {t(`grid.state.${row.state as 'declared'}`)}
        </Tag>{' '}
        {row.is_unusual && <Tag tone="amber">{t('grid.unusual_short')}</Tag>}{' '}
        {input?.held_by && <Tag>{t('grid.held', { by: input.held_by })}</Tag>}
      </p>
      {measure && (
        <Facts
          items={[
            [t('grid.definition'), lang === 'vi' ? measure.definition_vi : measure.definition_en],
            [t('field.source'), measure.source],
            [t('measures.unit'), row.unit_vi],
            limits && [
              t('grid.limits'),
              range
                ? limitsText(t, limits.least && number(limits.least), limits.most && number(limits.most))
                : t('grid.limits_none'),
            ],
            cell.usual && [
              t('grid.usual'),
              t('grid.usual_words', { low: number(cell.usual.low), high: number(cell.usual.high), periods: cell.usual.periods }),
            ],
            input?.declared_by_name != null && [
              t('declared.by'),
              `${input.declared_by_name}, ${moment(input.declared_at)}: ${input.reason ?? ''}`,
            ],
          ]}
        />
      )}
      <div className="button-row">
        {row.measure && row.filter && (
          <Link to={recordsPath(row.measure, row.filter)}>
            <Button size="small" icon={<Icon name="link" size={16} />}>
              {t('grid.records')}
            </Button>
          </Link>
        )}
        {may('forms.remark') && (
          <Button
            size="small"
            icon={<Icon name="star" size={16} />}
            aria-pressed={cell.is_followed}
            loading={flag.isPending}
            onClick={() =>
              flag.mutate({ ...form, key: row.key, kind: cell.is_followed ? 'unflagged' : 'flagged' }, { onError: say.refused })
            }
          >
            {t(cell.is_followed ? 'grid.unfollow' : 'grid.follow')}
          </Button>
        )}
      </div>
    </>
  );
}

function limitsText(t: ReturnType<typeof useText>['t'], least: string | null, most: string | null): string {
  if (least === null) return t('grid.limits_most', { most: most ?? '' });
  return most === null ? t('grid.limits_least', { least }) : t('grid.limits_words', { least, most });
}

/** The twelve periods before: a small plot, and the same in a table. */
function History({ cell, row }: { cell: Cell; row: GridRow }) {
  const { t, number } = useText();
  const known = cell.history.filter((one) => one.value !== null || one.note !== null);
  return (
    <section>
      <h4>{t('grid.history')}</h4>
      {known.length === 0 ? (
        <p className="muted small">{t('grid.history_none')}</p>
      ) : (
        <>
          {known.length > 1 && (
            <Chart
              label={t('grid.history')}
              height={150}
              categories={[...cell.history.map((one) => one.label), t('grid.this_period')]}
              series={[
                {
                  name: t('figures.value'),
                  values: [...cell.history.map((one) => one.value), row.value].map((one) => (one === null ? null : Number(one))),
                  colour: '#0b4f9e',
                  kind: 'bar',
                },
              ]}
            />
          )}
          <table className="sheet small-sheet">
            <thead>
              <tr>
                <th scope="col">{t('field.period')}</th>
                <th scope="col">{t('figures.value')}</th>
              </tr>
            </thead>
            <tbody>
              {known.toReversed().map((one) => (
                <tr key={one.to}>
                  <th scope="row">{one.label}</th>
                  <td className="num">
                    {one.value === null ? '' : number(one.value)} {one.note && <div className="small">{one.note}</div>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}

/** Who changed it from what to what, when and why. */
function Versions({ cell, row }: { cell: Cell; row: GridRow }) {
  const { t, moment } = useText();
  if (!cell.declared_as) return null;
  const kind = row.input?.kind ?? 'number';
  const said = (one: Cell['versions'][number] | undefined) =>
    one ? [shownValue(one.value, kind), one.note].filter(Boolean).join('; ') || t('declared.blank') : t('grid.nothing');
  return (
    <section>
      <h4>{t('grid.audit')}</h4>
      {cell.versions.length === 0 && <p className="muted small">{t('declared.history_empty')}</p>}
      <ul className="grid-audit">
        {cell.versions.map((one, at) => (
          <li key={one.id}>
            <span className="num">
              {said(cell.versions[at + 1])} → <strong>{said(one)}</strong>
            </span>
            <div className="small">
              {one.declared_by_name}, {moment(one.declared_at)}: {one.reason}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Thread({ cell, form }: { cell: Cell; form: Form }) {
  const { t, moment } = useText();
  const { may } = useSession();
  const say = useSay();
  const remark = useCall('forms.remark', ['forms']);
  const [words, setWords] = useState('');
  return (
    <section>
      <h4>{t('grid.comments')}</h4>
      <ul className="grid-audit">
        {cell.remarks.map((one) => (
          <li key={one.id}>
            {one.kind !== 'comment' && <Tag tone={one.kind === 'flagged' ? 'amber' : 'plain'}>{t(`grid.${one.kind}`)}</Tag>}{' '}
            {one.words}
            <div className="small">
              {one.by_name}, {moment(one.at)}
            </div>
          </li>
        ))}
      </ul>
      {may('forms.remark') && (
        <>
          <Input.TextArea
            aria-label={t('grid.comment')}
            placeholder={t('grid.comment')}
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={2000}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
          <Button
            size="small"
            className="gap"
            disabled={words.trim() === ''}
            loading={remark.isPending}
            onClick={() =>
              remark.mutate(
                { ...form, key: cell.key, kind: 'comment', words },
                { onSuccess: () => setWords(''), onError: say.refused },
              )
            }
          >
            {t('grid.comment_send')}
          </Button>
        </>
      )}
    </section>
  );
}

function Proofs({ cell, form, can_write }: { cell: Cell; form: Form; can_write: boolean }) {
  const { t } = useText();
  const link = useCall('forms.link_evidence', ['forms']);
  const unlink = useCall('forms.unlink_evidence', ['forms']);
  return (
    <section>
      <h4>{t('declared.evidence')}</h4>
      {cell.declaration_id === null ? (
        <p className="muted small">{t('grid.nothing_to_prove')}</p>
      ) : (
        <EvidencePanel
          unit={form.unit}
          items={cell.evidence}
          can_change={can_write}
          onLink={(use) => link.mutateAsync({ ...form, key: cell.key, ...use })}
          onUnlink={(link_id, reason) => unlink.mutateAsync({ ...form, key: cell.key, link_id, reason })}
        />
      )}
    </section>
  );
}
