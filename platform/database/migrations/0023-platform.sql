-- The road to the Platform and back (features G01-G14): deliveries, tasks, removals, and the history of every value.

-- ── Exports: a file that takes the export back, and removals apart from everything else (features G08, G13) ──────────
alter table exports add column reverse_file_key text, add column reverse_sha256 text;
alter table exports drop constraint exports_kind_check;
alter table exports add constraint exports_kind_check check (kind in ('import_file', 'hand_edit', 'removal_list'));
create index export_rows_changes on export_rows using gin (change_ids);
create index export_rows_pending on export_rows (export_id) where state = 'exported';

-- What became of a file on its way: the Platform's receipt, or why there is none yet (features G04, G11).
create table platform_deliveries (
  export_id uuid primary key references exports,
  sequence bigint generated always as identity,
  state text not null check (state in ('waiting', 'handed_over', 'accepted', 'refused')),
  attempts int not null default 0,
  fault_code text,
  away_since timestamptz,
  -- the citizens of this file have been told once that the Platform does not answer
  told_at timestamptz,
  accepted_at timestamptz,
  -- control totals as the Platform counted them, or the differences for which it refused
  receipt jsonb
);
create index platform_deliveries_open on platform_deliveries (sequence) where state in ('waiting', 'handed_over');

-- ── Work that the exchange leaves for people (features G03, G04, G12) ───────────────────────────────────────────────
create table platform_tasks (
  id uuid primary key,
  kind text not null check (kind in ('not_landed', 'changed_by_other', 'resting', 'dose_elsewhere', 'file_refused')),
  -- an approved change, or the export whose file was refused
  subject_id uuid not null,
  unit_id text not null references units,
  person_id uuid references people,
  report_id uuid references reports,
  export_id uuid references exports,
  -- of `resting`: where the row stands
  stage text not null default '',
  -- of `dose_elsewhere`: the place that typed the dose, as the record names it
  facility text,
  rounds int not null default 1,
  opened_at timestamptz not null,
  due_at timestamptz not null,
  closed_at timestamptz,
  closed_by uuid references staff,
  unique (kind, subject_id, stage)
);
create index platform_tasks_open on platform_tasks (unit_id, due_at) where closed_at is null;
create index platform_tasks_report on platform_tasks (report_id) where kind = 'dose_elsewhere';

-- ── The same dose typed by two sites: one proposes, another decides (features G13, E11) ─────────────────────────────
create table dose_removals (
  id uuid primary key,
  unit_id text not null references units,
  person_id uuid not null references people,
  keep_dose_id uuid not null references doses on delete cascade,
  remove_dose_id uuid not null references doses on delete cascade,
  -- both doses were really given
  both_real boolean not null default false,
  reason text not null,
  first_by uuid not null references staff,
  first_at timestamptz not null,
  second_by uuid references staff,
  second_at timestamptz,
  check (keep_dose_id <> remove_dose_id),
  check (second_by is distinct from first_by or second_by is null)
);
create unique index dose_removals_pair on dose_removals
  (least(keep_dose_id, remove_dose_id), greatest(keep_dose_id, remove_dose_id));

-- A removal decided by two officers is an authority of its own beside the decision on a report (features F05).
alter table approved_changes add column dose_removal_id uuid references dose_removals;
alter table approved_changes drop constraint approved_changes_check2;
alter table approved_changes add constraint approved_changes_dose_authority check (kind = 'identity'
  or (police_row_id is null and (health_event_id is not null) <> (dose_removal_id is not null)));

-- ── Repaired cells of an import (features G14) ──────────────────────────────────────────────────────────────────────
alter table import_rows add column repairs jsonb not null default '[]';

-- ── Every value a record ever had, with the file it came from (features G07) ────────────────────────────────────────
-- Written by the database itself, so that no road to the tables goes past it; replayed it gives the record.
create table record_history (
  id bigint generated always as identity primary key,
  person_id uuid not null references people on delete cascade,
  -- null: of the person; else of this dose
  dose_id uuid,
  import_id uuid,
  at timestamptz not null,
  -- the columns that changed, with their new values; null: the dose is gone
  facts jsonb
);
create index record_history_person on record_history (person_id, id);

create function note_person_history() returns trigger language plpgsql as $$
declare changed jsonb;
begin
  select coalesce(jsonb_object_agg(n.key, n.value), '{}') into changed from jsonb_each(to_jsonb(new)) n
    where tg_op = 'INSERT' or n.value is distinct from to_jsonb(old) -> n.key;
  if changed <> '{}' then
    insert into record_history (person_id, dose_id, import_id, at, facts)
      values (new.id, null, new.import_id, new.updated_at, changed);
  end if;
  return null;
end $$;
create trigger people_history after insert or update on people for each row execute function note_person_history();

create function note_dose_history() returns trigger language plpgsql as $$
declare changed jsonb;
begin
  if tg_op = 'DELETE' then
    -- Gone with its person: there is nobody left whose history this would be.
    if exists (select from people where id = old.person_id) then
      insert into record_history (person_id, dose_id, import_id, at, facts)
        values (old.person_id, old.id, old.import_id, now(), null);
    end if;
    return null;
  end if;
  -- The Platform moved it to another person: it ends here and begins there.
  if tg_op = 'UPDATE' and new.person_id <> old.person_id then
    insert into record_history (person_id, dose_id, import_id, at, facts)
      values (old.person_id, old.id, new.import_id, now(), null), (new.person_id, new.id, new.import_id, now(), to_jsonb(new));
    return null;
  end if;
  select coalesce(jsonb_object_agg(n.key, n.value), '{}') into changed from jsonb_each(to_jsonb(new)) n
    where tg_op = 'INSERT' or n.value is distinct from to_jsonb(old) -> n.key;
  if changed <> '{}' then
    insert into record_history (person_id, dose_id, import_id, at, facts)
      values (new.person_id, new.id, new.import_id, now(), changed);
  end if;
  return null;
end $$;
create trigger doses_history after insert or update or delete on doses for each row execute function note_dose_history();

insert into record_history (person_id, dose_id, import_id, at, facts)
  select id, null, import_id, updated_at, to_jsonb(p) from people p;
insert into record_history (person_id, dose_id, import_id, at, facts)
  select person_id, id, import_id, now(), to_jsonb(d) from doses d;
