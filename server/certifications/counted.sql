-- Entries of the register that count in a period, by what is counted: asked for, certified (and the copies of them), given. Cancelled ones
-- are left out once they were cancelled at the moment they are looked at. The number and the list have the same conditions.

-- name: counted_by_unit
select c.unit_id, count(*)::int as entries, sum(c.copies)::int as copies, bit_xor(hashint8extended(c.id, 17))::text as x,
       sum(hashint8extended(c.id, 23))::text as y
from certifications.copy c
cross join lateral (select case :counts::text when 'asked' then c.drafted_at when 'given' then c.given_at else c.signed_at end as at) d
where c.unit_id = any (:unit_ids::int[])
  and d.at >= :from_at::timestamptz and d.at < :to_at::timestamptz
  and d.at <= :known_at::timestamptz
  and (c.cancelled_at is null or c.cancelled_at > :known_at or :counts = 'asked')
group by c.unit_id
order by c.unit_id;

-- name: counted_entries
select c.id, c.unit_id, c.state, c.year, c.number, c.original_name, c.pages, c.copies, c.drafted_at, c.signed_at, c.given_at
from certifications.copy c
cross join lateral (select case :counts::text when 'asked' then c.drafted_at when 'given' then c.given_at else c.signed_at end as at) d
where c.unit_id = any (:unit_ids::int[])
  and d.at >= :from_at::timestamptz and d.at < :to_at::timestamptz
  and d.at <= :known_at::timestamptz
  and (c.cancelled_at is null or c.cancelled_at > :known_at or :counts = 'asked')
order by d.at, c.id
limit :page_size::int offset :skipped::int;
