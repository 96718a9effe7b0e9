-- name: accounts_by_name
select a.id, a.username from access.account a where a.username = any (:names::text[])
