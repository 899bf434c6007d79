-- Grain: one row a code of the level, in the codebook's order; GEN left out.
-- Parameters: level ('area' or 'function').
-- Columns: code, area, group_name, name_en, name_zh, only_level (the level that alone can hold it, or empty),
--   level_reason, level_reason_zh.
select
    k.code, k.area, k.group_name, k.name_en, k.name_zh,
    case when count(distinct f.level) = 1 then min(f.level) else '' end as only_level,
    case when count(distinct f.level) = 1 then min(f.level_reason) else '' end as level_reason,
    case when count(distinct f.level) = 1 then min(f.level_reason_zh) else '' end as level_reason_zh
from codes k join functions f using (function)
where k.level = $level
group by k.code, k.area, k.group_name, k.name_en, k.name_zh, k.ordinal
order by k.ordinal
