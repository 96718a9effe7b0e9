-- name: stamps
select json_object_agg(r.name, r.stamp) as stamps
from lib.revision r;
