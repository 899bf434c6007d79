-- Grain: one row a duty, in the documents' order.
-- Parameters: each a list, or null for all: offices, sources, groups, areas, functions, actions, kinds.
--   A duty passes by code when none is asked for, or when one of its functions passes groups, areas and functions together.
--   comparable: true for comparable duties only, null for all.
-- Columns: duty_id, office_id, source_id, department_id, gist_en, gist_zh, functions, areas, action, comparable,
--   coding (people, machine or none), draft, note, department_en, department_zh, kind, wording (empty without the documents), line, search_text.
select
    d.duty_id, s.office_id, d.source_id, d.department_id, d.gist_en, d.gist_zh, d.functions, d.areas, d.action,
    d.comparable, d.coding, s.draft, d.note, u.name_en as department_en, u.name_zh as department_zh, u.kind,
    coalesce(w.wording, '') as wording, d.line, d.search_text
from duties d
join sources s using (source_id)
join departments u using (department_id)
left join wordings w using (duty_id)
where ($offices is null or list_contains($offices, s.office_id))
    and ($sources is null or list_contains($sources, d.source_id))
    and ($actions is null or list_contains($actions, d.action))
    and ($kinds is null or list_contains($kinds, u.kind))
    and ($comparable is null or d.comparable = $comparable)
    and (coalesce($groups, $areas, $functions) is null or exists (
        select 1 from duty_functions x join functions f using (function) join areas a using (area)
        where x.duty_id = d.duty_id
            and ($groups is null or list_contains($groups, a.group_name))
            and ($areas is null or list_contains($areas, f.area))
            and ($functions is null or list_contains($functions, f.function))
    ))
order by d.ordinal
