-- Every reading leaves a dead entry at the low end of an index, where the slowest reader is looked for: the default, a fifth of
-- all rows, would have that search walk through thousands of them.
alter table members set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
