-- Electronic certified copies, as the register of module certifications keeps them.

-- name: certified_by_unit
-- By the unit that certifies: what was asked for, certified and given in [from_at, to_at); those cancelled by then only where they were asked for.
select c.unit_id,
       c.n, c.copies, c.what, c.x, c.y
from (
  select k.unit_id, w.what, count(*)::int as n, coalesce(sum(k.copies), 0)::int as copies,
         bit_xor(hashint8extended(k.id, 17))::text as x, sum(hashint8extended(k.id, 23))::text as y
  from certifications.copy k
  cross join lateral (values ('asked', k.drafted_at, true), ('certified', k.signed_at, k.cancelled_at is null or k.cancelled_at > :known_at::timestamptz),
    ('given', k.given_at, k.cancelled_at is null or k.cancelled_at > :known_at::timestamptz)) as w (what, moment, is_counted)
  where access.in_scope(k.unit_id, :unit_ids::int[])
    and w.is_counted
    and w.moment >= :from_at::timestamptz
    and w.moment < :to_at::timestamptz
    and (:known_at::timestamptz is null or w.moment <= :known_at)
  group by k.unit_id, w.what
) c
order by c.unit_id, c.what;

-- name: certified_records
select k.id, k.unit_id, u.code as unit_code, k.number, k.year, k.original_name, k.copies, k.drafted_at, k.signed_at, k.given_at, k.state,
       count(*) over ()::int as n, (bit_xor(hashint8extended(k.id, 17)) over ())::text as x, (sum(hashint8extended(k.id, 23)) over ())::text as y
from certifications.copy k
join org.unit u on u.id = k.unit_id
cross join lateral (values ('asked', k.drafted_at, true), ('certified', k.signed_at, k.cancelled_at is null or k.cancelled_at > :known_at::timestamptz),
  ('given', k.given_at, k.cancelled_at is null or k.cancelled_at > :known_at::timestamptz)) as w (what, moment, is_counted)
where access.in_scope(k.unit_id, :unit_ids::int[])
  and w.what = :what
  and w.is_counted
  and w.moment >= :from_at::timestamptz
  and w.moment < :to_at::timestamptz
  and (:known_at::timestamptz is null or w.moment <= :known_at)
order by w.moment desc, k.id
limit :most::int offset :skipped::int;
