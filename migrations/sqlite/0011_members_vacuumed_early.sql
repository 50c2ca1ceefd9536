-- Nothing to do here: this database has no dead rows.
select 1;
