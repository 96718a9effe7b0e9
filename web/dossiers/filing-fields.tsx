import { Checkbox, Form, Input, Radio, type RefSelectProps } from 'antd';
import type { RefObject } from 'react';
import type { CatalogueProcedure } from '../procedures/catalogue.ts';
import type { Habits } from '../procedures/find-procedure.ts';
import { asMinute, MomentInput } from '../ui/moment-input.tsx';
import { Section } from '../ui/page.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';
import { IntakeProcedure } from './intake-procedure.tsx';

type Props = {
  picker: RefObject<RefSelectProps | null>;
  procedure: CatalogueProcedure | undefined;
  procedures: readonly CatalogueProcedure[];
  habits: Habits;
  isLoading: boolean;
  onStar: (code: string) => void;
};

/** What is asked for, where, how it came and when. */
export function FilingFields({ picker, procedure, procedures, habits, isLoading, onStar }: Props) {
  const { t, tCode, money } = useText();
  const needed = [{ required: true, message: t('field.required') }];
  const channels = (codes: number[]) => codes.map((value) => ({ value, label: tCode('channel', value) }));
  const is_online = procedure && procedure.online_level !== 'none';
  return (
    <Section title={t('receive.procedure')}>
      <Form.Item name="procedure_code" label={t('receive.procedure')} rules={needed} extra={t('receive.procedure_hint')}>
        <IntakeProcedure
          ref={picker}
          procedures={procedures}
          habits={habits}
          isLoading={isLoading}
          onStar={onStar}
          // The list closes first and gives the focus back to its field.
          onChosen={() => setTimeout(() => document.getElementById('identity')?.focus(), 0)}
        />
      </Form.Item>
      {procedure && (
        <p className="small marks">
          {procedure.is_no_writing && <span className="tag tag-green">{t('receive.no_writing')}</span>}{' '}
          {procedure.is_boundary_free && <span className="tag tag-blue">{t('receive.boundary_free')}</span>}{' '}
          {procedure.is_interlinked && <span className="tag tag-blue">{t('receive.interlinked')}</span>}{' '}
          <span className="tag">
            {procedure.fee_vnd > 0 ? t('receive.fee', { amount: money(procedure.fee_vnd) }) : t('receive.no_fee')}
          </span>
        </p>
      )}
      <div className="form-grid">
        <Form.Item name="receiving_unit" label={t('receive.unit')} rules={needed}>
          <UnitPicker />
        </Form.Item>
        <Form.Item name="channel" label={t('receive.channel')}>
          <Radio.Group options={channels(procedure && !is_online ? [1, 3] : [1, 2, 3])} />
        </Form.Item>
        <Form.Item name="return_channel" label={t('receive.return_channel')}>
          <Radio.Group options={channels([1, 2, 3])} />
        </Form.Item>
        <Form.Item name="matter" label={t('receive.matter')}>
          <Input maxLength={1000} autoComplete="off" />
        </Form.Item>
      </div>
      <Elsewhere />
      <OtherTime />
    </Section>
  );
}

/** Intake for another territory: this desk receives, another unit decides. */
function Elsewhere() {
  const { t } = useText();
  const is_elsewhere = Form.useWatch('is_elsewhere');
  return (
    <>
      <Form.Item name="is_elsewhere" valuePropName="checked" noStyle>
        <Checkbox>{t('receive.elsewhere')}</Checkbox>
      </Form.Item>
      {is_elsewhere && (
        <div className="form-grid gap">
          <Form.Item name="competent_unit" label={t('receive.decides')} extra={t('receive.elsewhere_hint')}>
            <UnitPicker allowClear />
          </Form.Item>
          <Form.Item name="helping_unit" label={t('receive.helping')} extra={t('receive.helping_hint')}>
            <UnitPicker allowClear />
          </Form.Item>
        </div>
      )}
    </>
  );
}

function OtherTime() {
  const { t } = useText();
  const has_other_time = Form.useWatch('other_time');
  return (
    <>
      <Form.Item name="other_time" valuePropName="checked" noStyle>
        <Checkbox>{t('receive.other_time')}</Checkbox>
      </Form.Item>
      {has_other_time && (
        <div className="form-grid gap">
          <Form.Item
            name="received_at"
            label={t('receive.at')}
            rules={[{ required: true, message: t('field.required') }]}
            {...asMinute}
          >
            <MomentInput until_now />
          </Form.Item>
          <Form.Item name="late_entry_reason" label={t('receive.late_reason')}>
            <Input maxLength={500} />
          </Form.Item>
        </div>
      )}
    </>
  );
}
