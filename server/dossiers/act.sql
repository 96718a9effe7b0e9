-- name: officers
select a.id, a.display_name, a.title
from access.account a
where a.unit_id = :unit_id and not a.is_locked
  and access.in_scope(a.unit_id, :scope::int[])
order by a.display_name, a.id;

-- name: paper
select w.kind, w.ordinal, w.file_id, w.name
from dossiers.paper w
where w.tenant = :tenant and w.dossier_id = :dossier_id and w.id = :paper_id;
