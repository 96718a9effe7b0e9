-- name: let_the_product_work
-- The tables are graphile-worker's own; its functions are run with the caller's rights.
do $$ begin
  grant usage on schema graphile_worker to motcua_app;
  grant select, insert, update, delete on all tables in schema graphile_worker to motcua_app;
  grant usage, select, update on all sequences in schema graphile_worker to motcua_app;
  grant execute on all functions in schema graphile_worker to motcua_app;
end $$
