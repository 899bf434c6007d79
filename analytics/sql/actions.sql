-- Grain: one row an action, in the codebook's order.
-- Parameters: none.
-- Columns: action, name_en, name_zh, note.
select action, name_en, name_zh, note from actions order by ordinal
