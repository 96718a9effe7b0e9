import { Checkbox, Pagination, Select, Table } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useAddress } from './address.ts';
import { useNarrow } from './narrow.ts';
import { ScrollBox } from './scroll-box.tsx';
import { Nothing } from './states.tsx';
import { useText } from './text.tsx';

export type Column<R> = {
  key: string;
  title: string;
  cell: (row: R) => ReactNode;
  /** Name the server sorts by. */
  sort?: string;
  align?: 'right' | 'center';
  width?: number;
  /** A long heading over short cells: it may take several lines. */
  head?: 'wrapped';
  /** On a phone: the heading of the card, left out, or (default) a labelled line. */
  phone?: 'title' | 'hidden';
};

/** Rows ticked to do something to all of them. */
export type Ticks = {
  keys: ReadonlySet<string | number>;
  onChange: (keys: ReadonlySet<string | number>) => void;
  /** What a screen reader calls a row's box. */
  name: (key: string | number) => string;
};

type Props<R> = {
  label: string;
  columns: Column<R>[];
  rows: readonly R[];
  rowKey: (row: R) => string | number;
  /** Where a row leads; its first column becomes the link. */
  to?: (row: R) => string;
  total?: number;
  loading?: boolean;
  empty?: ReactNode;
  page_size?: number;
  /** Numbers of rows a page may have, chosen in the address as `rows`. */
  sizes?: readonly number[];
  ticks?: Ticks;
  /** The row the keyboard is at. */
  current?: string | number | null;
  /** There are more than `total`. */
  has_more?: boolean;
};

/** The days of the filter, which stand in the address, are the wrong way round: nothing can be found between them. */
function useReversedDays(): boolean {
  const address = useAddress();
  const [from, to] = [address.get('from'), address.get('to')];
  return from !== undefined && to !== undefined && from > to;
}

/** A list whose page and order stand in the address: a table on a desk, cards on a phone. */
export function List<R extends object>(props: Props<R>) {
  const narrow = useNarrow();
  const is_reversed = useReversedDays();
  const { t } = useText();
  if (props.rows.length === 0 && !props.loading) return <Nothing text={is_reversed ? t('list.reversed') : props.empty} />;
  return (
    <>
      {narrow ? <Cards {...props} /> : <Wide {...props} />}
      {props.total !== undefined && (
        <Pages
          total={props.total}
          page_size={props.page_size ?? 20}
          sizes={props.sizes ?? []}
          has_more={props.has_more ?? false}
        />
      )}
    </>
  );
}

function Wide<R extends object>({ label, columns, rows, rowKey, to, loading, ticks, current }: Props<R>) {
  const { t } = useText();
  const { get, set } = useAddress();
  const sorted = get('sort') ?? '';
  return (
    <ScrollBox label={label}>
      <Table<R>
        size="middle"
        dataSource={[...rows]}
        rowKey={rowKey}
        loading={loading ?? false}
        rowClassName={(row) => (current !== undefined && rowKey(row) === current ? 'row-current' : '')}
        {...(ticks
          ? {
              rowSelection: {
                selectedRowKeys: [...ticks.keys],
                onChange: (keys) => ticks.onChange(new Set(keys as (string | number)[])),
                getTitleCheckboxProps: () => ({ 'aria-label': t('list.tick_all') }) as object,
                getCheckboxProps: (row: R) => ({ 'aria-label': ticks.name(rowKey(row)) }) as object,
              },
            }
          : {})}
        pagination={false}
        aria-label={label}
        columns={columns.map((column, index) => ({
          key: column.key,
          title: column.title,
          align: column.align,
          width: column.width,
          sorter: column.sort !== undefined,
          showSorterTooltip: false,
          sortOrder:
            column.sort === undefined
              ? null
              : sorted === column.sort
                ? 'ascend'
                : sorted === `-${column.sort}`
                  ? 'descend'
                  : null,
          onHeaderCell: () => ({
            className: column.head === 'wrapped' ? 'head-wrapped' : '',
            'aria-sort':
              column.sort && sorted.replace('-', '') === column.sort
                ? sorted.startsWith('-')
                  ? 'descending'
                  : 'ascending'
                : undefined,
          }),
          render: (_value: unknown, row: R) =>
            index === 0 && to ? <Link to={to(row)}>{column.cell(row)}</Link> : column.cell(row),
        }))}
        onChange={(_page, _filters, sorter) => {
          const one = Array.isArray(sorter) ? sorter[0] : sorter;
          const name = columns.find((column) => column.key === one?.columnKey)?.sort;
          set({ sort: one?.order && name ? `${one.order === 'descend' ? '-' : ''}${name}` : null });
        }}
      />
    </ScrollBox>
  );
}

function Cards<R extends object>({ label, columns, rows, rowKey, to, ticks }: Props<R>) {
  const head = columns.find((column) => column.phone === 'title') ?? columns[0];
  return (
    <ul className="cards" aria-label={label}>
      {rows.map((row) => (
        <li key={rowKey(row)} className="card">
          <div className="card-head">
            {ticks && (
              <Checkbox
                className="card-tick"
                aria-label={ticks.name(rowKey(row))}
                checked={ticks.keys.has(rowKey(row))}
                onChange={() => ticks.onChange(toggled(ticks.keys, rowKey(row)))}
              />
            )}
            {head && (to ? <Link to={to(row)}>{head.cell(row)}</Link> : head.cell(row))}
          </div>
          <dl>
            {columns
              .filter((column) => column !== head && column.phone !== 'hidden')
              .map((column) => ({ ...column, told: column.cell(row) }))
              .filter(({ told }) => told !== '' && told !== null && told !== undefined && told !== false)
              .map(({ key, title, told }) => (
                <div key={key}>
                  <dt>{title}</dt>
                  <dd>{told}</dd>
                </div>
              ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}

/** The set with the key in it, or out of it when it was in. */
export function toggled<K>(keys: ReadonlySet<K>, key: K): ReadonlySet<K> {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return next;
}

type PagesProps = { total: number; page_size: number; sizes: readonly number[]; has_more: boolean };

function Pages({ total, page_size, sizes, has_more }: PagesProps) {
  const { number, set } = useAddress();
  const { t, number: figure } = useText();
  const narrow = useNarrow();
  const page = number('page', 1);
  const from = (page - 1) * page_size + 1;
  return (
    <div className="pages">
      <span>
        {t(has_more ? 'list.total_more' : 'list.total', {
          from: figure(Math.min(from, total)),
          to: figure(Math.min(from + page_size - 1, total)),
          total: figure(total),
        })}
        {has_more && <span className="small more-hint">{t('list.more_hint', { total: figure(total) })}</span>}
      </span>
      {total > page_size && (
        <Pagination
          current={page}
          total={total}
          pageSize={page_size}
          showSizeChanger={false}
          showLessItems={narrow}
          responsive
          onChange={(next) => set({ page: next === 1 ? null : next })}
        />
      )}
      {total > (sizes[0] ?? total) && (
        <Select
          className="page-size"
          aria-label={t('list.rows')}
          value={page_size}
          onChange={(rows) => set({ rows: rows === sizes[0] ? null : rows, page: null })}
          options={sizes.map((value) => ({ value, label: t('list.rows_of', { count: value }) }))}
        />
      )}
    </div>
  );
}
