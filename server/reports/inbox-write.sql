-- name: insert_incoming
insert into reports.incoming (tenant, unit_id, source, from_tenant, dispatch_id, document_id, from_code, from_name, code_number, code_notation, promulgated_on,
                              document_type, subject, content, signer, due_on, replaces, package_sha256, arrived_at)
values (:tenant, :unit_id, :source, :from_tenant, :dispatch_id, :document_id, :from_code, :from_name, :code_number, :code_notation, :promulgated_on::date,
        :document_type, :subject, :content, :signer, :due_on::date, :replaces, :package_sha256, :now)
on conflict on constraint incoming_once do nothing
returning id;

-- name: same_document
select n.tenant, n.id, last.kind as state
from reports.incoming n
join lateral (
  select v.kind from reports.incoming_event v where v.tenant = n.tenant and v.incoming_id = n.id order by v.seq desc limit 1
) last on true
where n.tenant = :tenant and n.unit_id = :unit_id and n.from_code = :from_code and n.document_id = :document_id;

-- name: incoming_of_dispatch
select n.tenant, n.id, last.kind as state
from reports.incoming n
join lateral (
  select v.kind from reports.incoming_event v where v.tenant = n.tenant and v.incoming_id = n.id order by v.seq desc limit 1
) last on true
where n.from_tenant = :from_tenant and n.dispatch_id = :dispatch_id
order by n.id
limit 1;

-- name: hold_incoming
select n.id from reports.incoming n where n.tenant = :tenant and n.id = :id for update of n;

-- name: insert_incoming_event
insert into reports.incoming_event (tenant, incoming_id, seq, kind, at, by, by_name, reason)
select :tenant, :id, coalesce(max(v.seq), 0) + 1, :kind, :now, :by, :by_name, :reason
from reports.incoming_event v
where v.tenant = :tenant and v.incoming_id = :id;
