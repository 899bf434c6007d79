-- Grain: one row a holder and code: the holder's duty that comes nearest to it.
-- Parameters: scope ('office' or 'source'), level ('area' or 'function').
-- Columns: holder_id, code, nearest_duty_id, nearest_score (0 to 1), nearest_gist_en, nearest_gist_zh.
select
    n.holder_id, n.code, n.duty_id as nearest_duty_id, n.score as nearest_score,
    d.gist_en as nearest_gist_en, d.gist_zh as nearest_gist_zh
from nearest n join duties d using (duty_id)
where n.scope = $scope and n.code in (select code from codes where level = $level)
order by n.holder_id, n.code
