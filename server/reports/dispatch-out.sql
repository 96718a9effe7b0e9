-- name: take_outbox
-- A sender that died leaves its rows in `sending`; after their lease they are taken again.
update reports.outbox set state = 'sending', attempts = attempts + 1, next_try_at = :lease_until
where (tenant, id) in (
  select o.tenant, o.id from reports.outbox o
  where o.state in ('waiting', 'sending') and o.next_try_at <= :at and o.channel = any (:channels::text[])
  order by o.next_try_at, o.id limit 20 for update skip locked)
returning tenant, id, channel, purpose, unit_id, dispatch_id, incoming_id, to_address, to_name, status_code, reason, attempts, created_at;

-- name: outbox_sent
update reports.outbox set state = 'sent', reference = :reference, sha256 = :sha256, ended_at = :at, last_error = null
where tenant = :tenant and id = :id and state = 'sending';

-- name: outbox_later
update reports.outbox set state = 'waiting', next_try_at = :next_try_at, last_error = :last_error
where tenant = :tenant and id = :id and state = 'sending';

-- name: outbox_dead
update reports.outbox set state = 'dead', ended_at = :at, last_error = :last_error
where tenant = :tenant and id = :id and state = 'sending';

-- name: of_outgoing
select d.tenant, d.id, d.report_id, d.version, d.unit_id, d.channel, d.is_superior, d.to_unit_id, d.to_name, d.to_address, d.document_id, d.note, d.at,
       r.title, r.s, r.e, r.regime, r.kind, r.due_on
from reports.dispatch d
join reports.report r on r.tenant = d.tenant and r.id = d.report_id
where d.tenant = :tenant and d.id = :id;

-- name: answered_incoming
select n.document_id, n.from_code, n.from_name, n.code_number, n.code_notation, n.promulgated_on, n.unit_id, e.by_name
from reports.incoming n
left join lateral (
  select v.by_name from reports.incoming_event v where v.tenant = n.tenant and v.incoming_id = n.id order by v.seq desc limit 1
) e on true
where n.tenant = :tenant and n.id = :id;

-- name: version_of_issue
select i.version, i.number, i.year, i.symbol, i.issued_on, i.signer, i.token, i.docx_file_id, i.pdf_file_id, i.content
from reports.issue i
where i.tenant = :tenant and i.report_id = :report_id and i.version = :version;
