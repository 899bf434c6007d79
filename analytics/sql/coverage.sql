-- Grain: one row a holder and code, zeros included; holders then codes in the register's order.
-- Parameters: scope ('office' or 'source'), level ('area' or 'function'),
--   actions, kinds (lists, or null for all): which duties are counted.
-- Columns: holder_id, office_id, source_id, level, area, code, n_duties, n_departments, n_functions (present),
--   n_functions_area (functions that the code has), n_dedicated (duties that name fewer than three others),
--   n_comparable (the holder's comparable duties, the denominator of share),
--   n_machine (of n_duties, those that the machine coded), draft (whether the holder is one).
with counted as (
    select d.holder_id, d.duty_id, d.department_id, d.coding,
        (
            select count(*) from duty_functions x join functions f using (function) join areas a using (area)
            where x.duty_id = d.duty_id and a.comparable
        ) as n_codes
    from held_duties d join departments u using (department_id)
    where d.scope = $scope and d.comparable
        and ($actions is null or list_contains($actions, d.action))
        and ($kinds is null or list_contains($kinds, u.kind))
),
totals as (select holder_id, count(*) as n_comparable from counted group by holder_id),
stated as (
    select c.holder_id, k.code,
        count(distinct c.duty_id) as n_duties,
        count(distinct c.department_id) as n_departments,
        count(distinct k.function) as n_functions,
        count(distinct c.duty_id) filter (where c.n_codes <= 3) as n_dedicated,
        count(distinct c.duty_id) filter (where c.coding = 'machine') as n_machine
    from counted c join duty_functions x using (duty_id) join codes k on k.function = x.function and k.level = $level
    group by c.holder_id, k.code
),
grid as (
    select h.holder_id, h.office_id, h.source_id, h.draft, h.ordinal as holder_ordinal,
        k.area, k.code, min(k.ordinal) as code_ordinal, count(k.function) as n_functions_area
    from holders h, codes k
    where h.scope = $scope and k.level = $level
    group by all
)
select
    g.holder_id, g.office_id, g.source_id, $level as level, g.area, g.code,
    coalesce(s.n_duties, 0) as n_duties, coalesce(s.n_departments, 0) as n_departments,
    coalesce(s.n_functions, 0) as n_functions, g.n_functions_area,
    coalesce(s.n_dedicated, 0) as n_dedicated, coalesce(t.n_comparable, 0) as n_comparable,
    coalesce(s.n_machine, 0) as n_machine, g.draft
from grid g
left join stated s using (holder_id, code)
left join totals t using (holder_id)
order by g.holder_ordinal, g.code_ordinal
