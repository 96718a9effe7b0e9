-- name: insert_copy
insert into certifications.copy (tenant, unit_id, state, requester_name, requester_identity, requester_phone, original_name, original_number,
  original_issuer, original_issued_on, pages, copies, fee_vnd, fee_note, dossier_code, source_file_id, drafted_at, drafted_by)
values (:tenant, :unit_id, 'draft', :requester_name, :requester_identity, :requester_phone, :original_name, :original_number,
  :original_issuer, :original_issued_on, :pages, :copies, :fee_vnd, :fee_note, :dossier_code, :source_file_id, :now, :drafted_by)
returning id;

-- name: lock_copy
select c.tenant, c.id, c.unit_id, c.state, c.year, c.number, c.requester_name, c.requester_identity, c.original_name, c.original_number,
       c.original_issuer, c.original_issued_on, c.pages, c.copies, c.source_file_id, c.signed_file_id, c.token, c.drafted_by
from certifications.copy c
where c.id = :id
  and access.in_scope(c.unit_id, :scope::int[])
for update;

-- name: next_number
insert into certifications.book (tenant, unit_id, year, last)
values (:tenant, :unit_id, :year, 1)
on conflict (tenant, unit_id, year) do update set last = certifications.book.last + 1
returning last;

-- name: begin_signing
update certifications.copy c
set state = 'signing', year = :year, number = :number, token = :token, signer_name = :signer_name, signer_title = :signer_title
where c.tenant = :tenant and c.id = :id;

-- name: finish_signing
update certifications.copy c
set state = 'signed', signed_file_id = :signed_file_id, sha256 = :sha256, signed_at = :now
where c.tenant = :tenant and c.id = :id and c.state = 'signing'
returning c.unit_id, c.number, c.year, c.requester_name, c.requester_identity, c.original_name, c.original_number, c.original_issuer,
          c.original_issued_on, c.signer_name;

-- name: give_copy
update certifications.copy c
set state = 'given', given_at = :now, given_to = :given_to, given_how = :given_how
where c.tenant = :tenant and c.id = :id;

-- name: cancel_copy
update certifications.copy c
set state = 'cancelled', cancelled_at = :now, cancel_reason = :reason
where c.tenant = :tenant and c.id = :id;
