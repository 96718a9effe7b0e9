-- name: open_steps
-- How many steps each of these officers has open.
select s.account_id, count(*)::int as open
from dossiers.step s
where s.account_id = any (:account_ids::bigint[]) and s.left_at is null
group by s.account_id
order by s.account_id;
