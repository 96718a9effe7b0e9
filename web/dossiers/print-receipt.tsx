import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { useGet } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { useSlip } from '../slips/use-slip.ts';
import { Icon } from '../ui/icon.tsx';
import { useText } from '../ui/text.tsx';

/** Prints the receipt of a dossier that was just received, by one press; with its other slips as they become possible. */
export function useReceipt(dossier_id: number) {
  const { may } = useSession();
  const navigate = useNavigate();
  const asked = useGet('slips.of', may('slips.print') ? { dossier_id } : null);
  const { go, busy } = useSlip({ dossier_id });
  const slips = asked.data ?? [];
  const receipt = slips.find((slip) => slip.kind === 'receipt');
  const print = () => (receipt ? void go(receipt, 'print') : void navigate(`/dossiers/${dossier_id}/receipt`));
  return { slips, print, busy };
}

/** The same as a small button in a list. */
export function PrintReceipt({ dossier_id, name }: { dossier_id: number; name: string }) {
  const { t } = useText();
  const { print, busy } = useReceipt(dossier_id);
  return (
    <Button
      size="small"
      icon={<Icon name="print" size={16} />}
      loading={busy}
      onClick={print}
      aria-label={`${t('receive.print')}: ${name}`}
    >
      {t('act.print')}
    </Button>
  );
}
