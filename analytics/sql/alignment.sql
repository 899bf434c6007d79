-- Grain: one row a subject duty and candidate, best first for each subject and object source.
-- Parameters: subjects, objects (lists of source ids, or null for all), areas (list, or null: of the subject).
-- Columns: subject_id, object_id, object_source, rank, score, probability, accepted, relation, n_yes, n_no,
--   functions, terms_en, terms_zh, evidence, subject_source, subject_gist_en, subject_gist_zh,
--   subject_department, subject_department_en, subject_department_zh, subject_functions, subject_action,
--   object_gist_en, object_gist_zh, object_department, object_department_en, object_department_zh,
--   object_functions, object_action, draft (whether either side is one).
select
    x.*, s.source_id as subject_source,
    s.gist_en as subject_gist_en, s.gist_zh as subject_gist_zh, s.department_id as subject_department,
    u.name_en as subject_department_en, u.name_zh as subject_department_zh, s.functions as subject_functions,
    s.action as subject_action,
    o.gist_en as object_gist_en, o.gist_zh as object_gist_zh, o.department_id as object_department,
    v.name_en as object_department_en, v.name_zh as object_department_zh, o.functions as object_functions,
    o.action as object_action, p.draft or q.draft as draft
from alignment x
join duties s on s.duty_id = x.subject_id
join departments u on u.department_id = s.department_id
join duties o on o.duty_id = x.object_id
join departments v on v.department_id = o.department_id
join sources p on p.source_id = s.source_id
join sources q on q.source_id = x.object_source
where ($subjects is null or list_contains($subjects, s.source_id))
    and ($objects is null or list_contains($objects, x.object_source))
    and ($areas is null or list_has_any(string_split(s.areas, ';'), $areas))
order by s.ordinal, x.object_source, x.rank
