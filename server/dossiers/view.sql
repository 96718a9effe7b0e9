-- name: key_of
select d.tenant
from dossiers.dossier d
where d.tenant = any (array(select t.id from org.tenant t))
  and d.id = :id
  and (access.in_scope(d.receiving_unit_id, :scope::int[])
       or access.in_scope(d.competent_unit_id, :scope::int[])
       or access.in_scope(d.holder_unit_id, :scope::int[])
       or exists (select from dossiers.step s where s.tenant = d.tenant and s.dossier_id = d.id and s.left_at is null
                    and access.in_scope(s.unit_id, :scope::int[]))
       or exists (select from dossiers.consultation c where c.tenant = d.tenant and c.dossier_id = d.id and c.answered_at is null
                    and c.cancelled_at is null and access.in_scope(c.unit_id, :scope::int[])));
