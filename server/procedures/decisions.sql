-- name: insert_decision
insert into procedures.decision (number, signed_on, issuer, title, status, entered_by, entered_at)
values (:number, :signed_on, :issuer, :title, :status, :entered_by, :entered_at)
returning id

-- name: insert_item
insert into procedures.decision_item (decision_id, ordinal, kind, procedure_id, replaced_id, effective_on, version_id, reason)
values (:decision_id, :ordinal, :kind, :procedure_id, :replaced_id, :effective_on, :version_id, :reason)

-- name: decisions
select d.id, d.number, d.signed_on, d.issuer, d.title, d.status, d.entered_at, a.display_name as entered_by_name,
  count(i.ordinal)::int as items, min(i.effective_on) as first_effective_on
from procedures.decision d
left join access.account a on a.id = d.entered_by
left join procedures.decision_item i on i.decision_id = d.id
where :q::text is null or lib.plain(d.number || ' ' || d.title || ' ' || d.issuer) like '%' || :q || '%'
group by d.id, a.display_name
order by d.signed_on desc, d.id desc
limit :page_size offset :skipped

-- name: count_decisions
select count(*)::int as total from procedures.decision d
where :q::text is null or lib.plain(d.number || ' ' || d.title || ' ' || d.issuer) like '%' || :q || '%'

-- name: decision
select d.id, d.number, d.signed_on, d.issuer, d.title, d.status, d.entered_at, a.display_name as entered_by_name
from procedures.decision d left join access.account a on a.id = d.entered_by
where d.id = :id

-- name: items
select i.decision_id, i.ordinal, i.kind, p.code, r.code as replaced_code, i.effective_on, i.version_id, i.reason,
  coalesce(v.name, (select w.name from procedures.version w where w.procedure_id = i.procedure_id order by lower(w.valid) desc limit 1)) as name
from procedures.decision_item i
join procedures.procedure p on p.id = i.procedure_id
left join procedures.procedure r on r.id = i.replaced_id
left join procedures.version v on v.id = i.version_id
where i.decision_id = :id
order by i.ordinal

-- name: decisions_of_procedure
select d.id, d.number, d.signed_on, d.issuer, d.title, i.kind, i.effective_on, p.code, r.code as replaced_code
from procedures.decision_item i
join procedures.decision d on d.id = i.decision_id
join procedures.procedure p on p.id = i.procedure_id
left join procedures.procedure r on r.id = i.replaced_id
where i.procedure_id = :procedure_id or i.replaced_id = :procedure_id
order by i.effective_on desc, d.id desc

-- name: end_on
-- A version that would begin on the very day never held.
update procedures.version v set valid = daterange(lower(v.valid), :on::date)
where v.procedure_id = :procedure_id and v.valid @> :on::date and lower(v.valid) < :on::date

-- name: later_versions
select count(*)::int as later from procedures.version v where v.procedure_id = :procedure_id and lower(v.valid) >= :on::date
