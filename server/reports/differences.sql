-- name: versions_of_dossiers
-- Of each dossier of a difference: what was known then, what is known now, and when the present version came.
select v.tenant, v.dossier_id, v.known_from, v.received_on, v.due_on, v.closed_on, v.outcome, v.competent_unit_id, (v.known_to = 'infinity') as is_now
from dossiers.version v
where v.tenant = :tenant
  and v.dossier_id = any (:ids::bigint[])
  and (v.known_to = 'infinity' or (v.known_from <= :known_at and v.known_to > :known_at))
order by v.dossier_id, v.known_from;

-- name: changed_since
-- Dossiers of which anything was learnt after the moment: only they can have moved while definition and tree stay. One more than the most that is
-- asked for says that there are too many to name.
select distinct v.dossier_id as id
from dossiers.version v
where v.tenant = :tenant
  and (v.known_from > :known_at or (v.known_to > :known_at and v.known_to < 'infinity'))
order by v.dossier_id
limit :most;

-- name: versions_of_entries
-- Of each entry of a difference: what was known then, what is known now. A cancelled one is not there.
select e.entry_id, e.version, e.unit_id, e.on_day, (e.known_from <= :known_at and e.known_to > :known_at) as was_then, (e.known_to = 'infinity') as is_now
from registers.entry_version e
where e.tenant = :tenant
  and e.entry_id = any (:ids::bigint[])
  and not e.is_cancelled
  and (e.known_to = 'infinity' or (e.known_from <= :known_at and e.known_to > :known_at))
order by e.entry_id, e.known_from;
