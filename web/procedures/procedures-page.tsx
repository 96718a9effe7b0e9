import { Button, Input, Select } from 'antd';
import { useNavigate } from 'react-router';
import { download, type Output, useGet } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { pathWith, useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { DayField, Field, Tag } from '../ui/field.tsx';
import { FilterBar } from '../ui/filter-bar.tsx';
import { ChoiceFilter, CodeFilter } from '../ui/filter-fields.tsx';
import { dayOf } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { limitText } from './limit-text.ts';
import { CatalogueTabs } from './tabs.tsx';

type Row = Output<'procedures.list'>['rows'][number];
type Level = Row['level'];
type Online = Row['online_level'];
const LEVELS: Level[] = ['province', 'district', 'commune'];
const ONLINE: Online[] = ['full', 'partial', 'none'];
const AGENCIES = ['any', 'police', 'social_insurance', 'military', 'tax', 'court', 'bank', 'other'] as const;
const BOOLEANS = ['true', 'false'] as const;
const KINDS = ['public', 'internal'] as const;
const CHOICES = [
  { label: 'field.level', name: 'level', codes: LEVELS, prefix: 'level' },
  { label: 'procedures.online_level', name: 'online', codes: ONLINE, prefix: 'procedures.online' },
  { label: 'catalogue.at_desk', name: 'at_desk', codes: BOOLEANS, prefix: 'catalogue.at_desk' },
  { label: 'catalogue.vertical', name: 'vertical', codes: AGENCIES, prefix: 'catalogue.agency' },
  { label: 'procedures.interlinked', name: 'interlinked', codes: BOOLEANS, prefix: 'catalogue.interlinked' },
  { label: 'catalogue.kind_of', name: 'kind', codes: KINDS, prefix: 'catalogue.kind_of' },
] as const;

export function ProceduresPage() {
  const { t, tCode, lang, number } = useText();
  const address = useAddress();
  const today = dayOf(new Date());
  const day = address.get('day') ?? today;
  const [q, sector] = [address.get('q'), address.get('sector')];
  const level = LEVELS.find((one) => one === address.get('level'));
  const online_level = ONLINE.find((one) => one === address.get('online'));
  const at_desk = BOOLEANS.find((one) => one === address.get('at_desk'));
  const is_interlinked = BOOLEANS.find((one) => one === address.get('interlinked'));
  const kind = KINDS.find((one) => one === address.get('kind'));
  const vertical = AGENCIES.find((one) => one === address.get('vertical'));
  const gaps = useGet('procedures.gaps', { day }, { placeholderData: (before) => before });
  const gap = (['any', ...(gaps.data?.gaps.map((one) => one.gap) ?? [])] as const).find((one) => one === address.get('gap'));
  const asked = useGet(
    'procedures.list',
    {
      day,
      page: address.number('page', 1),
      ...(q ? { q } : {}),
      ...(sector ? { sector } : {}),
      ...(level ? { level } : {}),
      ...(online_level ? { online_level } : {}),
      ...(at_desk ? { at_desk } : {}),
      ...(is_interlinked ? { is_interlinked } : {}),
      ...(kind ? { is_internal: String(kind === 'internal') } : {}),
      ...(vertical ? { vertical } : {}),
      ...(gap ? { gap } : {}),
    },
    { placeholderData: (before) => before },
  );
  const sectors = useGet('procedures.sectors', { day }, { staleTime: 600_000 });
  const columns: Column<Row>[] = [
    { key: 'name', title: t('field.name'), cell: (row) => row.name, phone: 'title' },
    { key: 'code', title: t('field.code'), cell: (row) => <span className="code">{row.code}</span> },
    { key: 'sector', title: t('field.sector'), cell: (row) => row.sector_name },
    { key: 'level', title: t('field.level'), cell: (row) => <span className="nowrap">{tCode('level', row.level)}</span> },
    {
      key: 'limit',
      title: t('procedures.limit'),
      cell: (row) => <span className="nowrap">{limitText(row, lang) ?? t('procedures.no_limit')}</span>,
    },
    {
      key: 'online',
      title: t('procedures.online_level'),
      cell: (row) => (
        <Tag tone={row.online_level === 'full' ? 'green' : row.online_level === 'partial' ? 'blue' : 'plain'}>
          {tCode('procedures.online', row.online_level)}
        </Tag>
      ),
    },
    {
      key: 'gaps',
      title: t('catalogue.gaps'),
      cell: (row) =>
        row.gaps.length === 0 ? (
          <Tag tone="green">{t('catalogue.complete')}</Tag>
        ) : (
          <span className="small">{row.gaps.map((one) => tCode('catalogue.gap', one)).join(', ')}</span>
        ),
    },
  ];
  return (
    <Page title={t('procedures.title')} lead={t('procedures.lead')} actions={<Actions day={day} />}>
      <CatalogueTabs active="list" />
      <Section>
        <FilterBar
          is_active={Boolean(
            sector || level || online_level || at_desk || is_interlinked || kind || vertical || gap || address.get('day'),
          )}
          first={
            <Field label={t('procedures.find')} className="field-wide">
              {(id) => (
                <Input.Search id={id} allowClear defaultValue={q ?? ''} onSearch={(typed) => address.set({ q: typed.trim() })} />
              )}
            </Field>
          }
        >
          <Field label={t('field.sector')}>
            {(id) => (
              <Select
                id={id}
                allowClear
                showSearch={{ optionFilterProp: 'label' }}
                value={sector ?? null}
                placeholder={t('field.all')}
                onChange={(code) => address.set({ sector: code })}
                popupMatchSelectWidth={320}
                options={
                  sectors.data
                    ?.filter((one) => one.procedures > 0)
                    .map((one) => ({
                      value: one.code,
                      label: `${lang === 'en' && one.name_en ? one.name_en : one.name} (${one.procedures})`,
                    })) ?? []
                }
              />
            )}
          </Field>
          {CHOICES.map(({ label, ...choice }) => (
            <CodeFilter key={choice.name} label={t(label)} {...choice} className="half" width={260} />
          ))}
          <ChoiceFilter
            label={t('catalogue.gaps')}
            name="gap"
            value={gap}
            options={[{ gap: 'any', procedures: gaps.data?.any ?? 0 }, ...(gaps.data?.gaps ?? [])]
              .filter((one) => one.procedures > 0)
              .map((one) => ({ value: one.gap, label: `${tCode('catalogue.gap', one.gap)} (${number(one.procedures)})` }))}
            className="half"
            width={260}
          />
          <DayField
            label={t('field.as_of')}
            value={day}
            onChange={(next) => address.set({ day: next === today ? null : next })}
          />
        </FilterBar>
        <Answer of={asked} rows={10}>
          {(reply) => (
            <List<Row>
              label={t('procedures.title')}
              columns={columns}
              rows={reply.rows}
              rowKey={(row) => row.id}
              to={(row) => pathWith(`/procedures/${row.code}`, { day: address.get('day') })}
              total={reply.total}
              empty={t('procedures.none')}
            />
          )}
        </Answer>
      </Section>
    </Page>
  );
}

function Actions({ day }: { day: string }) {
  const { t } = useText();
  const { may } = useSession();
  const navigate = useNavigate();
  const say = useSay();
  return (
    <>
      <Button icon={<Icon name="download" />} onClick={() => void download('procedures.export', { day }).catch(say.refused)}>
        {t('act.export')}
      </Button>
      {may('procedures.write') && (
        <>
          <Button icon={<Icon name="upload" />} onClick={() => void navigate('/procedures/import')}>
            {t('catalogue.import')}
          </Button>
          <Button type="primary" icon={<Icon name="plus" />} onClick={() => void navigate('/procedures/decide')}>
            {t('catalogue.decide')}
          </Button>
        </>
      )}
    </>
  );
}
