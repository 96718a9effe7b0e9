-- Declared values that are held still.

-- name: take_turn
select pg_advisory_xact_lock(hashtextextended('measures.declare ' || :tenant::text, 0)) is null as is_held;

-- name: hold
insert into measures.declaration_lock (tenant, unit_id, measure, s, e, held_by, held_at)
select :tenant, :unit_id, w.measure, w.s, w.e, :held_by, :now
from unnest(:measures::text[], :starts::date[], :ends::date[]) as w (measure, s, e)
on conflict do nothing;

-- name: let_go
delete from measures.declaration_lock l
where l.unit_id = :unit_id and l.held_by = :held_by and l.e = :e::date and access.in_scope(l.unit_id, :scope::int[]);

-- name: held_at_unit
select l.measure, l.s, l.e, min(l.held_by) as held_by
from measures.declaration_lock l
where l.unit_id = :unit_id and l.e = any(:ends::date[]) and access.in_scope(l.unit_id, :scope::int[])
group by l.measure, l.s, l.e
order by l.measure, l.s, l.e;
