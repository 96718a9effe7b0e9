-- name: hold_book
-- Makes the book when there is none and locks it: whoever issues from it comes one after the other.
insert into slips.book (tenant, unit_id, year, kind, last)
values (:tenant, :unit_id, :year, :kind, 0)
on conflict on constraint book_pk do update set last = book.last
returning last;

-- name: next_number
update slips.book
set last = last + 1
where tenant = :tenant and unit_id = :unit_id and year = :year and kind = :kind
returning last;

-- name: issued
select s.tenant, s.id, s.number_text, s.form_set, s.issued_at
from slips.slip s
where s.tenant = :tenant
  and s.kind = :kind
  and s.dossier_id is not distinct from :dossier_id::bigint
  and s.visit_id is not distinct from :visit_id::bigint
  and s.event_seq = :event_seq;

-- name: insert_slip
insert into slips.slip (tenant, token, kind, form_set, unit_id, year, number, number_text, dossier_id, visit_id, event_seq, reference, addressee,
                        content, content_sha256, issued_at, issued_by)
values (:tenant, :token, :kind, :form_set, :unit_id, :year, :number, :number_text, :dossier_id, :visit_id, :event_seq, :reference, :addressee,
        :content::jsonb, :content_sha256, :issued_at, :issued_by)
returning id;

-- name: issued_of_dossier
select s.id, s.kind, s.event_seq, s.number_text, s.issued_at
from slips.slip s
where s.tenant = :tenant and s.dossier_id = :dossier_id
order by s.id;

-- name: slip
select s.tenant, s.id, s.token, s.kind, s.form_set, s.unit_id, s.number_text, s.dossier_id, s.reference, s.content, s.content_sha256,
       s.issued_at, s.issued_by,
       (access.in_scope(s.unit_id, :personal::int[])
        or access.in_scope(d.receiving_unit_id, :personal::int[])
        or access.in_scope(d.competent_unit_id, :personal::int[])
        or access.in_scope(d.holder_unit_id, :personal::int[])) as may_read_personal
from slips.slip s
left join dossiers.dossier d on d.tenant = s.tenant and d.id = s.dossier_id
where s.tenant = any (array(select t.id from org.tenant t))
  and s.id = :id
  and (access.in_scope(s.unit_id, :scope::int[])
       or access.in_scope(d.receiving_unit_id, :scope::int[])
       or access.in_scope(d.competent_unit_id, :scope::int[])
       or access.in_scope(d.holder_unit_id, :scope::int[]));
