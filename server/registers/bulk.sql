-- Many entries at once.

-- name: reserve_ids
select nextval('registers.entry_id_seq') as id from generate_series(1, :n::int) order by 1;
