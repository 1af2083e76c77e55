-- ── Many cases with one decision, and ten minutes to think again (features E06) ─────────────────────────────────────
create table bulk_acts (
  id uuid primary key,
  staff_id uuid not null references staff,
  unit_id text not null references units,
  -- what is decided, in the words of core/use-cases/bulk
  decision jsonb not null,
  state text not null check (state in ('planned', 'waiting', 'undone', 'done')),
  created_at timestamptz not null,
  confirmed_at timestamptz,
  -- nothing happens before; until then it is undone by one press
  runs_at timestamptz,
  ended_at timestamptz,
  check ((state = 'planned') = (confirmed_at is null))
);
create index bulk_acts_staff on bulk_acts (staff_id, created_at desc);

create table bulk_rows (
  bulk_id uuid not null references bulk_acts on delete cascade,
  row_no int not null,
  report_id uuid not null references reports,
  code text not null,
  -- the version the officer was shown: a case that changed since is left alone
  version int not null,
  from_state text not null,
  -- where it would lead; null: not possible, and `objection` says why
  to_state text,
  objection text,
  -- where the message would go; null: its citizen reads it on the tracking page
  channel text,
  -- the words of this row where they are its own: what is asked for, or a ready answer, as they will leave
  text text,
  -- `done`, or the objection that stood in the way when it was carried out
  result text,
  settled_at timestamptz,
  primary key (bulk_id, row_no),
  unique (bulk_id, report_id),
  check ((to_state is null) = (objection is not null))
);
create index bulk_rows_report on bulk_rows (report_id);

-- ── Two records, one person, found without a report (features E08) ──────────────────────────────────────────────────
alter table record_joins alter column report_id drop not null;
-- when the plan for the Platform named this join, and when a later plan took it back
alter table record_joins add column planned_at timestamptz;
alter table record_joins add column unplanned_at timestamptz;

create table duplicate_pairs (
  -- found by the house alone: an import that is taken back takes its pairs along
  first_id uuid not null references people on delete cascade,
  second_id uuid not null references people on delete cascade,
  unit_id text not null references units,
  bits real not null,
  -- per field: how it agrees, and how many bits that is
  parts jsonb not null,
  found_at timestamptz not null,
  -- an officer looked and said: two people
  told_apart_by uuid references staff,
  told_apart_at timestamptz,
  primary key (first_id, second_id),
  check (first_id < second_id),
  check ((told_apart_by is null) = (told_apart_at is null))
);
create index duplicate_pairs_unit on duplicate_pairs (unit_id, bits desc) where told_apart_at is null;

-- ── Notes among colleagues (features E12): they never leave the unit that wrote them ────────────────────────────────
create table case_notes (
  -- that of the form: sent twice it is one note
  id uuid primary key,
  report_id uuid not null references reports,
  unit_id text not null references units,
  staff_id uuid not null references staff,
  text text not null check (length(text) between 1 and 2000),
  at timestamptz not null
);
create index case_notes_report on case_notes (report_id, unit_id, at);

create table note_mentions (
  note_id uuid not null references case_notes on delete cascade,
  staff_id uuid not null references staff,
  seen_at timestamptz,
  primary key (note_id, staff_id)
);
create index note_mentions_waiting on note_mentions (staff_id) where seen_at is null;

-- ── A reply that got lost on a bad line (features E15): the same form sent again changes nothing ────────────────────
create table form_sends (
  -- hash of the officer, the page as it was shown, and what was filled in
  key bytea primary key,
  begun_at timestamptz not null,
  -- where the first one was led to; null while it is worked on
  location text
);
create index form_sends_begun on form_sends (begun_at);

-- ── The batch that went wrong (features E18) ────────────────────────────────────────────────────────────────────────
alter table doses add column entered_by text;
create index doses_batch on doses (facility, given_on, entered_by);

create table wrong_batches (
  id uuid primary key,
  unit_id text not null references units,
  facility text not null,
  given_on date not null,
  entered_by text not null,
  doses int not null,
  wrong int not null,
  -- share of wrong doses at the same place outside this batch
  site_rate real not null,
  -- the error most of its rows share, and how many do
  fault text not null,
  fault_rows int not null,
  state text not null check (state in ('found', 'asked', 'settled', 'false_alarm')),
  found_at timestamptz not null,
  decided_by uuid references staff,
  decided_at timestamptz,
  unique (unit_id, facility, given_on, entered_by)
);
create index wrong_batches_unit on wrong_batches (unit_id, state);

-- ── Fair workload (features E19) ────────────────────────────────────────────────────────────────────────────────────
create table staff_hours (
  staff_id uuid not null references staff,
  day date not null,
  hours numeric(4, 2) not null check (hours between 0 and 12),
  set_by uuid not null references staff,
  primary key (staff_id, day)
);
