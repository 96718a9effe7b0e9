-- name: by_token
select i.tenant, i.report_id, i.version, i.number, i.year, i.symbol, i.issued_on, i.signer, i.docx_sha256, i.pdf_file_id, i.pdf_sha256, i.xlsx_sha256,
       r.title, r.s, r.e, r.unit_id, last.kind as last_event, last.version as last_version, recalled.at as recalled_at
from reports.issue i
join reports.report r on r.tenant = i.tenant and r.id = i.report_id
join lateral (
  select v.kind, v.version from reports.event v where v.tenant = i.tenant and v.report_id = i.report_id order by v.seq desc limit 1
) last on true
left join lateral (
  select v.at from reports.event v
  where v.tenant = i.tenant and v.report_id = i.report_id and v.kind = 'recalled' and v.version >= i.version
  order by v.seq limit 1
) recalled on true
where i.token = :token;

-- name: issues_of
select i.version, i.number, i.year, i.symbol, i.issued_on, i.token
from reports.issue i
where i.tenant = :tenant and i.report_id = :report_id
order by i.version;
