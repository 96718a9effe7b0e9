-- Entries are scoped by the unit they concern. The predicate is that of access.in_scope, written out because access stands above audit.

-- name: append
select audit.append(:e_tenant::smallint[], :e_at::text[], :e_actor_id::bigint[], :e_actor_name::text[], :e_request_id::text[], :e_action::text[],
                    :e_subject_kind::text[], :e_subject_id::text[], :e_unit_id::int[], :e_before::text[], :e_after::text[], :e_reason::text[]);

-- name: head
select h.seq, h.hash
from audit.head h
where h.tenant = :tenant::smallint;

-- name: chains
-- Tenants that have a chain, or what is left of one.
select h.tenant
from audit.head h
union
select e.tenant
from audit.entry e
order by tenant;

-- name: chain_after
-- The next entries of a chain, with everything their hash covers.
select e.tenant,
       e.seq,
       to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
       e.actor_id,
       e.actor_name,
       e.request_id,
       e.action,
       e.subject_kind,
       e.subject_id,
       e.unit_id,
       e.before,
       e.after,
       e.reason,
       e.prev_hash,
       e.hash
from audit.entry e
where e.tenant = :tenant::smallint
  and e.seq > :seq::bigint
order by e.seq
limit :size::int;

-- name: newest
select e.tenant,
       e.seq,
       e.at,
       e.actor_id,
       e.actor_name,
       e.request_id,
       e.action,
       e.subject_kind,
       e.subject_id,
       e.unit_id,
       e.before,
       e.after,
       e.reason
from audit.entry e
where (:subject_kind::text is null or e.subject_kind = :subject_kind)
  and (:subject_id::text is null or e.subject_id = :subject_id)
  and (:unit_id::int is null or e.unit_id = :unit_id)
  and (:actor_id::bigint is null or e.actor_id = :actor_id)
  and (:actor_words::text is null or lib.plain(e.actor_name) like '%' || :actor_words || '%')
  and (:action::text is null or e.action = :action)
  and (:from_at::timestamptz is null or e.at >= :from_at)
  and (:to_at::timestamptz is null or e.at < :to_at)
  and (:scope::int[] is null or e.unit_id = any (:scope))
order by e.at desc, e.tenant, e.seq desc
limit :size::int offset :skip::int;

-- name: oldest
select e.tenant,
       e.seq,
       e.at,
       e.actor_id,
       e.actor_name,
       e.request_id,
       e.action,
       e.subject_kind,
       e.subject_id,
       e.unit_id,
       e.before,
       e.after,
       e.reason
from audit.entry e
where (:subject_kind::text is null or e.subject_kind = :subject_kind)
  and (:subject_id::text is null or e.subject_id = :subject_id)
  and (:unit_id::int is null or e.unit_id = :unit_id)
  and (:actor_id::bigint is null or e.actor_id = :actor_id)
  and (:actor_words::text is null or lib.plain(e.actor_name) like '%' || :actor_words || '%')
  and (:action::text is null or e.action = :action)
  and (:from_at::timestamptz is null or e.at >= :from_at)
  and (:to_at::timestamptz is null or e.at < :to_at)
  and (:scope::int[] is null or e.unit_id = any (:scope))
order by e.at, e.tenant, e.seq
limit :size::int offset :skip::int;

-- name: count_entries
select count(*)::int as total
from audit.entry e
where (:subject_kind::text is null or e.subject_kind = :subject_kind)
  and (:subject_id::text is null or e.subject_id = :subject_id)
  and (:unit_id::int is null or e.unit_id = :unit_id)
  and (:actor_id::bigint is null or e.actor_id = :actor_id)
  and (:actor_words::text is null or lib.plain(e.actor_name) like '%' || :actor_words || '%')
  and (:action::text is null or e.action = :action)
  and (:from_at::timestamptz is null or e.at >= :from_at)
  and (:to_at::timestamptz is null or e.at < :to_at)
  and (:scope::int[] is null or e.unit_id = any (:scope));
