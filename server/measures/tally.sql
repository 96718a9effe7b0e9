-- name: layout
select s.layout
from measures.tally_state s;

-- name: columns
select s.columns
from measures.tally_state s
where s.layout = :layout;
