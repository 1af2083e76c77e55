-- The hamlet's review (2262 step 2, features E13): lists by household, answers per person, a link with a PIN for one list.
alter table identity_cases drop constraint identity_cases_state_check;
alter table identity_cases add constraint identity_cases_state_check check (state in (
  'listed', 'with_hamlet', 'hamlet_checked', 'hamlet_objected', 'with_police', 'police_confirmed', 'police_objected',
  'register_wrong', 'exported', 'matched', 'withdrawn'));

-- Where the address on the Platform names no hamlet, or the wrong one, the station says it.
create table person_hamlets (
  person_id uuid primary key references people,
  hamlet text not null check (hamlet <> ''),
  set_by uuid not null references staff,
  set_at timestamptz not null
);

create table hamlet_lists (
  id uuid primary key,
  number text not null unique,
  unit_id text not null references units,
  -- null: nobody knows which hamlet these people live in
  hamlet text,
  drawn_up_on date not null,
  drawn_up_by uuid not null references staff,
  due_at timestamptz not null,
  created_at timestamptz not null
);
create index hamlet_lists_unit on hamlet_lists (unit_id, due_at);

create table hamlet_links (
  id uuid primary key,
  list_id uuid not null references hamlet_lists,
  token_hash bytea not null unique,
  pin_hash text not null,
  wrong_pins int not null default 0,
  made_by uuid not null references staff,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
-- one living link a list: a new one ends the old one
create unique index hamlet_links_one on hamlet_links (list_id) where ended_at is null;

-- A phone on which the PIN was right; it may hand in until the link ends.
create table hamlet_phones (
  token_hash bytea primary key,
  link_id uuid not null references hamlet_links,
  opened_at timestamptz not null
);

create table hamlet_rows (
  id uuid primary key,
  list_id uuid not null references hamlet_lists,
  row_no int not null check (row_no between 1 and 200),
  household int not null,
  identity_case_id uuid not null references identity_cases,
  -- the four legal fields and the address as they stood when the list was drawn up
  facts jsonb not null,
  address text,
  version int not null default 1,
  answer text check (answer in ('right', 'wrong', 'unknown', 'moved', 'dead')),
  -- legal fields as the hamlet says they are, beside the frozen ones
  corrected jsonb not null default '{}',
  note text,
  -- the officer who typed it in; null with an answer: it came by the link
  answered_by uuid references staff,
  link_id uuid references hamlet_links,
  answered_at timestamptz,
  -- which of two differing values the station sends to the police
  settled text check (settled in ('hamlet', 'station')),
  open boolean not null default true,
  unique (list_id, row_no),
  check (answer is null or not open),
  check (answer is null or answered_by is not null or link_id is not null)
);
-- a person stands on at most one open list of a hamlet
create unique index hamlet_rows_one_open on hamlet_rows (identity_case_id) where open;
create index hamlet_rows_case on hamlet_rows (identity_case_id, answered_at);

-- Photos of filled-in sheets, sealed like other photos.
create table hamlet_sheets (
  id uuid primary key,
  list_id uuid not null references hamlet_lists,
  file_key text not null,
  -- null: destroyed, and the sealed file with it
  wrapped_key bytea,
  sent_by uuid not null references staff,
  sent_at timestamptz not null,
  destroyed_at timestamptz
);
create index hamlet_sheets_list on hamlet_sheets (list_id);

-- What the hamlet says otherwise, for the eyes of the police; no part of the frozen text.
alter table police_rows add column hamlet_says jsonb;
