-- How much a membership may show at most (features A06, A07): whoever came by a paper whose number was not the recorded one
-- reads masked doses in the family too.
alter table family_members add column level int not null default 2 check (level in (1, 2));
alter table family_members alter column level drop default;
