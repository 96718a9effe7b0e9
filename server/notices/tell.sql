-- name: put_notices
insert into notices.notice (tenant, account_id, kind, key, data, at)
select r.tenant, r.account_id, r.kind, r.key, r.data, :at
from jsonb_to_recordset(:rows::jsonb) as r (tenant smallint, account_id bigint, kind text, key text, data jsonb)
order by r.account_id, r.key
on conflict (tenant, account_id, key) do nothing
returning id
