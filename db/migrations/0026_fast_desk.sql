-- What a reception costs is mostly what its row costs here. The words to search for are handed in with the row by who has them at hand (the desk);
-- for everyone else they are made here, as before.
alter table dossiers.dossier
  alter column words drop expression,
  alter column applicant_plain drop expression;

create function dossiers.fill_words() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' or new.words is null then
    new.words := dossiers.words(new.applicant_name || ' ' || coalesce(new.submitter_name, '') || ' ' || coalesce(new.matter, '') || ' '
                                || regexp_replace(new.code, '^.*-', ''));
  end if;
  if tg_op = 'UPDATE' or new.applicant_plain is null then
    new.applicant_plain := lib.plain(new.applicant_name);
  end if;
  return new;
end $$;
comment on function dossiers.fill_words() is 'row trigger: the words to search for, where they were not handed in with the row; the same as server/dossiers/words.ts';
create trigger worded before insert on dossiers.dossier
  for each row when (new.words is null or new.applicant_plain is null) execute function dossiers.fill_words();
create trigger reworded before update of code, applicant_name, submitter_name, matter, words, applicant_plain on dossiers.dossier
  for each row execute function dossiers.fill_words();
comment on column dossiers.dossier.words is 'for searching: applicant, who files for him, what is asked, the number at the end of the code; from its row by trigger';

-- One index for both: a code stands once in a province, and is found from its beginning.
alter table dossiers.dossier drop constraint dossier_code_once;
drop index dossiers.dossier_code;
create unique index dossier_code_once on dossiers.dossier (code text_pattern_ops, tenant);
-- The version names the procedure: both hold with one look, and no statement finds dossiers by procedure alone.
alter table procedures.version add constraint version_of_procedure unique (id, procedure_id);
alter table dossiers.dossier
  drop constraint dossier_procedure_version_id_fkey,
  drop constraint dossier_procedure_id_fkey,
  add constraint dossier_version_fk foreign key (procedure_version_id, procedure_id) references procedures.version (id, procedure_id);
drop index dossiers.dossier_procedure;

-- What was promised and why is 1 to 3 KB; packing it costs more at each reception and each opening than the room it saves.
alter table dossiers.event set (toast_tuple_target = 4080);
