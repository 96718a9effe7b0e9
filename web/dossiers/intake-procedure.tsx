import type { RefSelectProps } from 'antd';
import { Button, Select } from 'antd';
import { type Ref, useMemo, useState } from 'react';
import type { CatalogueProcedure } from '../procedures/catalogue.ts';
import { findProcedures, type Habits, indexed } from '../procedures/find-procedure.ts';
import { limitText } from '../procedures/limit-text.ts';
import { Icon } from '../ui/icon.tsx';
import { useText } from '../ui/text.tsx';

type Props = {
  id?: string;
  value?: string | undefined;
  onChange?: (code: string) => void;
  /** A procedure was chosen by hand: the next field may take the focus. */
  onChosen: () => void;
  onStar: (code: string) => void;
  procedures: readonly CatalogueProcedure[];
  habits: Habits;
  isLoading: boolean;
  ref?: Ref<RefSelectProps>;
};

/** The procedure asked for: found at each key in the catalogue that lies in the browser, the desk's own ones first. */
export function IntakeProcedure({ id, value, onChange, onChosen, onStar, procedures, habits, isLoading, ref }: Props) {
  const { t, tCode, lang } = useText();
  const [typed, setTyped] = useState('');
  const index = useMemo(() => indexed(procedures), [procedures]);
  const found = useMemo(() => findProcedures(index, typed, habits), [index, typed, habits]);
  const chosen = value ? procedures.find((one) => one.code === value) : undefined;
  const options = (chosen && !found.includes(chosen) ? [...found, chosen] : found).map((one) => ({
    value: one.code,
    label: one.name,
    detail: [one.code, one.sector_name, tCode('level', one.level), limitText(one, lang)].filter(Boolean).join(' · '),
    mark: habits.favourites.includes(one.code)
      ? t('receive.is_starred')
      : habits.recents.includes(one.code)
        ? t('receive.is_recent')
        : '',
  }));
  const is_starred = chosen !== undefined && habits.favourites.includes(chosen.code);
  return (
    <div className="procedure-choice">
      <Select
        {...(id ? { id } : {})}
        {...(ref ? { ref } : {})}
        className="wide"
        showSearch={{ filterOption: false, searchValue: typed, onSearch: setTyped }}
        value={value ?? null}
        onChange={(code: string) => {
          onChange?.(code);
          setTyped('');
        }}
        onSelect={onChosen}
        loading={isLoading}
        notFoundContent={isLoading ? t('state.loading') : t('procedures.none')}
        options={options}
        listHeight={340}
        optionRender={(option) => (
          <div className="option">
            <div>
              {option.data.label} {option.data.mark && <span className="tag tag-blue">{option.data.mark}</span>}
            </div>
            <div className="small">{option.data.detail}</div>
          </div>
        )}
      />
      <Button
        icon={<Icon name="star" />}
        className={is_starred ? 'starred' : ''}
        disabled={!chosen}
        aria-pressed={is_starred}
        aria-label={t('receive.star')}
        title={`${t('receive.star')} (Alt+0)`}
        onClick={() => value && onStar(value)}
      />
    </div>
  );
}
