-- Grain: one row a duty in a cluster of two or more, clusters by id, duties in the documents' order.
-- Parameters: none.
-- Columns: cluster_id, n_duties, n_offices (in the cluster), duty_id, office_id, source_id, department_id,
--   department_en, department_zh, gist_en, gist_zh, functions, areas, action, draft.
select
    c.cluster_id, count(*) over (partition by c.cluster_id) as n_duties,
    (select count(distinct s.office_id) from clusters x join duties y using (duty_id) join sources s using (source_id)
        where x.cluster_id = c.cluster_id) as n_offices,
    c.duty_id, s.office_id, d.source_id, d.department_id, u.name_en as department_en, u.name_zh as department_zh,
    d.gist_en, d.gist_zh, d.functions, d.areas, d.action, s.draft
from clusters c
join duties d using (duty_id)
join sources s using (source_id)
join departments u using (department_id)
order by c.cluster_id, d.ordinal
