-- Documents that prove something, and what they prove.

-- name: same_evidence
select e.id, e.file_id
from registers.evidence e
where e.tenant = :tenant::smallint and e.unit_id = :unit_id::int and e.sha256 = :sha256 and e.document_number is not distinct from :document_number
  and e.document_on is not distinct from :document_on::date
order by e.id
limit 1;

-- name: insert_evidence
insert into registers.evidence (tenant, unit_id, file_id, sha256, title, document_number, document_on, issuer, added_at, added_by, added_by_name)
values (:tenant, :unit_id, :file_id, :sha256, :title, :document_number, :document_on, :issuer, :now, :added_by, :added_by_name)
returning id;

-- name: evidence_held
select e.tenant, e.id, e.unit_id, e.document_on, e.title, e.sha256
from registers.evidence e
where e.id = :id::bigint
  and access.in_scope(e.unit_id, :scope::int[]);

-- name: linked
select l.id
from registers.evidence_link l
where l.tenant = :tenant::smallint and l.evidence_id = :evidence_id::bigint and l.subject_kind = :subject_kind and l.subject_id = :subject_id
  and l.page is not distinct from :page::int and l.unlinked_at is null;

-- name: insert_link
insert into registers.evidence_link (tenant, evidence_id, subject_kind, subject_id, page, quote, linked_at, linked_by, linked_by_name)
values (:tenant, :evidence_id, :subject_kind, :subject_id, :page, :quote, :now, :linked_by, :linked_by_name)
returning id;

-- name: link_held
select l.tenant, l.id, l.evidence_id, l.subject_kind, l.subject_id, e.unit_id
from registers.evidence_link l
join registers.evidence e on e.tenant = l.tenant and e.id = l.evidence_id
where l.id = :id::bigint
  and l.unlinked_at is null
  and access.in_scope(e.unit_id, :scope::int[])
for update of l;

-- name: unlink
update registers.evidence_link l
set unlinked_at = :now, unlinked_by = :unlinked_by, unlink_reason = :reason
where l.tenant = :tenant and l.id = :id and l.unlinked_at is null;

-- name: of_subjects
select l.subject_id, l.id as link_id, e.id as evidence_id, e.unit_id, e.title, e.document_number, e.document_on, e.issuer, e.sha256, e.file_id, f.name as file_name,
       f.content_type, f.size_bytes, l.page, l.quote, l.linked_at, l.linked_by_name
from registers.evidence_link l
join registers.evidence e on e.tenant = l.tenant and e.id = l.evidence_id
join files.file f on f.tenant = e.tenant and f.id = e.file_id
where l.subject_kind = :subject_kind
  and l.subject_id = any (:subject_ids::text[])
  and l.unlinked_at is null
  and access.in_scope(e.unit_id, :scope::int[])
order by l.subject_id, l.linked_at, l.id;

-- name: counts_of_subjects
select l.subject_id, count(*)::int as n
from registers.evidence_link l
join registers.evidence e on e.tenant = l.tenant and e.id = l.evidence_id
where l.subject_kind = :subject_kind
  and l.subject_id = any (:subject_ids::text[])
  and l.unlinked_at is null
  and access.in_scope(e.unit_id, :scope::int[])
group by l.subject_id
order by l.subject_id;

-- name: listed_evidence
select e.id, e.unit_id, e.title, e.document_number, e.document_on, e.issuer, e.sha256, e.file_id, f.name as file_name, f.content_type, f.size_bytes, e.added_at,
       e.added_by_name, (select count(*)::int from registers.evidence_link l where l.tenant = e.tenant and l.evidence_id = e.id and l.unlinked_at is null) as uses,
       count(*) over ()::int as total
from registers.evidence e
join files.file f on f.tenant = e.tenant and f.id = e.file_id
where access.in_scope(e.unit_id, :scope::int[])
  and (:unit_ids::int[] is null or e.unit_id = any (:unit_ids))
  and (:q::text is null or strpos(lib.plain(e.title || ' ' || coalesce(e.document_number, '') || ' ' || f.name), :q) > 0)
order by e.added_at desc, e.id desc
limit :page_size::int offset :skipped::int;

-- name: uses_of
select l.subject_kind, l.subject_id, l.page, l.quote, l.linked_at, l.linked_by_name, l.unlinked_at, l.unlink_reason
from registers.evidence_link l
where l.tenant = :tenant::smallint and l.evidence_id = :id::bigint
order by l.linked_at, l.id;

-- name: file_of
select e.file_id, e.sha256
from registers.evidence e
where e.id = :id::bigint
  and access.in_scope(e.unit_id, :scope::int[]);

-- name: by_numbers
-- Evidence of a unit's reach by the number written on it, newest first.
select e.id, e.document_number, e.document_on
from registers.evidence e
where e.tenant = :tenant::smallint
  and lower(e.document_number) = any (:numbers::text[])
  and access.in_scope(e.unit_id, :scope::int[])
order by e.added_at desc, e.id desc;
