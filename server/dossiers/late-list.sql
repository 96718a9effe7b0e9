-- name: compile
-- The same reading as the measures of overdue dossiers: ended late in the month, or open when it ended and due before that.
select d.tenant, d.id as dossier_id, d.code, p.name as procedure_name, s.name as sector_name, v.competent_unit_id as unit_id, d.officer_id,
       a.display_name as officer_name, a.title as officer_title, v.due_on, case when v.open_until < :to_day::date then v.closed_on end as closed_on,
       d.explained_at is not null as is_explained, d.apologised_at is not null as is_apologised,
       (select e.data ->> 'cause' from dossiers.event e
        where e.tenant = d.tenant and e.dossier_id = d.id and e.kind = 'explained' order by e.seq desc limit 1) as cause
from dossiers.version_now v
join dossiers.dossier d on d.tenant = v.tenant and d.id = v.dossier_id
join procedures.version p on p.id = d.procedure_version_id
join procedures.sector s on s.id = v.sector_id
left join access.account a on a.id = d.officer_id
where access.in_scope(v.competent_unit_id, :units::int[])
  and v.received_on < :to_day::date and v.open_until >= :from_day::date
  and ((v.open_until < :to_day::date and v.outcome = 1 and v.timeliness = 3)
       or (v.open_until >= :to_day::date and v.due_on < :to_day::date and (v.paused_on <= v.due_on) is not true))
order by v.competent_unit_id, a.display_name nulls last, v.due_on, d.id;

-- name: count_resolved
select count(*)::int as resolved
from dossiers.version_now v
where access.in_scope(v.competent_unit_id, :units::int[])
  and v.received_on < :to_day::date and v.open_until >= :from_day::date and v.open_until < :to_day::date
  and v.outcome = 1;

-- name: hold_month
select pg_advisory_xact_lock(hashtextextended('dossiers.late_list/' || :unit_id::text || '/' || :month::text, 0));

-- name: present
select l.id, l.state
from dossiers.late_list l
where l.tenant = :tenant and l.unit_id = :unit_id and l.month = :month::date and l.state <> 'recalled';

-- name: forget_entries
delete from dossiers.late_entry e
where e.tenant = :tenant and e.list_id = :id;

-- name: forget_draft
delete from dossiers.late_list l
where l.tenant = :tenant and l.id = :id and l.state = 'draft';

-- name: insert_list
insert into dossiers.late_list (tenant, unit_id, month, state, known_at, compiled_by, resolved, total)
values (:tenant, :unit_id, :month, 'draft', :known_at, :compiled_by, :resolved, :total)
returning id;

-- name: insert_entries
insert into dossiers.late_entry
  (tenant, list_id, ordinal, dossier_id, code, procedure_name, sector_name, unit_id, unit_name, officer_id, officer_name, officer_title, due_on, closed_on,
   late_days, cause, is_explained, is_apologised)
select :tenant, :id, e.ordinal, e.dossier_id, e.code, e.procedure_name, e.sector_name, e.unit_id, e.unit_name, e.officer_id, e.officer_name, e.officer_title,
       e.due_on, e.closed_on, e.late_days, e.cause, e.is_explained, e.is_apologised
from jsonb_populate_recordset(null::dossiers.late_entry, :rows::jsonb) as e
order by e.ordinal;

-- name: lists
select l.id, u.code as unit_code, l.unit_id, l.month, l.state, l.known_at, l.resolved, l.total, l.approved_at, l.approver_name, l.approver_title,
       l.recalled_at, l.recall_reason, a.display_name as compiler_name
from dossiers.late_list l
join org.unit u on u.id = l.unit_id
left join access.account a on a.id = l.compiled_by
where access.in_scope(l.unit_id, :scope::int[])
  and (:units::int[] is null or l.unit_id = any (:units::int[]))
  and (:id::bigint is null or l.id = :id)
  and (not :is_public::boolean or l.state = 'published')
order by l.month desc, u.code, l.id desc
limit :limit offset :offset;

-- name: count_lists
select count(*)::int as total
from dossiers.late_list l
where access.in_scope(l.unit_id, :scope::int[])
  and (:units::int[] is null or l.unit_id = any (:units::int[]))
  and (not :is_public::boolean or l.state = 'published');

-- name: lock_list
select l.tenant, l.id, l.unit_id, l.month, l.state, l.total
from dossiers.late_list l
where l.tenant = any (array(select t.id from org.tenant t)) and l.id = :id and access.in_scope(l.unit_id, :scope::int[])
for update of l;

-- name: entries
select e.ordinal, e.dossier_id, e.code, e.procedure_name, e.sector_name, e.unit_id, e.unit_name, e.officer_id, e.officer_name, e.officer_title, e.due_on,
       e.closed_on, e.late_days, e.cause, e.is_explained, e.is_apologised
from dossiers.late_entry e
where e.tenant = any (array(select t.id from org.tenant t)) and e.list_id = :id
order by e.ordinal;

-- name: publish
update dossiers.late_list l
set state = 'published', approved_at = :at, approved_by = :account_id,
    approver_name = (select a.display_name from access.account a where a.id = :account_id),
    approver_title = (select a.title from access.account a where a.id = :account_id)
where l.tenant = :tenant and l.id = :id and l.state = 'draft';

-- name: recall
update dossiers.late_list l
set state = 'recalled', recalled_at = :at, recalled_by = :account_id, recall_reason = :reason
where l.tenant = :tenant and l.id = :id and l.state = 'published';
