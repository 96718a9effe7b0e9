import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ApiError, type Output, useCall, useGet } from '../api.ts';
import { pathWith, useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { DayInput, Field } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { Page, Section } from '../ui/page.tsx';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { Answer, Nothing, Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { FigureDaysSaid, UNIT_KINDS, useUnit } from './due-parts.tsx';
import { About, CutOffRules, type Draft, DueRules } from './regime-form.tsx';

const NEW: Draft = {
  code: '',
  name_vi: '',
  name_en: '',
  source: '',
  status: 'to_be_verified',
  decision: null,
  periods: ['quarter', 'year'],
  calendar: 'ND09',
  due: { commune: { rule: 'days_after', days: 2, counted: 'calendar', moves: true } },
  lock: null,
  outline: 'tthc',
  forms: [],
};

/** A regime of a province: a new one, or another version of one from a day. */
export function RegimeEditPage() {
  const { t } = useText();
  const address = useAddress();
  const unit = useUnit();
  const code = address.get('code');
  const asked = useGet('reports.regime', code && unit ? { code, unit } : null);
  return (
    <Page
      title={t(code ? 'regime.change' : 'regime.new')}
      lead={t('regime.lead')}
      crumbs={[{ label: t('regime.title'), to: pathWith('/reports/regimes', { unit: address.get('unit') }) }]}
    >
      {unit === undefined ? (
        <Nothing text={t('figures.choose_unit')} />
      ) : code ? (
        <Answer of={asked} rows={10}>
          {(reply) => <Editor unit={unit} reply={reply} />}
        </Answer>
      ) : (
        <Editor unit={unit} reply={null} />
      )}
    </Page>
  );
}

type Reply = Output<'reports.regime'>;

/** The version that is changed: what holds today, else the newest. */
function draftOf(reply: Reply | null): Draft {
  const found = reply?.now ?? reply?.versions[0];
  if (!found) return NEW;
  const { version: _v, is_own: _o, valid_from: _f, valid_to: _t, ...regime } = found;
  const { history: _h, ...draft } = regime as typeof regime & { history?: unknown };
  return draft as Draft;
}

function Editor({ unit, reply }: { unit: string; reply: Reply | null }) {
  const { t } = useText();
  const say = useSay();
  const navigate = useNavigate();
  const address = useAddress();
  const [draft, setDraft] = useState<Draft>(() => draftOf(reply));
  const [valid_from, setFrom] = useState(dayOf(new Date()));
  const [valid_to, setTo] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const define = useCall('reports.define_regime', ['reports']);
  const change = (more: Partial<Draft>) => setDraft((now) => ({ ...now, ...more }));
  const filled = { ...draft, name_en: draft.name_en.trim() || draft.name_vi };
  const version = Math.max(0, ...(reply?.versions ?? []).filter((one) => one.is_own).map((one) => one.version));
  const keep = () =>
    define.mutate(
      { unit, regime: filled, version, is_new: reply === null, valid_from, valid_to, reason },
      {
        onSuccess: () => {
          say.done(t('regime.kept'));
          void navigate(pathWith(`/reports/regimes/${filled.code}`, { unit: address.get('unit') }));
        },
      },
    );
  return (
    <>
      <Section title={t('regime.facts')}>
        <About draft={draft} onChange={change} is_new={reply === null} templates={reply?.templates ?? []} />
      </Section>
      <DueRules draft={draft} onChange={change} />
      <CutOffRules draft={draft} onChange={change} />
      <Preview draft={filled} />
      <Section title={t('regime.keep')} className="gap">
        <div className="content-grid">
          <Field label={t('regime.valid_from')}>
            {(id) => <DayInput id={id} value={valid_from} onChange={(day) => day && setFrom(day)} />}
          </Field>
          <Field label={t('regime.valid_to')}>
            {(id) => <DayInput id={id} value={valid_to} onChange={setTo} min={valid_from} allowClear />}
          </Field>
          <Field label={t('field.reason')} className="span-all">
            {(id) => <Input id={id} maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />}
          </Field>
        </div>
        {reply !== null && (
          <div className="field gap">
            <Checkbox checked={draft.is_ended ?? false} onChange={(event) => change({ is_ended: event.target.checked })}>
              {t('regime.ended')}
            </Checkbox>
          </div>
        )}
        {define.error && (
          <div className="gap">
            <Problem error={define.error} />
          </div>
        )}
        <div className="button-row gap">
          <Button
            type="primary"
            loading={define.isPending}
            disabled={!filled.code || !filled.name_vi || !filled.source || filled.periods.length === 0 || reason.trim() === ''}
            onClick={keep}
          >
            {t('regime.keep')}
          </Button>
        </div>
      </Section>
    </>
  );
}

/** What the rules would mean this year, before they are kept. */
function Preview({ draft }: { draft: Draft }) {
  const { t, tCode, day, label } = useText();
  const year = Number(dayOf(new Date()).slice(0, 4));
  const named = { ...draft, code: draft.code || 'x0', name_vi: draft.name_vi || 'x', name_en: 'x', source: draft.source || 'x' };
  const asked = useGet('reports.schedule', { regime: named, year }, { placeholderData: (before) => before, retry: false });
  const kinds = UNIT_KINDS.filter((kind) => draft.due[kind] !== undefined);
  const title = t('regime.preview', { year });
  if (asked.error instanceof ApiError) return null;
  return (
    <Section title={title} className="gap">
      <Answer of={asked} rows={6}>
        {(rows) => (
          <ScrollBox label={title}>
            <table className="sheet">
              <thead>
                <tr>
                  <th scope="col">{t('kept.period')}</th>
                  {kinds.map((kind) => (
                    <th key={kind} scope="col">
                      {tCode('unit_kind', kind)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={`${row.kind} ${row.from}`}>
                    <th scope="row">{`${label(row)} (${day(row.from)} – ${day(row.to)})`}</th>
                    {kinds.map((kind) => {
                      const due = row.due.find((one) => one.unit_kind === kind);
                      return (
                        <td key={kind}>
                          {day(due?.due_on)}
                          {due && <FigureDaysSaid of={{ ...due, to: row.to }} />}
                          {due?.lock_on && <div className="small">{`${t('due.lock_on')}: ${day(due.lock_on)}`}</div>}
                        </td>
                      );
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollBox>
        )}
      </Answer>
    </Section>
  );
}
