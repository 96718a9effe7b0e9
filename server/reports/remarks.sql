-- name: insert_remark
insert into reports.remark (tenant, report_id, version, place, words, at, by, answers, quote, quote_of, quote_before, quote_after, occurrence)
values (:tenant, :report_id, :version, :place, :words, :now, :by, :answers, :quote, :quote_of, :quote_before, :quote_after, :occurrence)
returning id;

-- name: remarks
select m.id, m.version, m.place, m.words, m.at, m.answers, m.closed_at, a.display_name as by_name,
       m.quote, m.quote_of, m.quote_before, m.quote_after, m.occurrence
from reports.remark m
left join access.account a on a.id = m.by
where m.tenant = :tenant and m.report_id = :report_id and m.version <= :newest
order by m.id;

-- name: close_remark
update reports.remark
set closed_at = :now
where tenant = :tenant and report_id = :report_id and id = :id and closed_at is null;

-- name: put_explanation
insert into reports.explanation (tenant, report_id, finding, seq, words, at, by)
select :tenant, :report_id, :finding, coalesce(max(x.seq), 0) + 1, :words, :now, :by
from reports.explanation x
where x.tenant = :tenant and x.report_id = :report_id and x.finding = :finding
returning finding;

-- name: explanations
select x.finding, x.words, x.at, a.display_name as by_name
from reports.explanation x
left join access.account a on a.id = x.by
where x.tenant = :tenant and x.report_id = :report_id
order by x.finding, x.seq desc;
