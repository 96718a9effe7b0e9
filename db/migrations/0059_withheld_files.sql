-- A file that only its own part of the product hands out, by its own rules: the Word file of a report that is still being written is not read
-- from above, whoever may read files there.
alter table files.file add column is_withheld boolean not null default false;
comment on column files.file.is_withheld is 'handed out by the part of the product that keeps it, never by its number alone';
