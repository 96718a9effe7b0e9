-- name: saved_filters
select f.id, f.list, f.name, f.filter
from dossiers.saved_filter f
where f.account_id = :account_id
order by f.list, f.place, f.name, f.id;

-- name: preferences
select coalesce(json_object_agg(f.key, f.value), '{}') as preferences, count(*)::int as kept
from dossiers.preference f
where f.account_id = :account_id;

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

-- name: put_preference
insert into dossiers.preference (account_id, key, value)
values (:account_id, :key, :value::jsonb)
on conflict (account_id, key) do update set value = excluded.value;

-- name: remove_preference
delete from dossiers.preference f
where f.account_id = :account_id and f.key = :key;
