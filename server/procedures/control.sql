-- name: told_on
select v.id, p.code, v.limit_unit, v.result_name, v.decision_no, v.legal_basis, v.status, v.fee_vnd, v.is_interlinked, v.interlinked_kind,
  (select count(*)::int from procedures.paper w where w.version_id = v.id) as papers,
  (select count(*)::int from procedures.fee f where f.version_id = v.id) as fees,
  (select count(*)::int from procedures.step s where s.version_id = v.id) as steps,
  (select count(*)::int from procedures.legal_document d where d.version_id = v.id) as legal_documents
from procedures.version v
join procedures.procedure p on p.id = v.procedure_id
where v.valid @> :day::date
order by p.code

-- name: procedure_by_code
select p.id from procedures.procedure p where p.code = :code

-- name: publications
select b.id, p.code, v.name, b.place, b.address, lower(b.valid) as valid_from, upper(b.valid) as valid_until, b.checked_on, b.is_complete, b.note,
  u.code as unit_code, a.display_name as entered_by_name
from procedures.publication b
join procedures.procedure p on p.id = b.procedure_id
join org.unit u on u.id = b.unit_id
join lateral (select w.name from procedures.version w where w.procedure_id = b.procedure_id order by (w.valid @> :day::date) desc, lower(w.valid) desc limit 1) v on true
left join access.account a on a.id = b.entered_by
where b.valid @> :day::date and (:unit_id::int is null or b.unit_id = :unit_id) and (:place::text is null or b.place = :place)
  and access.in_scope(b.unit_id, :scope::int[])
order by p.code, b.place, b.id
limit :page_size offset :skipped

-- name: count_publications
select count(*)::int as total
from procedures.publication b
where b.valid @> :day::date and (:unit_id::int is null or b.unit_id = :unit_id) and (:place::text is null or b.place = :place)
  and access.in_scope(b.unit_id, :scope::int[])

-- name: publication_share
-- What a unit of this level should have posted: procedures of its level that are received at the desk.
select count(*)::int as due,
  count(*) filter (where b.at_desk)::int as at_desk, count(*) filter (where b.on_portal)::int as on_portal, count(*) filter (where b.complete)::int as complete
from procedures.version v
left join lateral (
  select bool_or(x.place = 'desk') as at_desk, bool_or(x.place in ('portal', 'website')) as on_portal, bool_and(x.is_complete) as complete
  from procedures.publication x
  where x.procedure_id = v.procedure_id and x.unit_id = :unit_id and x.valid @> :day::date) b on true
where v.valid @> :day::date and v.level = :level and v.is_at_desk and not v.is_internal

-- name: post_many
insert into procedures.publication (tenant, procedure_id, unit_id, place, address, valid, checked_on, is_complete, note, entered_by, entered_at)
select :tenant, p.id, :unit_id, :place, :address, daterange(:from::date, null), :checked_on, :is_complete, :note, :entered_by, :entered_at
from procedures.procedure p
where p.code = any (:codes::text[]) and not exists (
  select from procedures.publication x where x.procedure_id = p.id and x.unit_id = :unit_id and x.place = :place and x.valid && daterange(:from::date, null))
returning id

-- name: check_publication
update procedures.publication set checked_on = :checked_on, is_complete = :is_complete, note = :note
where id = :id and access.in_scope(unit_id, :scope::int[])
returning tenant, unit_id

-- name: end_publication
update procedures.publication set valid = daterange(lower(valid), greatest(:on::date, lower(valid) + 1))
where id = :id and upper(valid) is null and access.in_scope(unit_id, :scope::int[])
returning tenant, unit_id

-- name: plan_reviews
insert into procedures.review (tenant, year, procedure_id, unit_id, due_on, plan_no, entered_by, entered_at)
select :tenant, :year, p.id, :unit_id, :due_on, :plan_no, :entered_by, :entered_at
from procedures.procedure p
where p.code = any (:codes::text[])
on conflict (tenant, year, procedure_id, unit_id) do nothing
returning id

-- name: review_in_reach
select r.id, r.tenant, r.unit_id, r.outcome, r.findings, r.done_on from procedures.review r where r.id = :id and access.in_scope(r.unit_id, :scope::int[]) for update

-- name: record_outcome
update procedures.review set outcome = :outcome, findings = :findings, done_on = :done_on where id = :id

-- name: reviews
select r.id, r.year, p.code, v.name, u.code as unit_code, n.name as unit_name, r.due_on, r.plan_no, r.outcome, r.findings, r.done_on,
  (select coalesce(jsonb_agg(jsonb_build_object('id', q.id, 'what', q.what, 'law_to_change', q.law_to_change, 'saved_vnd', q.saved_vnd, 'saved_note', q.saved_note,
     'state', q.state, 'state_on', q.state_on, 'decision_no', q.decision_no) order by q.id), '[]') from procedures.proposal q where q.review_id = r.id) as proposals
from procedures.review r
join procedures.procedure p on p.id = r.procedure_id
join org.unit u on u.id = r.unit_id
join lateral (select m.name from org.unit_name m where m.unit_id = r.unit_id order by lower(m.valid) desc limit 1) n on true
join lateral (select w.name from procedures.version w where w.procedure_id = r.procedure_id order by lower(w.valid) desc limit 1) v on true
where r.year = :year and (:unit_id::int is null or r.unit_id = :unit_id) and access.in_scope(r.unit_id, :scope::int[])
order by r.due_on, p.code, r.id
limit :page_size offset :skipped

-- name: review_counts
select count(*)::int as planned, count(r.outcome)::int as reviewed, count(*) filter (where r.outcome is null and r.due_on < :today::date)::int as late,
  coalesce(sum((select count(*) from procedures.proposal q where q.review_id = r.id)), 0)::int as proposals,
  coalesce(sum((select count(*) from procedures.proposal q where q.review_id = r.id and q.state in ('approved', 'in_force'))), 0)::int as approved,
  coalesce(sum((select sum(q.saved_vnd) from procedures.proposal q where q.review_id = r.id and q.state in ('approved', 'in_force'))), 0)::bigint as saved_vnd
from procedures.review r
where r.year = :year and (:unit_id::int is null or r.unit_id = :unit_id) and access.in_scope(r.unit_id, :scope::int[])

-- name: insert_proposal
insert into procedures.proposal (tenant, review_id, what, law_to_change, saved_vnd, saved_note, state_on, entered_by, entered_at)
values (:tenant, :review_id, :what, :law_to_change, :saved_vnd, :saved_note, :state_on, :entered_by, :entered_at)
returning id

-- name: proposal_in_reach
select q.id, q.tenant, q.state, q.state_on, r.unit_id
from procedures.proposal q join procedures.review r on r.id = q.review_id
where q.id = :id and access.in_scope(r.unit_id, :scope::int[])
for update of q

-- name: move_proposal
update procedures.proposal set state = :state, state_on = :state_on, decision_no = coalesce(:decision_no, decision_no) where id = :id

-- name: offered_named
select u.code as unit_code, n.name as unit_name, lower(o.valid) as valid_from, upper(o.valid) as valid_until
from procedures.offered o
join procedures.procedure p on p.id = o.procedure_id
join org.unit u on u.id = o.unit_id
join lateral (select m.name from org.unit_name m where m.unit_id = o.unit_id order by lower(m.valid) desc limit 1) n on true
where p.code = :code
order by u.code, lower(o.valid)

-- name: offer
insert into procedures.offered (procedure_id, unit_id, valid) values (:procedure_id, :unit_id, daterange(:from::date, :until::date))

-- name: end_offer
update procedures.offered set valid = daterange(lower(valid), :on::date) where procedure_id = :procedure_id and unit_id = :unit_id and valid @> :on::date and lower(valid) < :on::date

-- name: keep_sector
insert into procedures.sector (code, name, name_en, source, status) values (:code, :name, :name_en, :source, :status)
on conflict (code) do update set name = excluded.name, name_en = excluded.name_en, source = excluded.source, status = excluded.status
returning id
