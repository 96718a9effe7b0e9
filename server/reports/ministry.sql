-- name: lock_book
select true as is_held from pg_advisory_xact_lock(hashtextextended('reports.ministry_book ' || :tenant::text || ' ' || :form, 0));

-- name: books
select b.form, b.version, b.valid_from, b.file_id, b.file_name, b.sha256, b.rows_by, b.mapping, b.reason, b.made_at, b.made_by_name
from reports.ministry_book b
where b.tenant = :tenant and (:form::text is null or b.form = :form)
order by b.form, b.version desc;

-- name: insert_book
insert into reports.ministry_book (tenant, form, version, valid_from, file_id, file_name, sha256, rows_by, mapping, reason, made_at, made_by, made_by_name)
values (:tenant, :form, :version, :valid_from::date, :file_id, :file_name, :sha256, :rows_by, :mapping::jsonb, :reason, :now, :by, :by_name);
