-- Grain: one row a document, in the register's order.
-- Parameters: none.
-- Columns: source_id, office_id, office_en, office_zh, title_en, title_zh, language, script, valid_from, valid_to,
--   dating, dating_zh, completeness, completeness_zh, n_departments, n_duties, n_comparable, n_machine (duties that the
--   machine coded), n_uncoded, draft.
select
    s.source_id, s.office_id, o.name_en as office_en, o.name_zh as office_zh, s.title_en, s.title_zh, s.language,
    s.script, s.valid_from, s.valid_to, s.dating, s.dating_zh, s.completeness, s.completeness_zh,
    (select count(*) from departments u where u.source_id = s.source_id and u.kind <> 'leadership') as n_departments,
    count(d.duty_id) as n_duties, count(d.duty_id) filter (where d.comparable) as n_comparable,
    count(d.duty_id) filter (where d.coding = 'machine') as n_machine,
    count(d.duty_id) filter (where d.coding = 'none') as n_uncoded, s.draft
from sources s
join offices o using (office_id)
left join duties d using (source_id)
group by all
order by any_value(s.ordinal)
