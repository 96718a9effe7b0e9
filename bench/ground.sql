-- A made-up province: 1 nation, 1 province, 10 districts, 129 communes; 60 sectors, 300 procedures. Run once by bench/run.ts.
insert into org.tenant (id, code, name) values (0, 'VN', 'Cả nước'), (99, 'H99', 'Tỉnh đo thử');

insert into org.unit (code, slug, kind, tenant, born, source, status)
select case when n = 0 then 'VN' when n = 1 then 'H99' when n <= 11 then 'H99.D' || n else 'H99.X' || n end,
       case when n = 1 then 'tinh' end,
       case when n = 0 then 'nation' when n = 1 then 'province' when n <= 11 then 'district' else 'commune' end,
       case when n = 0 then 0 else 99 end, '2000-01-01', 'bench', 'approved'
from generate_series(0, 140) n;

insert into org.unit_name (unit_id, name, short_name, valid)
select u.id, 'Đơn vị ' || u.code, u.code, '[2000-01-01,)' from org.unit u;

-- Communes 12…140 in turn under districts 2…11.
insert into org.edge (child, parent, valid)
select c.id, p.id, '[2000-01-01,)'
from org.unit c
join org.unit p on p.code = case
  when c.kind = 'province' then 'VN'
  when c.kind = 'district' then 'H99'
  when c.kind = 'commune' then 'H99.D' || (2 + substr(c.code, 6)::int % 10)
end;

insert into procedures.sector (code, name, source, status)
select 'S' || n, 'Lĩnh vực ' || n, 'bench', 'approved' from generate_series(1, 60) n;

insert into procedures.procedure (code) select 'T' || n from generate_series(1, 300) n;

insert into procedures.version (procedure_id, valid, name, sector_id, level, authority, online_level, source, status)
select p.id, '[2000-01-01,)', 'Thủ tục ' || p.code, 1 + p.id % 60, 'commune', 'UBND', 'full', 'bench', 'approved' from procedures.procedure p;
