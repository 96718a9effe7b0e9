-- name: saved_filters
select f.id, f.list, f.name, f.filter
from dossiers.saved_filter f
where f.account_id = :account_id
order by f.list, f.place, f.name, f.id;

-- name: list_settings
select t.list, t.columns, t.page_size, t.sort
from dossiers.list_setting t
where t.account_id = :account_id
order by t.list;

-- name: count_filters
select count(*)::int as kept
from dossiers.saved_filter f
where f.account_id = :account_id and f.list = :list;

-- name: put_filter
insert into dossiers.saved_filter (account_id, list, name, filter, place)
values (:account_id, :list, :name, :filter::jsonb, coalesce(:place::smallint, 0))
on conflict (account_id, list, name) do update set filter = excluded.filter, place = coalesce(:place::smallint, saved_filter.place)
returning id;

-- name: remove_filter
delete from dossiers.saved_filter f
where f.account_id = :account_id and f.id = :id;

-- name: put_setting
insert into dossiers.list_setting (account_id, list, columns, page_size, sort)
values (:account_id, :list, :columns::text[], :page_size, :sort)
on conflict (account_id, list) do update set columns = excluded.columns, page_size = excluded.page_size, sort = excluded.sort;
