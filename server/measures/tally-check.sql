-- name: months_known
-- First and last month of which there are tallies.
select min(t.day) as first, max(t.day) as last
from measures.tally t
where t.is_month;

-- name: layout
select s.layout
from measures.tally_state s;

-- name: keep_check
update measures.tally_state s
set checked_at = :at, differences = :differences;
