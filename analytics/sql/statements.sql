-- Grain: one row a code and document that states it in a comparable duty.
-- Parameters: level ('area' or 'function').
-- Columns: code, source_id, office_id, valid_from (empty where unknown).
select distinct k.code, d.source_id, s.office_id, s.valid_from
from codes k
join duty_functions x using (function)
join duties d using (duty_id)
join sources s using (source_id)
where k.level = $level and d.comparable
order by k.code, d.source_id
