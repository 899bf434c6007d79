-- Grain: one row a duty in a cluster of two or more, clusters by id, duties in the documents' order.
-- Parameters: none.
-- Columns: cluster_id, duty_id, source_id, department_id, gist_en, gist_zh, functions.
select c.cluster_id, c.duty_id, d.source_id, d.department_id, d.gist_en, d.gist_zh, d.functions
from clusters c join duties d using (duty_id)
order by c.cluster_id, d.ordinal
