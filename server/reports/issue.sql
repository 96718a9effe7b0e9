-- name: insert_issue
insert into reports.issue (tenant, report_id, version, unit_id, year, number, issued_on, signer, known_at, tree_day, content, content_sha256,
                           docx_file_id, docx_sha256, symbol, pdf_file_id, pdf_sha256, xlsx_file_id, xlsx_sha256, token, issued_at, issued_by)
values (:tenant, :report_id, :version, :unit_id, :year, :number, :issued_on::date, :signer, :known_at, :tree_day::date, :content::jsonb,
        :content_sha256, :docx_file_id, :docx_sha256, :symbol, :pdf_file_id, :pdf_sha256, :xlsx_file_id, :xlsx_sha256, :token, :now, :by);

-- name: issued
select i.version, i.year, i.number, i.issued_on, i.signer, i.known_at, i.content, i.content_sha256, i.docx_file_id, i.docx_sha256, i.symbol, i.pdf_file_id,
       i.pdf_sha256, i.xlsx_file_id, i.token, i.issued_at
from reports.issue i
where i.tenant = :tenant and i.report_id = :id
order by i.version desc
limit 1;
