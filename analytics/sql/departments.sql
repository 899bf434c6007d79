-- Grain: one row a unit, in the documents' order.
-- Parameters: none.
-- Columns: department_id, office_id, source_id, ordinal, name_en, name_zh, name_status, kind, rank_en, rank_zh, role_en,
--   role_zh, text_status, would_hold, n_duties, n_comparable, n_sections, draft.
select
    u.department_id, s.office_id, u.source_id, u.ordinal, u.name_en, u.name_zh, u.name_status, u.kind, u.rank_en, u.rank_zh,
    u.role_en, u.role_zh, u.text_status, u.would_hold,
    count(d.duty_id) as n_duties, count(d.duty_id) filter (where d.comparable) as n_comparable,
    (select count(*) from sections t where t.department_id = u.department_id) as n_sections,
    s.draft
from departments u
join sources s using (source_id)
left join duties d using (department_id)
group by all
order by any_value(s.ordinal), any_value(u.ordinal)
