create schema slips;
grant usage on schema slips to motcua_app;

create table slips.book (
  tenant smallint not null,
  unit_id int not null references org.unit (id),
  year smallint not null,
  kind text not null,
  last int not null,
  constraint book_pk primary key (tenant, unit_id, year, kind)
);
comment on table slips.book is 'last number given out, per issuing unit, year and kind; it moves in the transaction that keeps the slip, so no number is lost or given twice';

create index book_unit on slips.book (unit_id);

create table slips.template (
  tenant smallint not null,
  id bigint generated always as identity,
  unit_id int not null references org.unit (id),
  kind text not null,
  form_set text not null,
  paper text not null constraint template_paper check (paper in ('a4', 'a5')),
  version_no int not null,
  file_id bigint not null,
  sha256 text not null,
  file_name text not null,
  note text,
  uploaded_at timestamptz not null,
  uploaded_by bigint,
  constraint template_pk primary key (tenant, id),
  constraint template_version_once unique (tenant, unit_id, kind, form_set, paper, version_no),
  constraint template_file_fk foreign key (tenant, file_id) references files.file (tenant, id)
);
comment on table slips.template is 'Word templates of offices that passed the check; what is in force says activation';
comment on column slips.template.paper is 'read from the page size of the file';
create index template_unit on slips.template (unit_id);
create index template_file on slips.template (tenant, file_id);

create table slips.activation (
  tenant smallint not null,
  id bigint generated always as identity,
  unit_id int not null references org.unit (id),
  kind text not null,
  form_set text not null,
  paper text not null constraint activation_paper check (paper in ('a4', 'a5')),
  from_on date not null,
  template_id bigint,
  reason text not null,
  at timestamptz not null,
  by bigint,
  constraint activation_pk primary key (tenant, id),
  constraint activation_template_fk foreign key (tenant, template_id) references slips.template (tenant, id)
);
comment on table slips.activation is 'from when a unit prints by which template: the newest one that has begun counts; without template_id the product''s own again';
create index activation_unit on slips.activation (unit_id, kind, form_set, paper, from_on);
create index activation_template on slips.activation (tenant, template_id) where template_id is not null;

create table slips.letterhead (
  tenant smallint not null,
  unit_id int not null references org.unit (id),
  from_on date not null,
  desk_name text not null,
  place text,
  phone text,
  address text,
  at timestamptz not null,
  by bigint,
  constraint letterhead_pk primary key (tenant, unit_id, from_on)
);
create index letterhead_unit on slips.letterhead (unit_id, from_on);
comment on table slips.letterhead is 'what a unit calls its one-stop desk on slips, from a day on; without a row packs/slips/desks.yaml names it';
comment on column slips.letterhead.place is 'place before the date when it is not the name of the territory';

create table slips.slip (
  tenant smallint not null,
  id bigint generated always as identity,
  token text not null,
  kind text not null,
  form_set text not null,
  unit_id int not null references org.unit (id),
  year smallint not null,
  number int not null,
  number_text text not null,
  dossier_id bigint,
  visit_id bigint,
  event_seq smallint not null default 0,
  reference text not null,
  addressee text not null,
  addressee_plain text not null generated always as (lib.plain(addressee)) stored,
  content jsonb not null,
  content_sha256 text not null,
  issued_at timestamptz not null,
  issued_by bigint,
  constraint slip_pk primary key (tenant, id),
  constraint slip_number_once unique (tenant, unit_id, year, kind, number),
  constraint slip_token_once unique (tenant, token),
  constraint slip_once unique nulls not distinct (tenant, kind, dossier_id, visit_id, event_seq),
  constraint slip_subject check ((dossier_id is null) <> (visit_id is null))
);
comment on table slips.slip is 'slips as issued: number, form set and every word on them; a re-print is drawn from here';
comment on column slips.slip.token is 'unguessable; the QR code leads with it to the public page that says the slip is genuine';
comment on column slips.slip.event_seq is 'the event of the dossier it speaks of; 0 = the dossier or the visit as a whole';
comment on column slips.slip.reference is 'code of the dossier, or of the procedure for a visit';
comment on column slips.slip.content is 'every tag with its text';
create index slip_dossier on slips.slip (tenant, dossier_id) where dossier_id is not null;
create index slip_newest on slips.slip (issued_at desc, id desc);
create index slip_unit on slips.slip (unit_id, issued_at desc);
create index slip_token on slips.slip (token);

grant select, insert, update on slips.book to motcua_app;
grant select, insert on slips.slip, slips.template, slips.activation, slips.letterhead to motcua_app;

-- The hand-over list of a day: what a unit gave to others. Partial, so that receiving a dossier does not write it.
create index event_given on dossiers.event (unit_id, at) where kind in ('handed_over', 'step_done', 'step_returned');
