-- name: server
select current_setting('server_version') as version, current_setting('server_version_num')::int as number, current_database() as database;

-- name: grants
-- What the role that the product works as may do to what is append-only.
select t.name,
       has_table_privilege('motcua_app', t.name, 'insert') as may_insert,
       has_table_privilege('motcua_app', t.name, 'update') or has_table_privilege('motcua_app', t.name, 'delete')
         or has_table_privilege('motcua_app', t.name, 'truncate') as may_change
from (values ('audit.entry'), ('dossiers.event'), ('files.file')) as t (name)
order by t.name;

-- name: migrations
select m.name, m.sha256 from lib.migration m order by m.name;

-- name: chains
select h.tenant from audit.head h order by h.tenant;

-- name: sample
-- Dossiers spread evenly over each tenant, the same ones every time.
select s.tenant, s.id
from (select d.tenant, d.id, row_number() over (order by d.tenant, d.id) as place, count(*) over () as total from dossiers.dossier d) s
where s.place % greatest(1, s.total / :size::int) = 0
order by s.tenant, s.id;
