-- Grain: one row a holder, code and unit or section that hints at the code without a duty of its own.
-- Parameters: scope ('office' or 'source'), level ('area' or 'function').
-- Columns: holder_id, code, hint ('section' or 'unreadable'), name_en, name_zh, text_status, department_id.
with hints as (
    select u.source_id, x.function, 'section' as hint, t.name_en, t.name_zh, u.text_status, u.department_id, t.section_id as id
    from section_functions x join sections t using (section_id) join departments u using (department_id)
    union all
    select u.source_id, x.function, 'unreadable', u.name_en, u.name_zh, u.text_status, u.department_id, u.department_id
    from unreadable_functions x join departments u using (department_id)
)
select
    h.holder_id, k.code, n.hint, arg_min(n.name_en, n.id) as name_en, arg_min(n.name_zh, n.id) as name_zh,
    arg_min(n.text_status, n.id) as text_status, min(n.department_id) as department_id
from hints n
join holders h on h.scope = $scope and list_contains(string_split(h.source_id, ';'), n.source_id)
join codes k on k.function = n.function and k.level = $level
group by h.holder_id, k.code, n.hint
order by h.holder_id, k.code, n.hint
