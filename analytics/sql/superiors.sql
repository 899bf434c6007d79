-- Grain: one row an office that stands under another office of the register, in the register's order.
-- Parameters: none.
-- Columns: office_id, superior_id.
select o.office_id, s.office_id as superior_id
from offices o join offices s on s.office_id = o.parent_id
order by o.ordinal
