import { Alert, Button } from 'antd';
import { Icon } from '../ui/icon.tsx';
import { Section } from '../ui/page.tsx';
import { useErrorText } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import type { Ready } from './send-intake.ts';

export type BasketItem = { ready: Ready; error: unknown };

type Props = {
  items: BasketItem[];
  busy: boolean;
  onRemove: (client_id: string) => void;
  onMend: (client_id: string) => void;
  onSend: () => void;
};

/** Several dossiers at once: what is ready, each to be mended or taken out, all received together. */
export function Basket({ items, busy, onRemove, onMend, onSend }: Props) {
  const { t } = useText();
  const sentence = useErrorText();
  if (items.length === 0) return null;
  return (
    <Section title={t('basket.title', { count: items.length })} className="gap">
      <ol className="plain-list basket">
        {items.map(({ ready, error }) => (
          <li key={ready.input.client_id}>
            <div>
              <span className="strong">{ready.input.applicant.name}</span>
              <div className="small">{ready.procedure_name}</div>
              {error !== null && <Alert type="error" showIcon title={sentence(error)} />}
            </div>
            <span className="paper-controls">
              <Button
                size="small"
                onClick={() => onMend(ready.input.client_id)}
                aria-label={`${t('offline.mend')}: ${ready.input.applicant.name}, ${ready.procedure_name}`}
              >
                {t('offline.mend')}
              </Button>
              <Button
                size="small"
                icon={<Icon name="close" size={14} />}
                onClick={() => onRemove(ready.input.client_id)}
                aria-label={`${t('offline.forget')}: ${ready.input.applicant.name}, ${ready.procedure_name}`}
              />
            </span>
          </li>
        ))}
      </ol>
      <Button block type="primary" loading={busy} onClick={onSend}>
        {t('basket.send', { count: items.length })}
      </Button>
    </Section>
  );
}
