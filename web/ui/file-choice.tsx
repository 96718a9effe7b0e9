import { Form, Upload } from 'antd';
import { useText } from './text.tsx';

/** One file of a form, chosen now and sent with the rest. @param is_missing the form was sent without it */
export function FileChoice({
  id,
  label,
  accept,
  is_missing = false,
  onChange,
}: {
  id: string;
  label: string;
  accept: string;
  is_missing?: boolean;
  onChange: (file: File | null) => void;
}) {
  const { t } = useText();
  return (
    <Form.Item
      label={label}
      required
      htmlFor={id}
      {...(is_missing && { validateStatus: 'error' as const, help: t('papers.choose_first') })}
    >
      <Upload
        id={id}
        accept={accept}
        maxCount={1}
        beforeUpload={(chosen) => {
          onChange(chosen);
          return false;
        }}
        onRemove={() => onChange(null)}
      >
        <button type="button" className="ant-btn">
          {t('papers.choose')}
        </button>
      </Upload>
    </Form.Item>
  );
}
