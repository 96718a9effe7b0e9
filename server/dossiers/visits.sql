-- name: visit_sent_before
-- The moment is left out: a desk whose line broke sends the same again later.
select w.id,
       (w.kind = :kind and w.unit_id = :unit_id and w.channel = :channel and v.procedure_id = asked.procedure_id
        and w.applicant = :applicant::jsonb and w.missing = :missing::jsonb
        and (w.matter, w.reason, w.legal_ground) is not distinct from (:matter::text, :reason::text, :legal_ground::text)) as is_same
from dossiers.visit w
join procedures.version v on v.id = w.procedure_version_id
join procedures.version asked on asked.id = :procedure_version_id
where w.tenant = :tenant and w.client_id = :client_id;

-- name: insert_visit
insert into dossiers.visit (tenant, client_id, unit_id, procedure_version_id, kind, channel, at, recorded_at, officer_id, officer_name, applicant, matter,
                            missing, reason, legal_ground)
values (:tenant, :client_id, :unit_id, :procedure_version_id, :kind, :channel, :at, :recorded_at, :officer_id, :officer_name, :applicant::jsonb, :matter,
        :missing::jsonb, :reason, :legal_ground)
on conflict (tenant, client_id) do nothing
returning id;

-- name: visits
select w.tenant, w.id, w.kind, w.channel, w.at, w.recorded_at, w.officer_id, w.officer_name, w.applicant, w.matter, w.missing, w.reason, w.legal_ground,
       w.unit_id, u.code as unit_code, n.name as unit_name, w.procedure_version_id, p.code as procedure_code, v.name as procedure_name,
       access.in_scope(w.unit_id, :personal::int[]) as may_read_personal,
       count(*) over ()::int as total
from dossiers.visit w
join org.unit u on u.id = w.unit_id
join lateral (
  select n.name
  from org.unit_name n
  where n.unit_id = u.id
  order by (n.valid @> (w.at at time zone 'Asia/Ho_Chi_Minh')::date) desc, lower(n.valid) desc
  limit 1
) n on true
join procedures.version v on v.id = w.procedure_version_id
join procedures.procedure p on p.id = v.procedure_id
where access.in_scope(w.unit_id, :scope::int[])
  and (:id::bigint is null or w.id = :id)
  and (:kind::text is null or w.kind = :kind)
  and (:units::int[] is null or w.unit_id = any (:units::int[]))
  and (:words::text[] is null or lib.plain((w.applicant ->> 'name') || ' ' || coalesce(w.matter, '') || ' ' || v.name) like all (:words))
  and (:from_at::timestamptz is null or w.at >= :from_at)
  and (:before_at::timestamptz is null or w.at < :before_at)
order by w.at desc, w.id desc
limit :limit offset :offset;
