-- name: declarations_held
-- Declarations never change: a later one is a row of its own.
select d.id, d.value::text as value, hashint8extended(d.id, 17)::text as x, hashint8extended(d.id, 23)::text as y
from measures.declaration d
where d.id = any (:ids::bigint[]) and access.in_scope(d.unit_id, :scope::int[])
order by d.declared_at desc, d.id desc;

-- name: declarations_of
select d.id, d.unit_id, d.s, d.e, d.declared_at
from measures.declaration d
where d.id = any (:ids::bigint[]) and access.in_scope(d.unit_id, :scope::int[])
order by d.id;

-- name: copies_held
-- As they stood at the moment: one cancelled since is there, and what was signed or given since is not told.
select k.id, k.unit_id, u.code as unit_code, k.number, k.year, k.original_name, k.copies, k.drafted_at,
       case when k.signed_at <= :known_at then k.signed_at end as signed_at,
       case when k.given_at <= :known_at then k.given_at end as given_at,
       case when k.cancelled_at <= :known_at then 'cancelled' when k.given_at <= :known_at then 'given' when k.signed_at <= :known_at then 'signed'
            else 'draft' end as state,
       count(*) over ()::int as all_n, (bit_xor(hashint8extended(k.id, 17)) over ())::text as x, (sum(hashint8extended(k.id, 23)) over ())::text as y
from certifications.copy k
join org.unit u on u.id = k.unit_id
cross join lateral (values ('asked', k.drafted_at), ('certified', k.signed_at), ('given', k.given_at)) as w (what, moment)
where k.unit_id = any (:unit_ids::int[])
  and w.what = :what
  and w.moment >= :from_at::timestamptz
  and w.moment < :to_at::timestamptz
  and w.moment <= :known_at
  and (w.what = 'asked' or k.cancelled_at is null or k.cancelled_at > :known_at)
order by w.moment desc, k.id
limit :most::int offset :skipped::int;

-- name: copies_moved
with looked as (
  select k.id, k.unit_id, k.drafted_at <= :known_at as was_there, k.cancelled_at is not null as is_cancelled,
         exists (
           select from (values ('asked', k.drafted_at), ('certified', k.signed_at), ('given', k.given_at)) as w (what, moment)
           where w.what = :what_then and k.unit_id = any (:units_then::int[])
             and w.moment >= :from_at::timestamptz and w.moment < :to_at::timestamptz and w.moment <= :known_at
             and (w.what = 'asked' or k.cancelled_at is null or k.cancelled_at > :known_at)
         ) as counted_then,
         exists (
           select from (values ('asked', k.drafted_at), ('certified', k.signed_at), ('given', k.given_at)) as w (what, moment)
           where w.what = :what_now and k.unit_id = any (:units_now::int[])
             and w.moment >= :from_at::timestamptz and w.moment < :to_at::timestamptz
             and (w.what = 'asked' or k.cancelled_at is null)
         ) as counted_now
  from certifications.copy k
  where k.unit_id = any (:units_then::int[]) or k.unit_id = any (:units_now::int[])
)
select l.id, l.counted_now as has_entered, l.was_there, l.is_cancelled, l.unit_id,
       count(*) filter (where l.counted_now) over ()::int as entered_n,
       count(*) filter (where l.counted_then) over ()::int as left_n
from looked l
where l.counted_then <> l.counted_now
order by l.id
limit :limit::int;
