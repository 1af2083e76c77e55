-- A second look is about the decision of one round: once the case has begun anew, nobody is asked about the old one (features E11).
alter table rechecks add column round integer;
update rechecks k set round = r.round from reports r where r.id = k.report_id;
alter table rechecks alter column round set not null;
