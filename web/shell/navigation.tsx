import { useId, useState } from 'react';
import { NavLink, useLocation } from 'react-router';
import { Icon } from '../ui/icon.tsx';
import { useText } from '../ui/text.tsx';
import { isAt, menuFor, type ShownGroup } from './menu.ts';
import { useSession } from './session.tsx';

const KEPT = 'motcua.menu';

/** Groups that this browser's user opened or closed; what they never touched is as it begins. */
function kept(): Record<string, boolean> {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEPT) ?? '{}');
    return found && typeof found === 'object' && !Array.isArray(found) ? (found as Record<string, boolean>) : {};
  } catch {
    return {};
  }
}

/** The menu. A group can be closed; which ones are is remembered in this browser. */
export function Navigation() {
  const { t } = useText();
  const { may } = useSession();
  const [chosen, setChosen] = useState(kept);
  const choose = (group: string, is_open: boolean) => {
    const next = { ...chosen, [group]: is_open };
    setChosen(next);
    try {
      localStorage.setItem(KEPT, JSON.stringify(next));
    } catch {
      // A browser that keeps nothing opens the menu as it begins next time.
    }
  };
  return (
    <nav className="nav" aria-label={t('app.menu')}>
      {menuFor(may).map((group) => (
        <Group key={group.text} group={group} chosen={chosen[group.text]} onChoose={(open) => choose(group.text, open)} />
      ))}
    </nav>
  );
}

type Props = { group: ShownGroup; chosen: boolean | undefined; onChoose: (is_open: boolean) => void };

function Group({ group, chosen, onChoose }: Props) {
  const { t } = useText();
  const { pathname } = useLocation();
  const id = useId();
  // The page that is open is always to be seen in the menu, unless its group was closed on purpose.
  const is_open = chosen ?? (!group.begins_closed || group.items.some((item) => isAt(item, pathname)));
  return (
    <div>
      <h2>
        <button type="button" aria-expanded={is_open} aria-controls={id} onClick={() => onChoose(!is_open)}>
          <span>{t(group.text)}</span>
          <Icon name={is_open ? 'down' : 'right'} size={13} />
        </button>
      </h2>
      <ul id={id} hidden={!is_open}>
        {group.items.map((item) => (
          <li key={item.to}>
            <NavLink to={item.to} end={item.exact ?? false}>
              <Icon name={item.icon} />
              {t(item.text)}
            </NavLink>
          </li>
        ))}
      </ul>
    </div>
  );
}
