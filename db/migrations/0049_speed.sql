-- Who is away decides who does a step; what is kept in memory of it counts until somebody's absence changes (0021).
create trigger revised after insert or update or delete or truncate on processes.absence for each statement execute function lib.revise('processes');

-- A paper is found by its dossier (which is in reach or not), never by its number alone: one index instead of two for each paper received.
alter table dossiers.paper drop constraint paper_pk;
alter table dossiers.paper drop constraint paper_once;
alter table dossiers.paper add constraint paper_pk primary key (tenant, dossier_id, kind, ordinal);
