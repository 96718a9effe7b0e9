-- name: in_force
-- Of each unit the newest activation that has begun.
select distinct on (a.unit_id) a.unit_id, a.template_id, t.file_id
from slips.activation a
left join slips.template t on t.tenant = a.tenant and t.id = a.template_id
where a.tenant = :tenant
  and a.unit_id = any (:unit_ids::int[])
  and a.kind = :kind
  and a.form_set = :form_set
  and a.paper = :paper
  and a.from_on <= :day::date
order by a.unit_id, a.from_on desc, a.id desc;

-- name: next_version
select coalesce(max(t.version_no), 0)::int + 1 as version_no
from slips.template t
where t.tenant = :tenant and t.unit_id = :unit_id and t.kind = :kind and t.form_set = :form_set and t.paper = :paper;

-- name: insert_template
insert into slips.template (tenant, unit_id, kind, form_set, paper, version_no, file_id, sha256, file_name, note, uploaded_at, uploaded_by)
values (:tenant, :unit_id, :kind, :form_set, :paper, :version_no, :file_id, :sha256, :file_name, :note, :uploaded_at, :uploaded_by)
returning id;

-- name: template
select t.tenant, t.id, t.unit_id, t.kind, t.form_set, t.paper, t.version_no, t.file_id, t.file_name
from slips.template t
where t.tenant = any (array(select n.id from org.tenant n))
  and t.id = :id
  and access.in_scope(t.unit_id, :scope::int[]);

-- name: templates_of
select t.id, t.kind, t.form_set, t.paper, t.version_no, t.file_name, t.note, t.uploaded_at, a.display_name as uploaded_by_name
from slips.template t
left join access.account a on a.id = t.uploaded_by
where t.tenant = :tenant and t.unit_id = :unit_id
order by t.kind, t.form_set, t.paper, t.version_no desc;

-- name: activations_of
select c.id, c.kind, c.form_set, c.paper, c.from_on::text as from_on, c.template_id, t.version_no, c.reason, c.at, a.display_name as by_name
from slips.activation c
left join slips.template t on t.tenant = c.tenant and t.id = c.template_id
left join access.account a on a.id = c.by
where c.tenant = :tenant and c.unit_id = :unit_id
order by c.from_on desc, c.id desc;

-- name: insert_activation
insert into slips.activation (tenant, unit_id, kind, form_set, paper, from_on, template_id, reason, at, by)
values (:tenant, :unit_id, :kind, :form_set, :paper, :from_on::date, :template_id, :reason, :at, :by)
returning id;
