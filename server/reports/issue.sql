-- name: next_number
insert into reports.book (tenant, unit_id, year, last)
values (:tenant, :unit_id, :year, 1)
on conflict on constraint book_pk do update set last = reports.book.last + 1
returning last;

-- name: insert_issue
insert into reports.issue (tenant, report_id, version, unit_id, year, number, issued_on, signer, known_at, tree_day, content, content_sha256,
                           docx_file_id, docx_sha256, token, issued_at, issued_by)
values (:tenant, :report_id, :version, :unit_id, :year, :number, :issued_on::date, :signer, :known_at, :tree_day::date, :content::jsonb,
        :content_sha256, :docx_file_id, :docx_sha256, :token, :now, :by);

-- name: insert_cells
insert into reports.cell (tenant, report_id, version, anchor, measure, unit, s, e, filter, printed, value, numerator, denominator, n, digest, definition)
select :tenant, :report_id, :version, c.anchor, c.measure, c.unit, c.s, c.e, c.filter, c.printed, c.value, c.numerator, c.denominator, c.n, c.digest, c.definition
from jsonb_to_recordset(:cells::jsonb) as c (anchor text, measure text, unit text, s date, e date, filter jsonb, printed text, value numeric,
                                            numerator numeric, denominator numeric, n bigint, digest text, definition jsonb);

-- name: issued
select i.version, i.year, i.number, i.issued_on, i.signer, i.known_at, i.content, i.content_sha256, i.docx_file_id, i.docx_sha256, i.token, i.issued_at
from reports.issue i
where i.tenant = :tenant and i.report_id = :id
order by i.version desc
limit 1;

-- name: by_token
select i.tenant, i.report_id, i.version, i.number, i.year, i.issued_on, i.signer, i.docx_sha256, r.title, r.s, r.e, r.unit_id, last.kind as last_event, last.version as last_version
from reports.issue i
join reports.report r on r.tenant = i.tenant and r.id = i.report_id
join lateral (
  select v.kind, v.version from reports.event v where v.tenant = i.tenant and v.report_id = i.report_id order by v.seq desc limit 1
) last on true
where i.token = :token;

-- name: cells
select c.anchor, c.measure, c.unit, c.s, c.e, c.filter, c.printed, c.value::text as value, c.numerator::text as numerator,
       c.denominator::text as denominator, c.n, c.digest, c.definition
from reports.cell c
where c.tenant = :tenant and c.report_id = :id and c.version = :version
order by c.anchor;

-- name: versions_of_dossiers
-- Of each dossier of a difference: what was known then, what is known now, and when the present version came.
select v.tenant, v.dossier_id, v.known_from, v.received_on, v.due_on, v.closed_on, v.outcome, v.competent_unit_id, (v.known_to = 'infinity') as is_now
from dossiers.version v
where v.tenant = :tenant
  and v.dossier_id = any (:ids::bigint[])
  and (v.known_to = 'infinity' or (v.known_from <= :known_at and v.known_to > :known_at))
order by v.dossier_id, v.known_from;
