-- Figures of a report follow on from those before it: where the figures of the period before were closed before its last day, the days between belong to
-- this one. Reports of before keep nothing here and say what they said.
alter table reports.report
  add column data_from date,
  add column year_from date,
  add constraint report_data_from check (data_from < s and data_from > s - 367),
  add constraint report_year_from check (year_from <= coalesce(data_from, s) and year_from > s - 732);
comment on column reports.report.data_from is 'first day whose records count, the day after the figures of the period before were closed; null: the period''s first day';
comment on column reports.report.year_from is 'first day of what is told since the year began, where it is not the first day of the reporting year';
