-- name: targets
select t.id, t.tenant, t.unit_id, u.code as unit_code, un.short_name as unit_name, t.year, t.plan_id, t.bundle, t.code, t.position, t.name,
  l.code as lead_code, ln.short_name as lead_name, t.assess_by, t.source_number, t.source_on, t.source_issuer, t.rule, t.note, t.edition,
  coalesce((select jsonb_agg(jsonb_build_object('code', cu.code, 'name', cn.short_name) order by cu.code)
    from plans.target_cooperation c
    join org.unit cu on cu.id = c.unit_id
    join lateral (select m.short_name from org.unit_name m where m.unit_id = c.unit_id
      order by (m.valid @> make_date(t.year, 12, 31)) desc, lower(m.valid) desc limit 1) cn on true
    where c.tenant = t.tenant and c.target_id = t.id), '[]'::jsonb) as cooperating
from plans.target t
join org.unit u on u.id = t.unit_id
join lateral (select m.short_name from org.unit_name m where m.unit_id = t.unit_id
  order by (m.valid @> make_date(t.year, 12, 31)) desc, lower(m.valid) desc limit 1) un on true
join org.unit l on l.id = t.lead_unit_id
join lateral (select m.short_name from org.unit_name m where m.unit_id = t.lead_unit_id
  order by (m.valid @> make_date(t.year, 12, 31)) desc, lower(m.valid) desc limit 1) ln on true
where t.removed_at is null
  and (:id::bigint is null or t.id = :id)
  and (:unit_ids::int[] is null or t.unit_id = any (:unit_ids))
  and (:lead_ids::int[] is null or t.lead_unit_id = any (:lead_ids))
  and (:year::int is null or t.year = :year)
  and (:bundle::text is null or t.bundle = :bundle)
  and (access.in_scope(t.unit_id, :scope::int[]) or access.in_scope(t.lead_unit_id, :scope)
    or exists (select from plans.target_cooperation c where c.tenant = t.tenant and c.target_id = t.id and access.in_scope(c.unit_id, :scope)))
order by t.year desc, t.bundle, u.code, t.position, t.code, t.id

-- name: lock_target
select t.id, t.tenant, t.unit_id, t.year, t.code, t.name, t.rule, t.assess_by, t.edition
from plans.target t
where t.id = :id and t.removed_at is null and (access.in_scope(t.unit_id, :scope::int[]) or access.in_scope(t.lead_unit_id, :scope))
for update

-- name: insert_target
insert into plans.target (tenant, unit_id, year, plan_id, bundle, code, position, name, lead_unit_id, assess_by, source_number, source_on, source_issuer, rule,
  note, created_at, created_by, created_by_name)
values (:tenant, :unit_id, :year, :plan_id, :bundle, :code, :position, :name, :lead_unit_id, :assess_by, :source_number, :source_on, :source_issuer, :rule,
  :note, :at, :by_id, :by_name)
returning id

-- name: update_target
update plans.target t set name = :name, position = :position, lead_unit_id = :lead_unit_id, assess_by = :assess_by, source_number = :source_number,
  source_on = :source_on, source_issuer = :source_issuer, rule = :rule, note = :note, edition = t.edition + 1
where t.tenant = :tenant and t.id = :id

-- name: remove_target
update plans.target t set removed_at = :at, removed_reason = :reason where t.tenant = :tenant and t.id = :id

-- name: clear_target_cooperation
delete from plans.target_cooperation c where c.tenant = :tenant and c.target_id = :target_id

-- name: add_target_cooperation
insert into plans.target_cooperation (tenant, target_id, unit_id)
select :tenant, :target_id, u.unit_id from unnest(:unit_ids::int[]) as u (unit_id)
on conflict do nothing

-- name: figures_told
-- Everything declared of targets until a day, newest first.
select f.id, f.target_id, f.part, f.from_on, f.to_on, f.numerator::text as numerator, f.denominator::text as denominator, f.value::text as value, f.verdict,
  f.reason, f.note, f.at, f.by_name
from plans.told_figure f
where f.target_id = any (:ids::bigint[]) and f.to_on <= :day::date
order by f.target_id, f.part, f.to_on desc, f.id desc

-- name: insert_verdict
insert into plans.verdict (tenant, target_id, from_on, to_on, verdict, parts, reason, at, by_id, by_name)
values (:tenant, :target_id, :from_on, :to_on, :verdict, :parts, :reason, :at, :by_id, :by_name)
returning id

-- name: verdicts_of
select v.id, v.target_id, v.from_on, v.to_on, v.verdict, v.parts, v.reason, v.at, v.by_name
from plans.verdict v
where v.target_id = any (:ids::bigint[])
order by v.target_id, v.to_on desc, v.id desc

-- name: last_told_of
select max(f.to_on) as day from plans.told_figure f where f.target_id = any (:ids::bigint[])

-- name: earlier_targets
-- The same target of other years: same unit or what became of it, same bundle and code.
select t.id, t.year from plans.target t
where t.tenant = :tenant and t.unit_id = :unit_id and t.bundle = :bundle and t.code = :code and t.year <> :year and t.removed_at is null
order by t.year desc, t.id
