-- Rules of a form by day.

-- name: rules_on
-- Of each rule what holds on the day: the province's own version before the shipped one.
select distinct on (r.code) r.code, r.version, r.tenant, r.valid_from, r.is_on, r.body, r.changed_by_name, r.changed_at, r.reason
from forms.rule r
where r.form = :form
  and r.valid_from <= :day::date
  and (r.tenant is null or r.tenant = :tenant)
order by r.code, r.tenant is null, r.version desc;

-- name: versions_of
select r.code, r.version, r.tenant, r.valid_from, r.is_on, r.body, r.changed_by_name, r.changed_at, r.reason
from forms.rule r
where r.form = :form
  and r.code = :code
  and (r.tenant is null or r.tenant = :tenant)
order by r.tenant is null, r.version desc;

-- name: shipped_rules
select distinct on (r.code) r.code, r.version, r.tenant, r.valid_from, r.is_on, r.body, r.changed_by_name, r.changed_at, r.reason
from forms.rule r
where r.form = :form and r.tenant is null
order by r.code, r.version desc;

-- name: insert_rule
insert into forms.rule (tenant, form, code, version, valid_from, is_on, body, changed_by, changed_by_name, changed_at, reason)
values (:tenant, :form, :code, :version, :valid_from, :is_on, :body::jsonb, :changed_by, :changed_by_name, :now, :reason);
