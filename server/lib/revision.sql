-- name: stamps
-- `changes` grows with every change on record that is committed, in whatever province: its entry stands in the same transaction.
select json_object_agg(s.name, s.stamp) as stamps
from (select r.name, r.stamp::text as stamp from lib.revision r
      union all
      select 'changes' as name, coalesce(sum(h.seq), 0)::text as stamp from audit.head h) s;
