-- Which numbers and records are one person, as officers confirmed (features A14, B05).
-- The mirror of the Platform stays as the Platform has it; these rows only say what belongs together.
create table person_numbers (
  number text primary key check (number ~ '^([0-9]{9}|[0-9]{12})$'),
  person_id uuid not null references people,
  kind text not null check (kind in ('cmnd', 'cccd')),
  source text not null check (source in ('card_qr')),
  -- the day the card that names both was issued: the old number ends there, the new one begins
  changed_on date not null,
  report_id uuid not null references reports,
  confirmed_by uuid not null references staff,
  confirmed_at timestamptz not null
);
create index person_numbers_person on person_numbers (person_id);

create table record_joins (
  id uuid primary key,
  kept_id uuid not null references people,
  joined_id uuid not null references people,
  report_id uuid not null references reports,
  proposed_by uuid not null references staff,
  proposed_at timestamptz not null,
  confirmed_by uuid references staff,
  confirmed_at timestamptz,
  undone_by uuid references staff,
  undone_at timestamptz,
  check (kept_id <> joined_id),
  -- two officers (features B05, E11)
  check (confirmed_by is null or confirmed_by <> proposed_by),
  check ((confirmed_by is null) = (confirmed_at is null)),
  check ((undone_by is null) = (undone_at is null))
);
-- a record stands for one person only
create unique index record_joins_one on record_joins (joined_id) where undone_at is null;
create index record_joins_kept on record_joins (kept_id) where undone_at is null;
create index record_joins_report on record_joins (report_id);
