import { Button, Checkbox, Dropdown, Input, Modal, Popover } from 'antd';
import { useId, useState } from 'react';
import { useNavigate } from 'react-router';
import { download } from '../api.ts';
import { useAddress } from '../ui/address.ts';
import { useSay } from '../ui/confirm.tsx';
import { Icon } from '../ui/icon.tsx';
import { useText } from '../ui/text.tsx';
import { CHOICES, columnTitle, USUAL } from './columns.tsx';
import { type ListName, useOwnLists } from './own-lists.ts';

/** The columns an account chose for a list. */
export function useChosenColumns(list: ListName): {
  chosen: readonly string[];
  choose: (keys: string[] | null) => Promise<unknown>;
} {
  const own = useOwnLists();
  const key = `${list}_columns`;
  return { chosen: own.texts(key) ?? USUAL, choose: (keys) => own.choose(key, keys) };
}

/** Which columns the list has. */
export function ColumnsButton({ list }: { list: ListName }) {
  const text = useText();
  const { t } = text;
  const say = useSay();
  const { chosen, choose } = useChosenColumns(list);
  const set = (keys: string[] | null) => choose(keys).catch(say.refused);
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title={t('column.choose')}
      content={
        <>
          <Checkbox.Group
            className="choices"
            value={[...chosen]}
            options={CHOICES.map((value) => ({ value, label: columnTitle(text, value) }))}
            onChange={(keys) => void set(keys as string[])}
          />
          <Button size="small" onClick={() => void set(null)}>
            {t('column.usual')}
          </Button>
        </>
      }
    >
      <Button icon={<Icon name="table" />}>
        <span className="only-wide">{t('column.choose')}</span>
        <span className="visually-hidden only-phone">{t('column.choose')}</span>
      </Button>
    </Popover>
  );
}

/** The whole list as an Excel sheet: `filter` is what the page asked the server for, without its page. */
export function ExportButton({ filter }: { filter: Parameters<typeof download<'dossiers.export'>>[1] }) {
  const { t } = useText();
  const say = useSay();
  const [is_exporting, setExporting] = useState(false);
  const save = async () => {
    setExporting(true);
    await download('dossiers.export', filter).catch(say.refused);
    setExporting(false);
  };
  return (
    <Button icon={<Icon name="download" />} loading={is_exporting} onClick={() => void save()}>
      {t('act.export')}
    </Button>
  );
}

/** Filters the account keeps under names of its own: opened, saved, removed. */
export function SavedFilters({ list, path, names }: { list: ListName; path: string; names: readonly string[] }) {
  const { t } = useText();
  const say = useSay();
  const { search } = useAddress();
  const navigate = useNavigate();
  const { filters, saveFilter, removeFilter } = useOwnLists();
  const [naming, setNaming] = useState(false);
  const mine = filters.filter((one) => one.list === list);
  const now = Object.fromEntries([...search].filter(([name]) => names.includes(name)));
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            ...mine.map((one) => ({
              key: String(one.id),
              label: (
                <span className="saved-filter">
                  {one.name}
                  <Button
                    size="small"
                    type="text"
                    aria-label={`${t('act.remove')}: ${one.name}`}
                    icon={<Icon name="close" size={14} />}
                    onClick={(event) => {
                      event.stopPropagation();
                      void removeFilter(one.id).catch(say.refused);
                    }}
                  />
                </span>
              ),
              onClick: () => void navigate(`${path}?${new URLSearchParams(one.filter)}`),
            })),
            {
              key: 'save',
              icon: <Icon name="plus" />,
              label: t('saved.save'),
              disabled: Object.keys(now).length === 0,
              onClick: () => setNaming(true),
            },
          ],
        }}
      >
        <Button icon={<Icon name="star" />}>
          <span className="only-wide">{t('saved.title')}</span>
          <span className="visually-hidden only-phone">{t('saved.title')}</span>
        </Button>
      </Dropdown>
      {naming && (
        <NameFilter
          onCancel={() => setNaming(false)}
          onName={(name) => {
            setNaming(false);
            saveFilter(list, name, now).then(() => say.done(t('saved.done', { name })), say.refused);
          }}
        />
      )}
    </>
  );
}

function NameFilter({ onName, onCancel }: { onName: (name: string) => void; onCancel: () => void }) {
  const { t } = useText();
  const id = useId();
  const [name, setName] = useState('');
  return (
    <Modal
      open
      title={t('saved.save')}
      okText={t('act.save')}
      cancelText={t('act.cancel')}
      okButtonProps={{ disabled: name.trim() === '' }}
      onOk={() => onName(name.trim())}
      onCancel={onCancel}
      closable={{ 'aria-label': t('app.close') }}
    >
      <div className="field">
        <label htmlFor={id}>{t('field.name')}</label>
        <Input
          id={id}
          autoFocus
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={() => name.trim() && onName(name.trim())}
        />
      </div>
    </Modal>
  );
}
