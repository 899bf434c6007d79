-- Grain: one row a holder (an office, or a document), in the register's order.
-- Parameters: scope ('office' or 'source').
-- Columns: holder_id, office_id, source_id (`;` between), name_en, name_zh, short_en, short_zh, level, valid_from, valid_to,
--   n_duties, n_comparable (duties), n_departments (units, those without duties included), n_uncoded (duties that nobody
--   has coded and for which the machine suggests nothing), draft.
select
    h.holder_id, h.office_id, h.source_id, h.name_en, h.name_zh, h.short_en, h.short_zh, h.level,
    coalesce(h.valid_from, '') as valid_from, coalesce(h.valid_to, '') as valid_to,
    count(d.duty_id) as n_duties,
    count(d.duty_id) filter (where d.comparable) as n_comparable,
    (
        select count(*) from departments u where u.kind <> 'leadership'
        and list_contains(string_split(h.source_id, ';'), u.source_id)
    ) as n_departments,
    count(d.duty_id) filter (where d.coding = 'none') as n_uncoded, h.draft
from holders h
left join held_duties d on d.scope = h.scope and d.holder_id = h.holder_id
where h.scope = $scope
group by h.holder_id, h.office_id, h.source_id, h.name_en, h.name_zh, h.short_en, h.short_zh,
    h.level, h.valid_from, h.valid_to, h.draft, h.ordinal
order by h.ordinal
