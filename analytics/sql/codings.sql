-- Grain: one row a duty, coder and comparable function that this coder gave it, the main one first.
-- Parameters: none.
-- Columns: duty_id, coder ('register', or 'other' for duties that were coded twice), twice (whether there is another
--   coder's coding), source_id, department_id, action (this coder's), kind, named (the document states the unit's
--   name), plain (people coded it, and no note says that a reader inferred something), function, area, position.
with given as (
    select duty_id, 'register' as coder, functions, action from duties
    union all
    select duty_id, 'other', functions, action from second_codings
),
coded as (
    select g.duty_id, g.coder, g.action, trim(x.function) as function, x.position
    from given g, lateral (
        select unnest(string_split(g.functions, ';')) as function, generate_subscripts(string_split(g.functions, ';'), 1) as position
    ) x
)
select
    c.duty_id, c.coder, c.duty_id in (select duty_id from second_codings) as twice, d.source_id, d.department_id,
    c.action, u.kind, u.name_status = 'stated' as named, d.note = '' and d.coding = 'people' as plain,
    c.function, f.area, c.position
from coded c
join duties d using (duty_id)
join departments u using (department_id)
join functions f using (function)
join areas a using (area)
where a.comparable
order by c.coder desc, d.ordinal, c.position
