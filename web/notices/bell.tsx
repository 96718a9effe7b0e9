import { Badge } from 'antd';
import { Link } from 'react-router';
import { useGet } from '../api.ts';
import { Icon } from '../ui/icon.tsx';
import { useText } from '../ui/text.tsx';

/** In the head of every page: how many notices nobody has read yet. */
export function Bell() {
  const { t, number } = useText();
  const asked = useGet('notices.list', { unread: true, page_size: 1 }, { refetchInterval: 60_000, retry: false });
  const unread = asked.data?.unread ?? 0;
  const name = unread > 0 ? t('notices.bell', { n: number(unread) }) : t('notices.bell_none');
  return (
    <Link to="/notices" className="bell" aria-label={name} title={name}>
      <Badge count={unread} size="small" overflowCount={99}>
        <Icon name="bell" size={20} />
      </Badge>
    </Link>
  );
}
