-- name: given_back
-- Results given back lately at a unit whose fee nobody took down.
select d.id, d.last_seq, (d.fee_due_vnd - d.fee_paid_vnd)::bigint as owed_vnd
from dossiers.dossier d
where d.receiving_unit_id = :unit_id and d.status = 10 and d.fee_due_vnd > d.fee_paid_vnd
order by d.delivered_at desc, d.id desc
limit :limit;

-- name: account
select a.id, a.display_name as name
from access.account a
where a.username = :username;
