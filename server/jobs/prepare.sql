-- name: let_the_product_work
-- The tables are graphile-worker's own and guarded by row security without a policy; its functions are run with the caller's rights.
do $$ declare private_table text; begin
  grant usage on schema graphile_worker to motcua_app;
  grant select, insert, update, delete on all tables in schema graphile_worker to motcua_app;
  grant usage, select, update on all sequences in schema graphile_worker to motcua_app;
  grant execute on all functions in schema graphile_worker to motcua_app;
  for private_table in select c.relname from pg_class c where c.relnamespace = 'graphile_worker'::regnamespace and c.relrowsecurity order by c.relname loop
    if not exists (select from pg_policies p where p.schemaname = 'graphile_worker' and p.tablename = private_table and p.policyname = 'product') then
      execute format('create policy product on graphile_worker.%I to motcua_app using (true) with check (true)', private_table);
    end if;
  end loop;
end $$
