-- The Excel appendix of an issued report is kept as it was issued, like its Word file and its PDF: anyone may hold a file against it.

alter table reports.issue
  add column xlsx_file_id bigint,
  add column xlsx_sha256 text,
  add constraint issue_xlsx_fk foreign key (tenant, xlsx_file_id) references files.file (tenant, id);
comment on column reports.issue.xlsx_file_id is 'the Excel appendix as issued; null: the report has no table, or was issued before workbooks were kept';
create index issue_xlsx on reports.issue (tenant, xlsx_file_id) where xlsx_file_id is not null;
