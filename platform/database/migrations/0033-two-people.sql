-- Two people are two (features K02, E11): whoever opens an account and the account itself are one, until somebody else confirms it.

-- null: the installation itself opened it (so-tiem staff add)
alter table staff add column opened_by uuid references staff;
alter table staff add column confirmed_by uuid references staff;
alter table staff add constraint staff_confirmed_by_another check (confirmed_by not in (id, opened_by));
-- as whom this account counts where two are asked for
alter table staff add column word_of uuid not null generated always as (case when confirmed_by is null then coalesce(opened_by, id) else id end) stored;

update staff s set opened_by = a.staff_id from audit a
  where a.action = 'invite_staff' and a.subject_kind = 'staff' and a.subject_id = s.id::text;
update staff s set confirmed_by = r.settled_by from staff_requests r
  where r.staff_id = s.id and r.kind = 'give_role' and r.outcome = 'confirmed' and r.settled_by <> s.opened_by;
