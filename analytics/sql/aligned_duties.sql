-- Grain: one row a duty that can be aligned (its main function is not GEN), in the documents' order.
-- Parameters: none.
-- Columns: duty_id, source_id, department_id.
select d.duty_id, d.source_id, d.department_id
from duties d
join duty_functions x on x.duty_id = d.duty_id and x.position = 1
join functions f using (function)
join areas a using (area)
where a.comparable
order by d.ordinal
