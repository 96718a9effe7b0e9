-- name: officer
select a.id
from access.account a
where a.id = :account_id and a.unit_id = :unit_id and not a.is_locked;
