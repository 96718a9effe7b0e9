create schema forms;
grant usage on schema forms to motcua_app;

create table forms.form (
  code text not null,
  version int not null,
  valid daterange not null,
  name_vi text not null,
  name_en text not null,
  layout jsonb not null,
  source text not null,
  status text not null,
  constraint form_pk primary key (code, version),
  constraint form_once exclude using gist (code with =, valid with &&)
);
comment on table forms.form is 'statistical forms: rows and columns of measures, with the official numbering, versioned by day';

grant select, insert, update on forms.form to motcua_app;
