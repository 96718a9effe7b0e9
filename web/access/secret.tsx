import { Typography } from 'antd';
import { useText } from '../ui/text.tsx';

/** Something shown once, to be copied. */
export function Secret({ label, value }: { label: string; value: string }) {
  const { t } = useText();
  return (
    <p>
      {label}:{' '}
      <Typography.Text code copyable={{ tooltips: [t('act.copy'), t('act.copied')] }}>
        {value}
      </Typography.Text>
    </p>
  );
}
