create schema desk;
grant usage on schema desk to motcua_app;

create table desk.desk (
  id int generated always as identity primary key,
  tenant smallint not null,
  unit_id int not null references org.unit (id),
  name text not null,
  address text,
  phone text,
  has_own_room boolean not null default true,
  decision_no text,
  valid daterange not null,
  token text not null constraint desk_token_once unique,
  note text
);
comment on table desk.desk is 'a reception point (Bộ phận Một cửa, trung tâm or a further point of it) of a unit; a unit may have several';
comment on column desk.desk.token is 'opens the take-a-number and the display page of this desk without signing in; unguessable, can be replaced';
comment on column desk.desk.has_own_room is 'false: it shares its room with another office';
create index desk_unit on desk.desk (unit_id);

create table desk.staff (
  id int generated always as identity primary key,
  desk_id int not null references desk.desk (id),
  account_id bigint references access.account (id),
  name text not null,
  duty text not null constraint staff_duty check (duty in ('head', 'deputy', 'officer', 'support')),
  title text not null,
  agency text,
  decision_no text,
  valid daterange not null,
  end_reason text,
  constraint staff_once exclude using gist (desk_id with =, name with =, title with =, valid with &&)
);
comment on table desk.staff is 'who works at a desk, in what duty and title, from when to when';
comment on column desk.staff.agency is 'office that seconds the person, when it is not the desk’s own unit';
create index staff_desk on desk.staff (desk_id);
create index staff_account on desk.staff (account_id) where account_id is not null;

create table desk.equipment (
  id int generated always as identity primary key,
  desk_id int not null references desk.desk (id),
  kind text not null,
  name text not null,
  amount int not null constraint equipment_amount check (amount >= 0),
  amount_working int not null,
  amount_needed int,
  since date,
  source text,
  note text,
  valid daterange not null,
  constraint equipment_working check (amount_working >= 0 and amount_working <= amount),
  constraint equipment_needed check (amount_needed >= 0)
);
comment on table desk.equipment is 'what the desk works with: pieces there, working, and needed by the list it is measured by';
comment on column desk.equipment.kind is 'code of packs/desk/equipment.yaml';
create index equipment_desk on desk.equipment (desk_id);

create table desk.opening_hours (
  id int generated always as identity primary key,
  desk_id int not null references desk.desk (id),
  valid daterange not null,
  weekday smallint not null constraint opening_weekday check (weekday >= 1 and weekday <= 7),
  opens time not null,
  closes time not null,
  constraint opening_order check (opens < closes)
);
comment on table desk.opening_hours is 'when people are received; 1 Monday … 7 Sunday. Deadlines do not depend on it: that is the working calendar';
create index opening_hours_desk on desk.opening_hours (desk_id);

create table desk.service (
  id int generated always as identity primary key,
  desk_id int not null references desk.desk (id),
  letter text not null constraint service_letter check (letter ~ '^[A-Z]$'),
  name text not null,
  name_en text,
  is_open boolean not null default true,
  constraint service_once unique (desk_id, letter)
);
comment on table desk.service is 'what people take a number for; its letter stands before the number';

create table desk.counter (
  id int generated always as identity primary key,
  desk_id int not null references desk.desk (id),
  number smallint not null constraint counter_number check (number > 0),
  name text not null,
  services int[] not null,
  is_open boolean not null default true,
  constraint counter_once unique (desk_id, number)
);
comment on column desk.counter.services is 'services it serves, in no order: who came first is called first';

create table desk.ticket_number (
  desk_id int not null references desk.desk (id),
  on_date date not null,
  letter text not null,
  last int not null,
  constraint ticket_number_pk primary key (desk_id, on_date, letter)
);
comment on table desk.ticket_number is 'last number given of a letter on a day';

create table desk.ticket (
  tenant smallint not null,
  id bigint generated always as identity,
  desk_id int not null references desk.desk (id),
  service_id int not null references desk.service (id),
  on_date date not null,
  label text not null,
  priority text not null default 'none' constraint ticket_priority check (priority in ('none', 'elderly', 'disabled', 'pregnant', 'with_child', 'merit')),
  state text not null default 'waiting' constraint ticket_state check (state in ('waiting', 'called', 'serving', 'done', 'missed', 'left')),
  taken_at timestamptz not null,
  called_at timestamptz,
  times_called smallint not null default 0,
  serving_at timestamptz,
  ended_at timestamptz,
  counter_id int references desk.counter (id),
  called_by bigint references access.account (id),
  dossier_code text,
  constraint ticket_pk primary key (tenant, id),
  constraint ticket_once unique (tenant, desk_id, on_date, label)
);
comment on table desk.ticket is 'a number taken in the queue of a desk, and how long its holder waited and was served';
comment on column desk.ticket.priority is 'people served before others';
comment on column desk.ticket.dossier_code is 'what was received for it, when the officer said so';
create unique index ticket_id on desk.ticket (id);
create index ticket_service on desk.ticket (service_id);
create index ticket_waiting on desk.ticket (desk_id, on_date, state);
create index ticket_counter on desk.ticket (counter_id) where counter_id is not null;
create index ticket_officer on desk.ticket (called_by) where called_by is not null;

grant select, insert, update on all tables in schema desk to motcua_app;
grant delete on desk.opening_hours to motcua_app;
