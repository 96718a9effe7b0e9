-- name: known_units
select u.id, u.code, u.born, u.died
from org.unit u
order by u.code;

-- name: add_tenants
insert into org.tenant (id, code, name)
select t.id, t.code, t.name
from unnest(:ids::smallint[], :codes::text[], :names::text[]) as t (id, code, name)
on conflict (id) do nothing;

-- name: known_tenants
select t.id
from org.tenant t
order by t.id;

-- name: add_units
-- What a pack may correct in a unit that is there already: its short name for people, its area number, where it is known from.
insert into org.unit (code, slug, area_code, kind, tenant, born, died, source, status)
select u.code, u.slug, u.area_code, u.kind, u.tenant, u.born, u.died, u.source, u.status
from unnest(:codes::text[], :slugs::text[], :area_codes::text[], :kinds::text[], :tenants::smallint[],
            :born::date[], :died::date[], :sources::text[], :statuses::text[])
  as u (code, slug, area_code, kind, tenant, born, died, source, status)
on conflict (code) do update
  set slug = excluded.slug, area_code = excluded.area_code, source = excluded.source, status = excluded.status;

-- name: add_names
insert into org.unit_name (unit_id, name, short_name, valid)
select u.id, n.name, n.short_name, daterange(n.valid_from, n.valid_to)
from unnest(:codes::text[], :names::text[], :short_names::text[], :from::date[], :to::date[]) as n (code, name, short_name, valid_from, valid_to)
join org.unit u on u.code = n.code;

-- name: add_edges
insert into org.edge (child, parent, rel, valid)
select c.id, p.id, e.rel, daterange(e.valid_from, e.valid_to)
from unnest(:children::text[], :parents::text[], :rels::text[], :from::date[], :to::date[]) as e (child, parent, rel, valid_from, valid_to)
join org.unit c on c.code = e.child
join org.unit p on p.code = e.parent;

-- name: add_successions
insert into org.succession (effective, pred, succ, kind, is_exact, document_no, source, status)
select s.effective, p.id, q.id, s.kind, s.is_exact, s.document_no, s.source, s.status
from unnest(:effective::date[], :preds::text[], :succs::text[], :kinds::text[], :is_exact::boolean[], :documents::text[],
            :sources::text[], :statuses::text[])
  as s (effective, pred, succ, kind, is_exact, document_no, source, status)
join org.unit p on p.code = s.pred
join org.unit q on q.code = s.succ
on conflict (effective, pred, succ) do update
  set document_no = excluded.document_no, source = excluded.source, status = excluded.status;
