-- name: insert_unit
insert into org.unit (code, slug, area_code, kind, tenant, born, source, status)
values (:code, :slug, :area_code, :kind, :tenant, :born, :source, 'approved')
returning id;

-- name: insert_name
insert into org.unit_name (unit_id, name, short_name, valid)
values (:unit_id, :name, :short_name, daterange(:from, null));

-- name: insert_edge
insert into org.edge (child, parent, valid)
values (:child, :parent, daterange(:from, null));

-- name: insert_succession
insert into org.succession (effective, pred, succ, kind, is_exact, document_no, source, status)
values (:effective, :pred, :succ, :kind, :is_exact, :document_no, :source, 'approved');

-- name: end_unit
update org.unit u set died = :day where u.id = :id and u.died is null;

-- name: end_name
update org.unit_name n set valid = daterange(lower(n.valid), :day)
where n.unit_id = :unit_id and n.valid @> :day::date and lower(n.valid) < :day::date;

-- name: end_parents
update org.edge e set valid = daterange(lower(e.valid), :day)
where e.child = :unit_id and e.valid @> :day::date and lower(e.valid) < :day::date;

-- name: end_parent
update org.edge e set valid = daterange(lower(e.valid), :day)
where e.child = :unit_id and e.rel = 'administrative' and e.valid @> :day::date and lower(e.valid) < :day::date;

-- name: end_guests
-- Parallel lines (work beside the desk of the unit) end with it.
update org.edge e set valid = daterange(lower(e.valid), :day)
where e.parent = :unit_id and e.rel <> 'administrative' and e.valid @> :day::date and lower(e.valid) < :day::date;

-- name: later_facts
-- What is written down about the unit from `day` on: it would contradict the change.
select (select count(*) from org.unit_name n where n.unit_id = :unit_id::int and lower(n.valid) >= :day::date)::int
     + (select count(*) from org.edge e where (e.child = :unit_id or e.parent = :unit_id) and lower(e.valid) >= :day::date)::int
     + (select count(*) from org.succession s where (s.pred = :unit_id or s.succ = :unit_id) and s.effective >= :day::date)::int as count;

-- name: answering_on
select e.child as unit_id
from org.edge e
where e.parent = :unit_id::int and e.rel = 'administrative' and e.valid @> :day::date
order by e.child;
