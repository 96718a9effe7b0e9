alter table reports.report
  add column data_to date,
  add constraint report_data_to check (data_to >= s and data_to < e);
comment on column reports.report.data_to is 'last day whose records count, where figures were closed before the period ended; null: the period''s last day';
