-- name: book_listed
select i.report_id, i.version, i.year, i.number, i.symbol, i.issued_on, i.signer, i.token, r.title, u.code as unit_code, i.unit_id, last.kind as last_event,
       last.version as last_version, (select max(x.version) from reports.issue x where x.tenant = i.tenant and x.report_id = i.report_id) as last_issue,
       (select count(*) from reports.signed s where s.tenant = i.tenant and s.report_id = i.report_id and s.version = i.version)::int as signatures,
       (select array_agg(d.to_name order by d.is_superior desc, d.id) from reports.dispatch d
        where d.tenant = i.tenant and d.report_id = i.report_id and d.version = i.version) as sent_to
from reports.issue i
join reports.report r on r.tenant = i.tenant and r.id = i.report_id
join org.unit u on u.id = i.unit_id
join lateral (
  select v.kind, v.version from reports.event v where v.tenant = i.tenant and v.report_id = i.report_id order by v.seq desc limit 1
) last on true
where access.in_scope(i.unit_id, :scope::int[])
  and (:unit_ids::int[] is null or i.unit_id = any (:unit_ids::int[]))
  and (:year::int is null or i.year = :year)
  and (:from::date is null or i.issued_on >= :from::date)
  and (:before::date is null or i.issued_on < :before::date)
  and (:like::text is null or r.title_plain like :like or lib.plain(i.signer) like :like)
order by i.year desc, i.unit_id, i.number desc
limit :limit offset :offset;

-- name: count_book
select count(*)::int as total
from reports.issue i
join reports.report r on r.tenant = i.tenant and r.id = i.report_id
where access.in_scope(i.unit_id, :scope::int[])
  and (:unit_ids::int[] is null or i.unit_id = any (:unit_ids::int[]))
  and (:year::int is null or i.year = :year)
  and (:from::date is null or i.issued_on >= :from::date)
  and (:before::date is null or i.issued_on < :before::date)
  and (:like::text is null or r.title_plain like :like or lib.plain(i.signer) like :like);
