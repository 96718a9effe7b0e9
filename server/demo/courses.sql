-- name: officers
select a.id, a.username
from access.account a
where a.username = any (:usernames::text[])
order by a.username;
