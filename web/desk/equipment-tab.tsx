import { Button, Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { type Input as RouteInput, useCall, useGet } from '../api.ts';
import { Confirm, useSay } from '../ui/confirm.tsx';
import { DayInput, Tag } from '../ui/field.tsx';
import { dayText } from '../ui/format.ts';
import { List } from '../ui/list.tsx';
import { useText } from '../ui/text.tsx';
import type { Shown, TabProps } from './desk-page.tsx';
import { FormDialog } from './form-dialog.tsx';

type Piece = Shown['equipment'][number];
type Kept = Omit<RouteInput<'desk.keep_equipment'>, 'id' | 'equipment_id'>;

export function EquipmentTab({ shown, may_change }: TabProps) {
  const { t, number, lang } = useText();
  const say = useSay();
  const kinds = useGet('desk.equipment_kinds', {}, { staleTime: 600_000 });
  const drop = useCall('desk.drop_equipment', ['desk']);
  const [editing, setEditing] = useState<Piece | 'new' | null>(null);
  const [dropping, setDropping] = useState<Piece | null>(null);
  const kindOf = (code: string) => kinds.data?.kinds.find((kind) => kind.code === code);
  const missing = (row: Piece) => (row.amount_needed === null ? null : Math.max(row.amount_needed - row.amount_working, 0));
  return (
    <>
      {may_change && (
        <div className="filters gap">
          <Button onClick={() => setEditing('new')}>{t('desk.add_equipment')}</Button>
        </div>
      )}
      <List<Piece>
        label={t('desk.tab.equipment')}
        rows={shown.equipment}
        rowKey={(row) => row.id}
        empty={t('desk.no_equipment')}
        columns={[
          {
            key: 'kind',
            title: t('field.kind'),
            phone: 'title',
            cell: (row) => {
              const kind = kindOf(row.kind);
              return (
                <>
                  {kind ? (lang === 'vi' ? kind.name_vi : kind.name_en) : row.kind}
                  {kind?.is_listed && <div className="small">{t('desk.listed')}</div>}
                </>
              );
            },
          },
          { key: 'name', title: t('desk.equipment_name'), cell: (row) => row.name },
          { key: 'amount', title: t('desk.amount'), align: 'right', cell: (row) => number(row.amount) },
          { key: 'working', title: t('desk.amount_working'), align: 'right', cell: (row) => number(row.amount_working) },
          { key: 'needed', title: t('desk.amount_needed'), align: 'right', cell: (row) => number(row.amount_needed) },
          {
            key: 'missing',
            title: t('desk.amount_missing'),
            align: 'right',
            cell: (row) => {
              const pieces = missing(row);
              return pieces === null ? '' : pieces > 0 ? <Tag tone="amber">{number(pieces)}</Tag> : number(0);
            },
          },
          { key: 'since', title: t('desk.since'), cell: (row) => row.since && dayText(row.since) },
          { key: 'note', title: t('field.note'), cell: (row) => row.note },
          ...(may_change
            ? [
                {
                  key: 'change',
                  title: '',
                  cell: (row: Piece) => (
                    <span className="nowrap">
                      <Button size="small" onClick={() => setEditing(row)}>
                        {t('act.edit')}
                      </Button>{' '}
                      <Button size="small" onClick={() => setDropping(row)}>
                        {t('desk.drop')}
                      </Button>
                    </span>
                  ),
                },
              ]
            : []),
        ]}
      />
      {editing && (
        <KeepEquipment
          desk_id={shown.desk.id}
          piece={editing === 'new' ? null : editing}
          kinds={
            kinds.data?.kinds.map((kind) => ({ value: kind.code, label: lang === 'vi' ? kind.name_vi : kind.name_en })) ?? []
          }
          onClose={() => setEditing(null)}
        />
      )}
      <Confirm
        open={dropping !== null}
        title={t('desk.drop_title', { name: dropping?.name })}
        reason="needed"
        danger
        busy={drop.isPending}
        onCancel={() => setDropping(null)}
        onConfirm={(reason) =>
          drop.mutate(
            { id: shown.desk.id, equipment_id: dropping?.id ?? 0, reason },
            { onSuccess: () => setDropping(null), onError: say.refused },
          )
        }
      />
    </>
  );
}

type KeepProps = { desk_id: number; piece: Piece | null; kinds: { value: string; label: string }[]; onClose: () => void };

function KeepEquipment({ desk_id, piece, kinds, onClose }: KeepProps) {
  const { t } = useText();
  const say = useSay();
  const keep = useCall('desk.keep_equipment', ['desk']);
  const needed = [{ required: true, message: t('field.required') }];
  const count = { min: 0, max: 10_000, precision: 0 };
  return (
    <FormDialog<Kept>
      title={t(piece ? 'act.edit' : 'desk.add_equipment')}
      initial={piece ?? { amount: 1, amount_working: 1 }}
      busy={keep.isPending}
      error={keep.error}
      onClose={onClose}
      onSave={(values) =>
        keep.mutate(
          { id: desk_id, equipment_id: piece?.id ?? null, ...values },
          {
            onSuccess: () => {
              say.done(t('desk.saved'));
              onClose();
            },
          },
        )
      }
    >
      <Form.Item name="kind" label={t('field.kind')} rules={needed}>
        <Select showSearch={{ optionFilterProp: 'label' }} options={kinds} />
      </Form.Item>
      <Form.Item name="name" label={t('desk.equipment_name')} rules={needed}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="amount" label={t('desk.amount')} rules={needed}>
        <InputNumber {...count} />
      </Form.Item>
      <Form.Item name="amount_working" label={t('desk.amount_working')} rules={needed}>
        <InputNumber {...count} />
      </Form.Item>
      <Form.Item name="amount_needed" label={t('desk.amount_needed')}>
        <InputNumber {...count} />
      </Form.Item>
      <Form.Item name="since" label={t('desk.since')}>
        <DayInput allowClear />
      </Form.Item>
      <Form.Item name="note" label={t('field.note')}>
        <Input maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}
