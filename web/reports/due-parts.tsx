import { Select } from 'antd';
import type { Output } from '../api.ts';
import { useGet } from '../api.ts';
import { useMe } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';
import { Tag } from '../ui/field.tsx';
import { useText } from '../ui/text.tsx';

export type Standing = Output<'reports.due'>['rows'][number]['standing'];
export type KindOfPeriod = Output<'reports.due'>['rows'][number]['kind'];

export const STANDING_TONE = {
  none: 'plain',
  draft: 'amber',
  submitted: 'blue',
  issued: 'green',
  accepted: 'green',
  sent_back: 'red',
} as const satisfies Record<Standing, string>;

/** The unit of a page: the one in its address, else that of the first role. */
export function useUnit(): string | undefined {
  const me = useMe();
  return useAddress().get('unit') ?? me.roles[0]?.unit_code ?? me.account.unit_code ?? undefined;
}

/** Which days a report counts, where they are not those of its period. */
export function FigureDaysSaid({ of }: { of: { data_from: string | null; data_to: string | null; to: string } }) {
  const { t, day } = useText();
  if (of.data_from !== null)
    return <div className="small">{t('due.data_from', { from: day(of.data_from), to: day(of.data_to ?? of.to) })}</div>;
  return of.data_to === null ? null : <div className="small">{t('due.data_to', { day: day(of.data_to) })}</div>;
}

/** How far a report is, with how late; the words carry the meaning. */
export function StandingTags({
  of,
}: {
  of: { standing: Standing; days_late: number; is_locked: boolean; exception: { until: string | null } | null };
}) {
  const { t } = useText();
  return (
    <span className="tag-row">
      <Tag tone={STANDING_TONE[of.standing]}>{t(`due.standing.${of.standing}`)}</Tag>
      {of.days_late > 0 && <Tag tone="red">{t('due.late_days', { days: of.days_late })}</Tag>}
      {of.is_locked && <Tag>{t('due.locked')}</Tag>}
      {of.exception && <Tag tone="amber">{t('due.exception')}</Tag>}
    </span>
  );
}

/** Regimes of the unit's province, by name. */
export function useRegimes(unit: string | undefined) {
  return useGet('reports.regimes', unit ? { unit } : null, { placeholderData: (before) => before });
}

export function useKindName(): (kind: string) => string {
  const { tCode, t } = useText();
  return (kind) => (kind === 'free' ? t('due.kind.free') : tCode('kept.kind', kind));
}

type ChoiceProps<V extends string> = {
  id: string;
  value: V | undefined;
  onChange: (value: V | null) => void;
  options: { value: V; label: string }[];
  allowClear?: boolean;
};

/** One of a few, kept in the address by whoever asks. */
export function Choice<V extends string>({ id, value, onChange, options, allowClear = false }: ChoiceProps<V>) {
  const { t } = useText();
  return (
    <Select<V>
      id={id}
      className="wide"
      allowClear={allowClear}
      placeholder={t('field.all')}
      value={(value ?? null) as V}
      onChange={(next) => onChange(next ?? null)}
      options={options}
      popupMatchSelectWidth={false}
    />
  );
}

export const UNIT_KINDS = ['province', 'department', 'district', 'division', 'commune', 'vertical'] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];
