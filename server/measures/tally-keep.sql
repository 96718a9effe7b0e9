-- name: state
select s.layout
from measures.tally_state s;

-- name: is_doubted
select exists (select from measures.tally_change c where c.sign = 0) as is_doubted;

-- name: all_counts
-- Counts of dossiers of every version, whenever it holds.
select d.definition::text as text
from measures.definition d
where d.definition ->> 'kind' = 'count'
order by d.name, d.version;

-- name: stored_columns
select s.columns
from measures.tally_state s;

-- name: forget_changes
delete from measures.tally_change c;

-- name: forget_tallies
delete from measures.tally t;

-- name: forget_state
delete from measures.tally_state s;

-- name: keep_state
insert into measures.tally_state (layout, columns, built_at)
values (:layout, :columns::json, :at);
