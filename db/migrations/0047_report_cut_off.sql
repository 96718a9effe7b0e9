alter table reports.report
  add column data_to date,
  add constraint report_data_to check (data_to >= s and data_to < e);
comment on column reports.report.data_to is 'last day whose records count, where figures were closed before the period ended; null: the period''s last day';

create table reports.original (
  tenant smallint not null,
  report_id bigint not null,
  source text not null,
  noted_at timestamptz not null,
  noted_by bigint references access.account (id),
  constraint original_pk primary key (tenant, report_id),
  constraint original_report_fk foreign key (tenant, report_id) references reports.report (tenant, id)
);
comment on table reports.original is 'that a report was made again from the records after one on paper; what that one printed stands beside it';
create index original_noted_by on reports.original (noted_by);

create table reports.original_figure (
  tenant smallint not null,
  report_id bigint not null,
  position smallint not null,
  label text not null,
  printed text not null,
  anchor text,
  ours text,
  why text,
  rule text,
  constraint original_figure_pk primary key (tenant, report_id, position),
  constraint original_figure_report_fk foreign key (tenant, report_id) references reports.original (tenant, report_id),
  constraint original_figure_ours check (anchor is null or ours is null)
);
comment on table reports.original_figure is 'a figure as the paper printed it; ours is the figure under the anchor, or words where there is none';
comment on column reports.original_figure.why is 'why ours is another; null where both say the same';
comment on column reports.original_figure.rule is 'rule of the check that finds the fault in the paper; null: found by the records';

grant select, insert on reports.original, reports.original_figure to motcua_app;
