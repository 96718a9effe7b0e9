-- What the paper said that a report was made again after.

-- name: insert_original
insert into reports.original (tenant, report_id, source, noted_at, noted_by)
values (:tenant, :report_id, :source, :now, :by);

-- name: insert_figures
insert into reports.original_figure (tenant, report_id, position, label, printed, anchor, ours, why, rule)
select :tenant, :report_id, f.position, f.label, f.printed, f.anchor, f.ours, f.why, f.rule
from jsonb_to_recordset(:figures::jsonb) as f (position smallint, label text, printed text, anchor text, ours text, why text, rule text);

-- name: original
select o.source
from reports.original o
where o.tenant = :tenant and o.report_id = :report_id;

-- name: figures
select f.position, f.label, f.printed, f.anchor, f.ours, f.why, f.rule
from reports.original_figure f
where f.tenant = :tenant and f.report_id = :report_id
order by f.position;
