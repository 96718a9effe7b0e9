-- name: count_slips
select count(*)::int as total
from slips.slip s
left join dossiers.dossier d on d.tenant = s.tenant and d.id = s.dossier_id
where (access.in_scope(s.unit_id, :scope::int[])
       or access.in_scope(d.receiving_unit_id, :scope::int[])
       or access.in_scope(d.competent_unit_id, :scope::int[])
       or access.in_scope(d.holder_unit_id, :scope::int[]))
  and (:kind::text is null or s.kind = :kind)
  and (:units::int[] is null or s.unit_id = any (:units))
  and (:from_at::timestamptz is null or s.issued_at >= :from_at)
  and (:to_at::timestamptz is null or s.issued_at < :to_at)
  and (:words::text is null or s.addressee_plain like :words or s.number_text like :code or s.reference like :code);

-- name: slips
select s.id, s.kind, s.form_set, u.code as unit_code, coalesce(n.short_name, u.code) as unit_name, s.number_text, s.dossier_id, s.reference,
       s.addressee, s.issued_at, a.display_name as issued_by_name
from slips.slip s
join org.unit u on u.id = s.unit_id
left join org.unit_name n on n.unit_id = s.unit_id and n.valid @> (s.issued_at at time zone 'Asia/Ho_Chi_Minh')::date
left join access.account a on a.id = s.issued_by
left join dossiers.dossier d on d.tenant = s.tenant and d.id = s.dossier_id
where (access.in_scope(s.unit_id, :scope::int[])
       or access.in_scope(d.receiving_unit_id, :scope::int[])
       or access.in_scope(d.competent_unit_id, :scope::int[])
       or access.in_scope(d.holder_unit_id, :scope::int[]))
  and (:kind::text is null or s.kind = :kind)
  and (:units::int[] is null or s.unit_id = any (:units))
  and (:from_at::timestamptz is null or s.issued_at >= :from_at)
  and (:to_at::timestamptz is null or s.issued_at < :to_at)
  and (:words::text is null or s.addressee_plain like :words or s.number_text like :code or s.reference like :code)
order by s.issued_at desc, s.id desc
limit :limit offset :offset;

-- name: by_token
select s.tenant, s.kind, s.form_set, s.number_text, s.unit_id, s.reference, s.addressee, s.issued_at, s.content_sha256, s.content,
       d.status, d.due_on::text as due_on, d.closed_at, d.delivered_at, d.competent_unit_id
from slips.slip s
left join dossiers.dossier d on d.tenant = s.tenant and d.id = s.dossier_id
where s.tenant = any (array(select t.id from org.tenant t)) and s.token = :token;
