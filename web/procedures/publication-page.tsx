import { Button, Checkbox, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { type Output, useCall, useGet } from '../api.ts';
import { FormDialog } from '../desk/form-dialog.tsx';
import { useMe } from '../shell/session.tsx';
import { pathWith, useAddress } from '../ui/address.ts';
import { Confirm, useSay } from '../ui/confirm.tsx';
import { DayInput, Field, Tag } from '../ui/field.tsx';
import { CodeFilter } from '../ui/filter-fields.tsx';
import { dayOf } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { CodesPicker, levelOfUnit } from './codes-picker.tsx';
import { CatalogueTabs } from './tabs.tsx';

type Reply = Output<'procedures.publications'>;
type Row = Reply['rows'][number];
const PLACES = ['desk', 'portal', 'website', 'kiosk'] as const;

/** What units have posted, and for one unit how much of what it must post. */
export function PublicationPage() {
  const { t } = useText();
  const me = useMe();
  const address = useAddress();
  const unit = address.get('unit') ?? me.account.unit_code ?? undefined;
  const place = PLACES.find((one) => one === address.get('place'));
  const [is_posting, setPosting] = useState(false);
  const asked = useGet(
    'procedures.publications',
    { page: address.number('page', 1), ...(unit ? { unit } : {}), ...(place ? { place } : {}) },
    { placeholderData: (before) => before },
  );
  return (
    <Page
      title={t('catalogue.tab_publication')}
      lead={t('catalogue.publication_lead')}
      crumbs={[{ label: t('procedures.title'), to: '/procedures' }]}
      actions={
        <Button type="primary" icon={<Icon name="plus" />} onClick={() => setPosting(true)}>
          {t('catalogue.post')}
        </Button>
      }
    >
      <CatalogueTabs active="publication" />
      <Section>
        <div className="filters">
          <Field label={t('field.unit')} className="field-wide">
            {(id) => <UnitPicker id={id} value={unit} onChange={(code) => address.set({ unit: code })} />}
          </Field>
          <CodeFilter label={t('catalogue.place')} name="place" codes={PLACES} prefix="catalogue.place" />
        </div>
        <Answer of={asked} rows={8}>
          {(reply) => (
            <>
              {reply.share && <Share share={reply.share} />}
              <Posted reply={reply} />
            </>
          )}
        </Answer>
      </Section>
      {is_posting && <PostDialog unit={unit} onClose={() => setPosting(false)} />}
    </Page>
  );
}

function Share({ share }: { share: NonNullable<Reply['share']> }) {
  const { t, number, percent } = useText();
  // In tenths of a percent first: a whole number, shown with one decimal.
  const part = (of: number) => (share.due === 0 ? null : percent(Math.round((of * 1000) / share.due) / 10));
  const tiles = [
    [t('catalogue.share_due'), share.due, null],
    [t('catalogue.share_desk'), share.at_desk, part(share.at_desk)],
    [t('catalogue.share_portal'), share.on_portal, part(share.on_portal)],
    [t('catalogue.share_complete'), share.complete, part(share.complete)],
  ] as const;
  return (
    <div className="tiles tiles-small below">
      {tiles.map(([label, value, told]) => (
        <div className="tile" key={label}>
          <span className="tile-label">{label}</span>
          <span className="tile-value">{number(value)}</span>
          {told && <span className="small">{told}</span>}
        </div>
      ))}
    </div>
  );
}

function Posted({ reply }: { reply: Reply }) {
  const { t, tCode, day } = useText();
  const say = useSay();
  const [checking, setChecking] = useState<Row | null>(null);
  const [ending, setEnding] = useState<Row | null>(null);
  const check = useCall('procedures.check_publication', ['procedures']);
  const columns: Column<Row>[] = [
    { key: 'name', title: t('field.procedure'), cell: (row) => row.name, phone: 'title' },
    { key: 'code', title: t('field.code'), cell: (row) => <span className="code">{row.code}</span> },
    {
      key: 'place',
      title: t('catalogue.place'),
      cell: (row) => (
        <>
          {tCode('catalogue.place', row.place)}
          {row.address && <div className="small">{row.address}</div>}
        </>
      ),
    },
    { key: 'from', title: t('catalogue.posted_on'), cell: (row) => day(row.valid_from) },
    {
      key: 'checked',
      title: t('catalogue.checked_on'),
      cell: (row) => (row.checked_on ? day(row.checked_on) : <Tag tone="amber">{t('catalogue.unchecked')}</Tag>),
    },
    {
      key: 'complete',
      title: t('field.status'),
      cell: (row) => (
        <>
          <Tag tone={row.is_complete ? 'green' : 'red'}>
            {row.is_complete ? t('catalogue.is_complete') : t('catalogue.incomplete')}
          </Tag>
          {row.note && <div className="small">{row.note}</div>}
        </>
      ),
    },
    {
      key: 'act',
      title: '',
      cell: (row) => (
        <span className="button-row">
          <Button size="small" onClick={() => setChecking(row)}>
            {t('catalogue.check')}
          </Button>
          {row.valid_until === null && (
            <Button size="small" onClick={() => setEnding(row)}>
              {t('catalogue.take_down')}
            </Button>
          )}
        </span>
      ),
    },
  ];
  return (
    <>
      <List<Row>
        label={t('catalogue.tab_publication')}
        columns={columns}
        rows={reply.rows}
        rowKey={(row) => row.id}
        to={(row) => pathWith(`/procedures/${row.code}`, {})}
        total={reply.total}
        empty={t('catalogue.none_posted')}
      />
      {checking && (
        <FormDialog<{ is_complete: boolean; note?: string }>
          title={t('catalogue.check_title', { name: checking.name })}
          initial={{ is_complete: true, note: checking.note ?? '' }}
          busy={check.isPending}
          error={check.error}
          onClose={() => setChecking(null)}
          onSave={({ is_complete, note }) =>
            check.mutate(
              { id: checking.id, is_complete, note: note?.trim() || null },
              {
                onSuccess: () => {
                  setChecking(null);
                  say.done(t('catalogue.saved'));
                },
              },
            )
          }
        >
          <Form.Item name="is_complete" valuePropName="checked">
            <Checkbox>{t('catalogue.check_ok')}</Checkbox>
          </Form.Item>
          <Form.Item name="note" label={t('field.note')}>
            <Input.TextArea rows={2} maxLength={500} />
          </Form.Item>
        </FormDialog>
      )}
      <Confirm
        open={ending !== null}
        title={t('catalogue.take_down_ask', { name: ending?.name })}
        busy={check.isPending}
        onCancel={() => setEnding(null)}
        onConfirm={() =>
          ending && check.mutate({ id: ending.id, ends: true }, { onSuccess: () => setEnding(null), onError: say.refused })
        }
      />
    </>
  );
}

type Fields = {
  unit: string;
  codes: string[];
  place: (typeof PLACES)[number];
  address?: string;
  from: string;
  is_checked: boolean;
};

function PostDialog({ unit, onClose }: { unit: string | undefined; onClose: () => void }) {
  const { t, tCode } = useText();
  const say = useSay();
  const today = dayOf(new Date());
  const [chosen, setChosen] = useState(unit);
  const known = useGet('org.unit', chosen ? { code: chosen } : null);
  const post = useCall('procedures.post', ['procedures']);
  const needed = [{ required: true, message: t('field.required') }];
  return (
    <FormDialog<Fields>
      title={t('catalogue.post')}
      initial={{ ...(unit ? { unit } : {}), place: 'desk', from: today, codes: [], is_checked: true }}
      busy={post.isPending}
      error={post.error}
      onClose={onClose}
      onSave={({ is_checked, address, ...fields }) =>
        post.mutate(
          { ...fields, address: address?.trim() || null, checked_on: is_checked ? today : null },
          {
            onSuccess: ({ added }) => {
              say.done(t('catalogue.posted', { count: added }));
              onClose();
            },
          },
        )
      }
    >
      <Form.Item name="unit" label={t('field.unit')} rules={needed}>
        <UnitPicker onChange={setChosen} />
      </Form.Item>
      <Form.Item name="place" label={t('catalogue.place')} rules={needed}>
        <Select options={PLACES.map((value) => ({ value, label: tCode('catalogue.place', value) }))} />
      </Form.Item>
      <Form.Item name="codes" label={t('catalogue.codes')} rules={needed}>
        <CodesPicker level={levelOfUnit(known.data?.unit.kind)} />
      </Form.Item>
      <Form.Item name="address" label={t('catalogue.address')}>
        <Input maxLength={500} />
      </Form.Item>
      <Form.Item name="from" label={t('catalogue.posted_on')} rules={needed}>
        <DayInput />
      </Form.Item>
      <Form.Item name="is_checked" valuePropName="checked">
        <Checkbox>{t('catalogue.check_ok')}</Checkbox>
      </Form.Item>
    </FormDialog>
  );
}
