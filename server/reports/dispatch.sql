-- name: insert_dispatch
insert into reports.dispatch (tenant, report_id, version, unit_id, channel, is_superior, to_unit_id, to_name, to_address, document_id, note, at, by)
values (:tenant, :report_id, :version, :unit_id, :channel, :is_superior, :to_unit_id, :to_name, :to_address, :document_id, :note, :now, :by)
on conflict on constraint dispatch_once do nothing
returning id;

-- name: hold_dispatch
select d.id
from reports.dispatch d
where d.tenant = :tenant and d.id = :id
for update of d;

-- name: insert_dispatch_event
insert into reports.dispatch_event (tenant, dispatch_id, seq, kind, at, by, by_name, reason, code)
select :tenant, :id, coalesce(max(v.seq), 0) + 1, :kind, :now, :by, :by_name, :reason, :code
from reports.dispatch_event v
where v.tenant = :tenant and v.dispatch_id = :id;

-- name: dispatches_of_report
select d.tenant, d.id, d.report_id, d.version, d.unit_id, d.channel, d.is_superior, d.to_unit_id, d.to_name, d.to_address, d.document_id, d.note, d.at,
       a.display_name as by_name, last.kind as state, last.at as state_at, o.state as outbox_state, o.attempts, o.next_try_at, o.last_error
from reports.dispatch d
join lateral (
  select v.kind, v.at from reports.dispatch_event v where v.tenant = d.tenant and v.dispatch_id = d.id order by v.seq desc limit 1
) last on true
left join lateral (
  select x.state, x.attempts, x.next_try_at, x.last_error
  from reports.outbox x
  where x.tenant = d.tenant and x.dispatch_id = d.id
  order by x.id desc
  limit 1
) o on true
left join access.account a on a.id = d.by
where d.tenant = :tenant and d.report_id = :report_id
order by d.version desc, d.is_superior desc, d.id;

-- name: dispatch_events
select v.dispatch_id, v.seq, v.kind, v.at, v.by_name, v.reason, v.code
from reports.dispatch_event v
where v.tenant = :tenant and v.dispatch_id = any (:ids::bigint[])
order by v.dispatch_id, v.seq;

-- name: dispatch_by_id
select d.tenant, d.id, d.report_id, d.version, d.unit_id, d.channel, d.is_superior, d.to_unit_id, d.to_name, d.to_address, d.document_id, d.note, d.at
from reports.dispatch d
where d.id = :id and access.in_scope(d.unit_id, :scope::int[])
order by d.tenant
limit 1;

-- name: put_outbox
insert into reports.outbox (tenant, key, channel, purpose, unit_id, dispatch_id, incoming_id, to_address, to_name, status_code, reason, state, next_try_at, created_at)
values (:tenant, :key, :channel, :purpose, :unit_id, :dispatch_id, :incoming_id, :to_address, :to_name, :status_code, :reason, 'waiting', :now, :now)
on conflict on constraint outbox_once do nothing;

-- name: cancel_waiting
update reports.outbox set state = 'cancelled', ended_at = :now
where tenant = :tenant and dispatch_id = :id and purpose = 'report' and state in ('waiting', 'dead');

-- name: try_outbox_again
update reports.outbox set state = 'waiting', attempts = 0, next_try_at = :now, last_error = null, ended_at = null
where tenant = :tenant and dispatch_id = :id and state in ('dead', 'waiting');

-- name: people_at
-- Who takes in reports at a unit: the holders of the right on the unit itself.
select distinct s.account_id
from access.assignment s
join access.role_permission p on p.role_code = s.role_code and p.permission = :permission
join access.account a on a.id = s.account_id and not a.is_locked
where s.unit_id = :unit_id and s.valid @> :today::date
order by s.account_id;

-- name: issued_before
select i.number, i.year, i.symbol, i.issued_on
from reports.issue i
where i.tenant = :tenant and i.report_id = :report_id and i.version < :version
order by i.version desc
limit 1;
