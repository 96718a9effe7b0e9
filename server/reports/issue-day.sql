-- name: next_number
insert into reports.book (tenant, unit_id, year, last)
values (:tenant, :unit_id, :year, 1)
on conflict on constraint book_pk do update set last = reports.book.last + 1
returning last;

-- name: last_in_book
-- The newest day of the book: papers of years ago may have been entered between.
select i.number, i.issued_on
from reports.issue i
where i.tenant = :tenant and i.unit_id = :unit_id and i.year = :year
order by i.issued_on desc, i.number desc
limit 1;
