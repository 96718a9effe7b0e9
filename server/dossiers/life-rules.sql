-- name: rule_on
select r.id, r.decree, r.max_reappointments, r.lead_days, r.after_lead, r.max_extensions, r.return_unpaid, r.source, r.status
from dossiers.life_rule r
where r.valid @> :day::date;

-- name: forget_rules
delete from dossiers.life_rule r
where not exists (select from jsonb_to_recordset(:rules::jsonb) as n (valid_from date) where n.valid_from = lower(r.valid));

-- name: put_rules
insert into dossiers.life_rule (valid, decree, max_reappointments, lead_days, after_lead, max_extensions, return_unpaid, source, status, note)
select daterange(n.valid_from, n.valid_until), n.decree, n.max_reappointments, n.lead_days, n.after_lead, n.max_extensions, n.return_unpaid, n.source,
       n.status, n.note
from jsonb_to_recordset(:rules::jsonb) as n (valid_from date, valid_until date, decree text, max_reappointments smallint, lead_days smallint,
     after_lead text, max_extensions smallint, return_unpaid text, source text, status text, note text)
where not exists (select from dossiers.life_rule r where lower(r.valid) = n.valid_from)
order by n.valid_from;

-- name: mend_rules
update dossiers.life_rule r
set valid = daterange(n.valid_from, n.valid_until), decree = n.decree, max_reappointments = n.max_reappointments, lead_days = n.lead_days,
    after_lead = n.after_lead, max_extensions = n.max_extensions, return_unpaid = n.return_unpaid, source = n.source, status = n.status, note = n.note
from jsonb_to_recordset(:rules::jsonb) as n (valid_from date, valid_until date, decree text, max_reappointments smallint, lead_days smallint,
     after_lead text, max_extensions smallint, return_unpaid text, source text, status text, note text)
where lower(r.valid) = n.valid_from;
