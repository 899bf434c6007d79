-- Grain: one row a holder, comparable function and duty that states it; holders, then functions, then duties in order.
-- Parameters: scope ('office' or 'source'), actions, kinds (lists, or null for all): which duties are counted.
-- Columns: holder_id, office_id, source_id (of the duty), code (the function), duty_id, department_id, action.
select h.holder_id, h.office_id, d.source_id, x.function as code, d.duty_id, d.department_id, d.action
from held_duties d
join holders h on h.scope = d.scope and h.holder_id = d.holder_id
join departments u using (department_id)
join duty_functions x using (duty_id)
join functions f using (function)
join areas a using (area)
where d.scope = $scope and a.comparable
    and ($actions is null or list_contains($actions, d.action))
    and ($kinds is null or list_contains($kinds, u.kind))
order by h.ordinal, f.ordinal, d.ordinal
