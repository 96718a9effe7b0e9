-- Excel workbooks of a ministry that are filled in place: the file as it came, and which of its cells is which cell of a form.

create table reports.ministry_book (
  tenant smallint not null references org.tenant (id),
  form text not null,
  version int not null constraint ministry_book_number check (version > 0),
  valid_from date not null,
  file_id bigint not null,
  file_name text not null,
  sha256 text not null,
  rows_by text not null constraint ministry_book_rows check (rows_by in ('sector', 'unit')),
  mapping jsonb not null,
  reason text not null,
  made_at timestamptz not null,
  made_by bigint references access.account (id),
  made_by_name text not null,
  constraint ministry_book_pk primary key (tenant, form, version),
  constraint ministry_book_file_fk foreign key (tenant, file_id) references files.file (tenant, id)
);
comment on table reports.ministry_book is 'a workbook given by a ministry for a form and how its cells are filled, by version; of a day the newest that has begun';
comment on column reports.ministry_book.rows_by is 'of a form of columns: a row for each sector or for each unit';
comment on column reports.ministry_book.mapping is 'cells by sheet and address or by defined name, each with row and column of the form; server/reports/ministry-map.ts';
create index ministry_book_file on reports.ministry_book (tenant, file_id);
create index ministry_book_by on reports.ministry_book (made_by);

grant select, insert on reports.ministry_book to motcua_app;
