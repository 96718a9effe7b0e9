import { Alert, Button, Checkbox, Form, Input, Modal, Radio, Select } from 'antd';
import { type Output, type Input as RouteInput, useCall } from '../api.ts';
import { useSay } from '../ui/confirm.tsx';
import { DayInput } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { type Fields, KINDS, type Kind, requestOf } from './change-request.ts';
import { NewUnitFields, UnitsPicker } from './unit-fields.tsx';

type Unit = Output<'org.unit'>['unit'];

/** A change of the organisation from a day on: what it does is told before it is applied; it cannot be taken back. */
export function ChangeDialog({ unit, onClose }: { unit: Unit; onClose: () => void }) {
  const { t, tCode, day } = useText();
  const say = useSay();
  const [form] = Form.useForm<Fields>();
  const kind = Form.useWatch('change', form) ?? 'rename';
  const into = Form.useWatch('into_kind', form) ?? 'new';
  const apply = useCall('org.change', ['org']);
  const needed = [{ required: true, message: t('field.required') }];
  const send = (fields: Fields) =>
    apply.mutate(requestOf(unit.code, fields) as RouteInput<'org.change'>, {
      onSuccess: () => {
        say.done(t('orgchange.done', { day: day(fields.day) }));
        onClose();
      },
    });
  return (
    <Modal
      open
      width={680}
      title={`${t('orgchange.title')}: ${unit.name}`}
      onCancel={onClose}
      closable={{ 'aria-label': t('app.close') }}
      footer={[
        <Button key="cancel" onClick={onClose}>
          {t('act.cancel')}
        </Button>,
        <Button key="apply" type="primary" danger loading={apply.isPending} onClick={() => form.submit()}>
          {t('orgchange.apply')}
        </Button>,
      ]}
    >
      {apply.isError && <Problem error={apply.error} />}
      <Form<Fields>
        form={form}
        layout="vertical"
        onFinish={send}
        initialValues={{
          change: 'rename',
          day: dayOf(new Date()),
          into_kind: 'new',
          name: unit.name,
          short_name: unit.short_name,
          units: [{}, {}],
        }}
      >
        <Form.Item name="change" label={t('orgchange.what')} rules={needed}>
          <Select options={KINDS.map((value) => ({ value, label: tCode('orgchange', value) }))} />
        </Form.Item>
        <Alert
          className="below"
          type="warning"
          showIcon
          title={t(`orgchange.does.${kind}`, { name: unit.name })}
          description={t('orgchange.irrevocable')}
        />
        <Specific kind={kind} into={into} />
        <Form.Item name="day" label={t('orgchange.day')} rules={needed}>
          <DayInput />
        </Form.Item>
        <Form.Item name="document_no" label={t('orgchange.document_no')} rules={[{ ...needed[0], whitespace: true }]}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="source" label={t('field.source')} rules={[{ ...needed[0], whitespace: true }]}>
          <Input maxLength={500} />
        </Form.Item>
        <Form.Item
          name="is_sure"
          valuePropName="checked"
          rules={[{ validator: (_rule, value) => (value ? Promise.resolve() : Promise.reject(new Error(t('field.required')))) }]}
        >
          <Checkbox>{t('orgchange.confirm')}</Checkbox>
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** What one kind of change needs to know besides its day and document. */
function Specific({ kind, into }: { kind: Kind; into: 'new' | 'existing' }) {
  const { t } = useText();
  const needed = [{ required: true, whitespace: true, message: t('field.required') }];
  switch (kind) {
    case 'rename':
      return (
        <>
          <Form.Item name="name" label={t('orgchange.name')} rules={needed}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name="short_name" label={t('orgchange.short_name')} rules={needed}>
            <Input maxLength={100} />
          </Form.Item>
        </>
      );
    case 'move':
      return (
        <Form.Item name="parent" label={t('orgchange.new_parent')} rules={needed}>
          <UnitPicker />
        </Form.Item>
      );
    case 'dissolve':
      return (
        <Form.Item name="receiver" label={t('orgchange.receiver')}>
          <UnitPicker allowClear />
        </Form.Item>
      );
    case 'merge':
      return (
        <>
          <Form.Item name="into_kind" label={t('orgchange.into')}>
            <Radio.Group
              options={[
                { value: 'new', label: t('orgchange.into_new') },
                { value: 'existing', label: t('orgchange.into_existing') },
              ]}
            />
          </Form.Item>
          <Form.Item
            name="with"
            label={t('orgchange.with')}
            rules={into === 'new' ? [{ required: true, message: t('field.required') }] : []}
          >
            <UnitsPicker />
          </Form.Item>
          {into === 'existing' ? (
            <Form.Item name="receiver" label={t('orgchange.receiver')} rules={needed}>
              <UnitPicker />
            </Form.Item>
          ) : (
            <NewUnitFields at={0} title={t('orgchange.into_new')} />
          )}
        </>
      );
    case 'create':
      return <NewUnitFields at={0} title={t('orgchange.new_unit', { n: 1 })} />;
    case 'split':
      return (
        <Form.List name="units">
          {(fields, { add, remove }) => (
            <>
              {fields.map((field, n) => (
                <NewUnitFields
                  key={field.key}
                  at={field.name}
                  is_in_list
                  title={t('orgchange.new_unit', { n: n + 1 })}
                  {...(fields.length > 2 ? { onRemove: () => remove(field.name) } : {})}
                />
              ))}
              <Button className="below" onClick={() => add({})}>
                {t('orgchange.add_unit')}
              </Button>
            </>
          )}
        </Form.List>
      );
  }
}
