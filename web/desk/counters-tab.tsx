import { Button, Form, Input, InputNumber, Select, Switch } from 'antd';
import { useState } from 'react';
import { type Input as RouteInput, useCall } from '../api.ts';
import { Confirm, useSay } from '../ui/confirm.tsx';
import { Tag } from '../ui/field.tsx';
import { List } from '../ui/list.tsx';
import { useText } from '../ui/text.tsx';
import type { Shown, TabProps } from './desk-page.tsx';
import { FormDialog } from './form-dialog.tsx';

type Service = Shown['services'][number];
type Counter = Shown['counters'][number];
type KeptService = Omit<RouteInput<'desk.keep_service'>, 'id'>;
type KeptCounter = { number: number; name: string; services: number[]; is_open: boolean };

export function CountersTab({ shown, may_change }: TabProps) {
  const { t, lang } = useText();
  const [service, setService] = useState<Service | 'new' | null>(null);
  const [counter, setCounter] = useState<Counter | 'new' | null>(null);
  const state = (is_open: boolean) => (
    <Tag tone={is_open ? 'green' : 'plain'}>{t(is_open ? 'desk.is_open' : 'desk.not_open')}</Tag>
  );
  const change = <R extends object>(open: (row: R) => void) =>
    may_change
      ? [
          {
            key: 'change',
            title: '',
            cell: (row: R) => (
              <Button size="small" onClick={() => open(row)}>
                {t('act.edit')}
              </Button>
            ),
          },
        ]
      : [];
  return (
    <>
      <div className="filters gap">
        <h3>{t('desk.services')}</h3>
        {may_change && <Button onClick={() => setService('new')}>{t('desk.add_service')}</Button>}
      </div>
      <List<Service>
        label={t('desk.services')}
        rows={shown.services}
        rowKey={(row) => row.id}
        empty={t('desk.no_counters')}
        columns={[
          { key: 'letter', title: t('desk.letter'), width: 90, cell: (row) => <strong>{row.letter}</strong> },
          {
            key: 'name',
            title: t('desk.service'),
            phone: 'title',
            cell: (row) => (lang === 'en' && row.name_en ? row.name_en : row.name),
          },
          { key: 'open', title: t('field.status'), cell: (row) => state(row.is_open) },
          ...change<Service>(setService),
        ]}
      />
      <div className="filters gap">
        <h3>{t('desk.counters')}</h3>
        {may_change && shown.services.length > 0 && <Button onClick={() => setCounter('new')}>{t('desk.add_counter')}</Button>}
      </div>
      {shown.counters.length > 0 && (
        <List<Counter>
          label={t('desk.counters')}
          rows={shown.counters}
          rowKey={(row) => row.id}
          columns={[
            { key: 'number', title: t('desk.counter_number'), width: 110, cell: (row) => row.number },
            { key: 'name', title: t('desk.counter_name'), phone: 'title', cell: (row) => row.name },
            {
              key: 'services',
              title: t('desk.counter_services'),
              cell: (row) =>
                shown.services
                  .filter((one) => row.services.includes(one.id))
                  .map((one) => `${one.letter} · ${one.name}`)
                  .join('; '),
            },
            { key: 'open', title: t('field.status'), cell: (row) => state(row.is_open) },
            ...change<Counter>(setCounter),
          ]}
        />
      )}
      {shown.token && <PublicPages desk_id={shown.desk.id} token={shown.token} />}
      {service && (
        <KeepService desk_id={shown.desk.id} service={service === 'new' ? null : service} onClose={() => setService(null)} />
      )}
      {counter && <KeepCounter shown={shown} counter={counter === 'new' ? null : counter} onClose={() => setCounter(null)} />}
    </>
  );
}

function PublicPages({ desk_id, token }: { desk_id: number; token: string }) {
  const { t } = useText();
  const say = useSay();
  const replace = useCall('desk.replace_token', ['desk']);
  const [asking, setAsking] = useState(false);
  const page = (path: string) => `${location.origin}/${path}/${token}`;
  return (
    <div className="gap">
      <h3>{t('desk.public_pages')}</h3>
      <p className="small">{t('desk.public_pages_text')}</p>
      <p>
        <a href={page('kiosk')} target="_blank" rel="noreferrer">
          {t('desk.kiosk_page')}
        </a>
        {' · '}
        <a href={page('display')} target="_blank" rel="noreferrer">
          {t('desk.display_page')}
        </a>{' '}
        <Button size="small" onClick={() => setAsking(true)}>
          {t('desk.replace_token')}
        </Button>
      </p>
      <Confirm
        open={asking}
        title={t('desk.replace_token')}
        busy={replace.isPending}
        onCancel={() => setAsking(false)}
        onConfirm={() => replace.mutate({ id: desk_id }, { onSuccess: () => setAsking(false), onError: say.refused })}
      >
        {t('desk.replace_token_text')}
      </Confirm>
    </div>
  );
}

function KeepService({ desk_id, service, onClose }: { desk_id: number; service: Service | null; onClose: () => void }) {
  const { t } = useText();
  const say = useSay();
  const keep = useCall('desk.keep_service', ['desk']);
  return (
    <FormDialog<KeptService>
      title={t(service ? 'act.edit' : 'desk.add_service')}
      initial={service ?? { is_open: true }}
      busy={keep.isPending}
      error={keep.error}
      onClose={onClose}
      onSave={(values) =>
        keep.mutate(
          { id: desk_id, ...values },
          {
            onSuccess: () => {
              say.done(t('desk.saved'));
              onClose();
            },
          },
        )
      }
    >
      <Form.Item
        name="letter"
        label={t('desk.letter')}
        normalize={(typed: string) => typed.toUpperCase()}
        rules={[{ required: true, pattern: /^[A-Z]$/, message: t('desk.letter_form') }]}
      >
        <Input maxLength={1} disabled={service !== null} />
      </Form.Item>
      <Form.Item name="name" label={t('desk.service')} rules={[{ required: true, message: t('field.required') }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="name_en" label={t('desk.service_name_en')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="is_open" label={t('desk.is_open')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </FormDialog>
  );
}

function KeepCounter({ shown, counter, onClose }: { shown: Shown; counter: Counter | null; onClose: () => void }) {
  const { t } = useText();
  const say = useSay();
  const keep = useCall('desk.keep_counter', ['desk']);
  const needed = [{ required: true, message: t('field.required') }];
  const next = Math.max(0, ...shown.counters.map((one) => one.number)) + 1;
  return (
    <FormDialog<KeptCounter>
      title={t(counter ? 'act.edit' : 'desk.add_counter')}
      initial={counter ?? { number: next, name: `Quầy ${next}`, services: shown.services.map((one) => one.id), is_open: true }}
      busy={keep.isPending}
      error={keep.error}
      onClose={onClose}
      onSave={(values) =>
        keep.mutate(
          { id: shown.desk.id, ...values },
          {
            onSuccess: () => {
              say.done(t('desk.saved'));
              onClose();
            },
          },
        )
      }
    >
      <Form.Item name="number" label={t('desk.counter_number')} rules={needed}>
        <InputNumber min={1} max={99} precision={0} disabled={counter !== null} />
      </Form.Item>
      <Form.Item name="name" label={t('desk.counter_name')} rules={needed}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="services" label={t('desk.counter_services')} rules={needed}>
        <Select
          mode="multiple"
          options={shown.services.map((one) => ({ value: one.id, label: `${one.letter} · ${one.name}` }))}
          optionFilterProp="label"
        />
      </Form.Item>
      <Form.Item name="is_open" label={t('desk.is_open')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </FormDialog>
  );
}
