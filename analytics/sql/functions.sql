-- Grain: one row a function, GEN included, in the codebook's order.
-- Parameters: none.
-- Columns: function, area, group_name, name_en, name_zh, area_en, area_zh, note, level, level_reason, comparable.
select
    f.function, f.area, a.group_name, f.name_en, f.name_zh, a.name_en as area_en, a.name_zh as area_zh, f.note,
    f.level, f.level_reason, a.comparable
from functions f join areas a using (area)
order by f.ordinal
