-- Grain: one row a threshold of probability, rising.
-- Parameters: none.
-- Columns: threshold, n_accepted, precision, recall (on the labels that were kept for testing).
select threshold, n_accepted, precision, recall from thresholds order by threshold
