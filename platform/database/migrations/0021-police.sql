-- The commune police: summons, a register that is wrong, exchange by workbook, load, joint reviews and who looked at whom
-- (features F02, F03, F07-F10, F12, F13).

-- When a person is asked to come (F09), where an answer came from (F07), and a row that is answered again once the register
-- is put right (F08): such a row has no clock of its own.
alter table police_rows
  add column come_on date,
  add column come_part text check (come_part in ('morning', 'afternoon')),
  add column workbook_id uuid,
  add column mended_at timestamptz,
  add check (come_part is null or come_on is not null);

-- A workbook that carries a list to a computer without our network. Its password is shown once and kept nowhere.
create table police_workbooks (
  id uuid primary key,
  list_id uuid not null references police_lists,
  made_by uuid not null references staff,
  made_at timestamptz not null,
  file_sha256 text not null,
  rows int not null check (rows between 1 and 200),
  imported_by uuid references staff,
  imported_at timestamptz,
  imported_sha256 text,
  check ((imported_by is null) = (imported_at is null))
);
create index police_workbooks_list on police_workbooks (list_id, made_at);
alter table police_rows add foreign key (workbook_id) references police_workbooks;

-- A person asked to come to the police, or whose register data are wrong; one per answered row and report. Each is one contact
-- attempt (features F08, F09).
create table police_calls (
  id uuid primary key,
  kind text not null check (kind in ('must_come', 'register_wrong')),
  report_id uuid not null references reports,
  identity_case_id uuid not null references identity_cases,
  police_row_id uuid not null references police_rows,
  police_unit_id text not null references units,
  come_on date,
  come_part text check (come_part in ('morning', 'afternoon')),
  attempt int not null check (attempt >= 1),
  called_at timestamptz not null,
  ended_at timestamptz,
  unique (report_id, attempt)
);
create index police_calls_case on police_calls (identity_case_id, called_at);

-- What ended a case that the next national match settled by itself (features F08).
alter table reports drop constraint reports_end_state_check;
alter table reports add constraint reports_end_state_check check (end_state in (
  'corrected_and_seen', 'corrected_waiting', 'not_ours', 'not_provable', 'duplicate', 'withdrawn', 'register_mended'));

-- Three national matches failed: station and police look together before anything is sent again (features F10).
create table joint_reviews (
  id uuid primary key,
  identity_case_id uuid not null references identity_cases,
  rounds int not null check (rounds >= 3),
  called_at timestamptz not null,
  held_on date,
  parties text,
  outcome text check (outcome in ('check_again', 'papers_needed', 'register_to_mend')),
  recorded_by uuid references staff,
  recorded_at timestamptz,
  check ((recorded_at is null) = (held_on is null)),
  check ((recorded_at is null) = (parties is null)),
  check ((recorded_at is null) = (outcome is null)),
  check ((recorded_at is null) = (recorded_by is null))
);
create unique index joint_reviews_open on joint_reviews (identity_case_id) where recorded_at is null;

-- How many people one officer can check a day, as the police say themselves; and the district's consent to more (features F13).
create table police_capacities (
  police_unit_id text primary key references units,
  rows_per_officer_day int not null check (rows_per_officer_day between 1 and 500),
  set_by uuid not null references staff,
  set_at timestamptz not null
);
create table police_load_consents (
  id uuid primary key,
  unit_id text not null references units,
  police_unit_id text not null references units,
  rows int not null check (rows between 1 and 200),
  reason text not null check (length(reason) between 1 and 300),
  asked_by uuid not null references staff,
  asked_at timestamptz not null,
  decided_by uuid references staff,
  decided_at timestamptz,
  granted boolean,
  list_id uuid references police_lists,
  check ((decided_by is null) = (decided_at is null) and (decided_by is null) = (granted is null)),
  check (decided_by is distinct from asked_by or decided_by is null),
  check (list_id is null or granted)
);
create unique index police_load_consents_open on police_load_consents (unit_id) where decided_at is null;

-- Who looked at whom (features F12): the hamlet an officer lives in, and the week's unusual patterns for the district.
create table staff_hamlets (
  staff_id uuid primary key references staff,
  hamlet text not null check (length(hamlet) between 1 and 100)
);
create table oversight_reports (
  id uuid primary key,
  unit_id text not null references units,
  week_from date not null,
  readings int not null,
  findings jsonb not null,
  made_at timestamptz not null,
  read_by uuid references staff,
  read_at timestamptz,
  unique (unit_id, week_from)
);
create index if not exists audit_at on audit (at);

-- The police write answers and slots, see what they were asked for, and nothing more (features F04).
grant update (come_on, come_part, workbook_id, mended_at, open) on police_rows to so_tiem_police;
grant select, insert on police_workbooks to so_tiem_police;
grant update (imported_by, imported_at, imported_sha256) on police_workbooks to so_tiem_police;
grant select, insert, update on police_capacities to so_tiem_police;
grant select on joint_reviews to so_tiem_police;
