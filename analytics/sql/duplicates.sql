-- Grain: one row a pair of duties of one document, of different departments, that may say the same; by ids.
-- Parameters: none.
-- Columns: duty_a, duty_b, source_id, department_a, department_b, probability, functions, terms_en, terms_zh,
--   verdict (a reader's, or empty), same.
select
    x.duty_a, x.duty_b, a.source_id, a.department_id as department_a, b.department_id as department_b,
    x.probability, x.functions, x.terms_en, x.terms_zh, x.verdict, x.same
from duplicates x
join duties a on a.duty_id = x.duty_a
join duties b on b.duty_id = x.duty_b
order by x.duty_a, x.duty_b
