-- name: copies
select c.id, c.unit_id, u.code as unit_code, c.state, c.year, c.number, c.requester_name, c.requester_identity, c.requester_phone, c.original_name,
       c.original_number, c.original_issuer, c.original_issued_on, c.pages, c.copies, c.fee_vnd, c.fee_note, c.dossier_code, c.signed_file_id is not null
       as has_file, c.sha256, c.token, c.signer_name, c.signer_title, c.drafted_at, a.display_name as drafted_by_name, c.signed_at, c.given_at, c.given_to,
       c.given_how, c.cancelled_at, c.cancel_reason
from certifications.copy c
join org.unit u on u.id = c.unit_id
left join access.account a on a.id = c.drafted_by
where access.in_scope(c.unit_id, :scope::int[])
  and (:id::bigint is null or c.id = :id)
  and (:unit_ids::int[] is null or c.unit_id = any (:unit_ids))
  and (:state::text is null or c.state = :state)
  and (:from_at::timestamptz is null or coalesce(c.signed_at, c.drafted_at) >= :from_at)
  and (:to_at::timestamptz is null or coalesce(c.signed_at, c.drafted_at) < :to_at)
  and (:q::text is null or c.requester_plain like '%' || :q || '%' or c.original_plain like '%' || :q || '%' or c.number::text = :q
       or c.requester_identity = :q or c.original_number = :q)
order by c.drafted_at desc, c.id desc
limit :page_size offset :skipped;

-- name: count_copies
select count(*)::int as total
from certifications.copy c
where access.in_scope(c.unit_id, :scope::int[])
  and (:unit_ids::int[] is null or c.unit_id = any (:unit_ids))
  and (:state::text is null or c.state = :state)
  and (:from_at::timestamptz is null or coalesce(c.signed_at, c.drafted_at) >= :from_at)
  and (:to_at::timestamptz is null or coalesce(c.signed_at, c.drafted_at) < :to_at)
  and (:q::text is null or c.requester_plain like '%' || :q || '%' or c.original_plain like '%' || :q || '%' or c.number::text = :q
       or c.requester_identity = :q or c.original_number = :q);

-- name: file_of
select coalesce(c.signed_file_id, c.source_file_id) as file_id, c.number, c.year, c.signed_file_id is not null as is_signed
from certifications.copy c
where c.id = :id
  and access.in_scope(c.unit_id, :scope::int[]);

-- name: counts_by_unit
-- What was asked for in [from_at, to_at) and what was certified in it, by unit; cancelled ones only where they were asked for.
select u.code as unit_code,
       count(*) filter (where c.drafted_at >= :from_at and c.drafted_at < :to_at)::int as asked,
       count(*) filter (where c.signed_at >= :from_at and c.signed_at < :to_at and c.state <> 'cancelled')::int as certified,
       coalesce(sum(c.copies) filter (where c.signed_at >= :from_at and c.signed_at < :to_at and c.state <> 'cancelled'), 0)::int as copies,
       coalesce(sum(c.fee_vnd) filter (where c.signed_at >= :from_at and c.signed_at < :to_at and c.state <> 'cancelled'), 0)::int as fee_vnd,
       count(*) filter (where c.given_at >= :from_at and c.given_at < :to_at)::int as given,
       count(*) filter (where c.cancelled_at >= :from_at and c.cancelled_at < :to_at)::int as cancelled
from certifications.copy c
join org.unit u on u.id = c.unit_id
where access.in_scope(c.unit_id, :scope::int[])
  and (:unit_ids::int[] is null or c.unit_id = any (:unit_ids))
  and ((c.drafted_at >= :from_at and c.drafted_at < :to_at) or (c.signed_at >= :from_at and c.signed_at < :to_at)
       or (c.given_at >= :from_at and c.given_at < :to_at) or (c.cancelled_at >= :from_at and c.cancelled_at < :to_at))
group by u.id
order by u.code, u.id;

-- name: by_token
select c.unit_id, c.state, c.year, c.number, c.original_name, c.pages, c.sha256, c.signer_name, c.signer_title, c.signed_at, c.cancelled_at
from certifications.copy c
where c.token = :token and c.state in ('signed', 'given', 'cancelled') and c.signed_at is not null;
