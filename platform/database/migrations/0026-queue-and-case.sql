-- The desk: who has a case open, rulings of the district, and the second pair of eyes.

-- Who has a case open: a soft lock that runs out by itself or is taken over on purpose (features E04).
create table case_holds (
  report_id uuid primary key references reports,
  staff_id uuid not null references staff,
  held_until timestamptz not null
);

-- Two stations have passed it on: now the district says whose it is, within 24 hours and once (features E02).
create table hop_rulings (
  report_id uuid primary key references reports,
  unit_id text not null references units,
  asked_by uuid not null references staff,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  ruled_by uuid references staff,
  ruled_at timestamptz,
  ruled_unit_id text references units,
  check ((ruled_by is null) = (ruled_at is null) and (ruled_by is null) = (ruled_unit_id is null))
);
create index hop_rulings_open on hop_rulings (due_at) where ruled_at is null;

-- One in twenty of the decisions that one officer may take alone is looked at by another (features E11).
create table rechecks (
  id uuid primary key,
  report_id uuid not null references reports,
  decision text not null check (decision in ('approve', 'refuse', 'answer')),
  decided_by uuid not null references staff,
  chosen_at timestamptz not null,
  -- who looks: a colleague, or any officer of this unit where the station has nobody else
  unit_id text not null references units,
  for_staff_id uuid references staff,
  looked_by uuid references staff,
  looked_at timestamptz,
  verdict text check (verdict in ('right', 'wrong')),
  note text,
  check (for_staff_id is null or for_staff_id <> decided_by),
  check (looked_by is null or looked_by <> decided_by),
  check ((looked_by is null) = (verdict is null) and (looked_by is null) = (looked_at is null)),
  check (verdict is distinct from 'wrong' or note is not null)
);
create index rechecks_open on rechecks (report_id) where looked_at is null;
-- what the last card of each report said, for a list of 15,000
create index photos_agreeing on photos (report_id, received_at desc, id desc) include (card_agrees)
  where card_agrees is not null;

-- Kinds of notices are named in core/ports/deadlines.ts, where the compiler reads them.
alter table deadline_notices drop constraint deadline_notices_kind_check;
alter table deadline_notices add constraint deadline_notices_kind_check check (kind ~ '^[a-z][a-z0-9_]+$');

-- Another ID number on health's word alone, another identity of a foreigner, a dose taken away: the table itself wants two
-- different officers who approved this round (features E11). A Vietnamese number has the police and the station instead.
create function risky_change_needs_two() returns trigger language plpgsql as $$
begin
  if (new.kind = 'identity' and new.foreigner) or (new.field = 'dose' and new.correct->>'removed' = 'yes') then
    if not exists (select from second_looks l join reports r on r.id = l.report_id and r.round = l.round
        where l.report_id = new.report_id and l.second_by is not null and l.second_by <> l.first_by)
      -- a dose typed by two sites has its own two officers (0023, features G13)
      and not exists (select from dose_removals d where d.id = new.dose_removal_id and d.remove_dose_id = new.dose_id
        and not d.both_real and d.second_by <> d.first_by) then
      raise exception 'an ID number, an identity or a dose taken away needs two officers (features E11)'
        using errcode = 'integrity_constraint_violation', constraint = 'approved_changes_need_two';
    end if;
  end if;
  return new;
end $$;
create trigger approved_changes_need_two before insert on approved_changes
  for each row execute function risky_change_needs_two();

-- What the order "easy first" asks of every row of a list (features C05, E03), reckoned once when the row is written.
alter table reports
  add column asks_identity boolean not null generated always as
    (jsonb_path_exists(changes, '$[*] ? (@.field == "fullName" || @.field == "birthDate" || @.field == "sex" || @.field == "idNumber")')) stored,
  add column all_from_card boolean not null generated always as
    (not jsonb_path_exists(changes, '$[*] ? (@.source != "card_qr" && (@.field == "fullName" || @.field == "birthDate" || @.field == "sex" || @.field == "idNumber"))')) stored;
