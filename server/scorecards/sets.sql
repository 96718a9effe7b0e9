-- Criteria sets: versions, drafts, what holds on a day.

-- name: sets
select s.id, s.tenant, s.code, s.version, s.kind, s.level, s.name_vi, s.name_en, lower(s.valid) as valid_from, upper(s.valid) as valid_to, s.state, s.is_official,
       s.max_points::text as max_points, s.source, s.reason, s.made_at, s.made_by, s.approved_at,
       (select count(*)::int from scorecards.criterion c where c.set_id = s.id and c.is_leaf) as criteria,
       (select count(*)::int from scorecards.round r where r.set_id = s.id and r.state <> 'taken_back' and access.in_scope(r.owner_unit_id, :scope::int[])) as rounds
from scorecards.criteria_set s
where (s.tenant is null or s.tenant = any (:tenants::smallint[]) or :all_tenants::boolean)
  and (:code::text is null or s.code = :code)
order by s.kind, s.level, s.code, s.tenant nulls first, s.version desc, s.id;

-- name: set_by_id
select s.id, s.tenant, s.code, s.version, s.kind, s.level, s.name_vi, s.name_en, lower(s.valid) as valid_from, upper(s.valid) as valid_to, s.state, s.is_official,
       s.max_points::text as max_points, s.source, s.reason, s.made_at, s.made_by, s.approved_at, s.tree
from scorecards.criteria_set s
where s.id = :id
  and (s.tenant is null or s.tenant = any (:tenants::smallint[]) or :all_tenants::boolean);

-- name: set_on
-- The approved set of a code on a day; a province's own stands before the one that comes with the product.
select s.id
from scorecards.criteria_set s
where s.code = :code and s.state = 'approved' and s.valid @> :day::date and (s.tenant is null or s.tenant = :tenant::smallint)
order by s.tenant nulls last, s.version desc
limit 1;

-- name: version_of
select s.id, s.version, s.state, s.tree
from scorecards.criteria_set s
where s.tenant is not distinct from :tenant::smallint and s.code = :code and s.version = :version;

-- name: last_version
select coalesce(max(s.version), 0)::int as version
from scorecards.criteria_set s
where s.tenant is not distinct from :tenant::smallint and s.code = :code;

-- name: insert_set
insert into scorecards.criteria_set (tenant, code, version, kind, level, name_vi, name_en, valid, state, is_official, max_points, tree, source, reason, made_at,
                                     made_by, approved_at)
values (:tenant::smallint, :code, :version, :kind, :level, :name_vi, :name_en, daterange(:valid_from::date, :valid_to::date), :state, :is_official,
        :max_points::numeric, :tree::jsonb, :source, :reason, :at::timestamptz, :made_by, case when :state = 'approved' then :at::timestamptz end)
returning id;

-- name: change_draft
update scorecards.criteria_set
set kind = :kind, level = :level, name_vi = :name_vi, name_en = :name_en, valid = daterange(:valid_from::date, :valid_to::date), is_official = :is_official,
    max_points = :max_points::numeric, tree = :tree::jsonb, source = :source, reason = :reason, made_at = :at::timestamptz, made_by = :made_by
where id = :id and state = 'draft';

-- name: end_earlier
-- Versions that would go on beside the new one end on the day it begins.
update scorecards.criteria_set
set valid = daterange(lower(valid), :valid_from::date)
where tenant is not distinct from :tenant::smallint and code = :code and state = 'approved' and id <> :id
  and valid @> :valid_from::date and lower(valid) < :valid_from::date;

-- name: approve
update scorecards.criteria_set set state = 'approved', approved_at = :at::timestamptz where id = :id and state = 'draft';

-- name: insert_criteria
insert into scorecards.criterion (set_id, code, parent_code, place, is_leaf, max_points, min_points, is_bonus)
select :set_id::int, c.code, c.parent_code, c.place, c.is_leaf, c.max_points, c.min_points, c.is_bonus
from jsonb_to_recordset(:criteria::jsonb)
  as c (code text, parent_code text, place int, is_leaf boolean, max_points numeric, min_points numeric, is_bonus boolean)
order by c.place;

-- name: tenants_of_units
select distinct u.tenant from org.unit u where access.in_scope(u.id, :scope::int[]) order by 1;
