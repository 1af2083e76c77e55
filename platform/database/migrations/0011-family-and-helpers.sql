-- People who act for others: the members of a family (features A07), people a phone does not know (A08), and helpers (A09).

-- The account is whoever holds this phone; the record of the member was proved to it, as `basis` tells.
create table family_members (
  id uuid primary key,
  phone text not null,
  person_id uuid not null references people,
  basis text not null check (basis in ('recorded_phone', 'counter', 'birth_paper', 'handed_over')),
  -- who the member is, as proved: forms begin with it; gone as soon as the membership ends
  claimant jsonb,
  -- younger than 14 when proved: a guardian's place, which ends when the child has grown up
  as_child boolean not null,
  proved_at timestamptz not null,
  expires_at timestamptz not null,
  asked_at timestamptz,
  ended_at timestamptz,
  ended_why text check (ended_why in ('left', 'handed_over', 'not_known', 'grown_up', 'expired')),
  check ((ended_at is null) = (ended_why is null))
);
create unique index family_members_now on family_members (phone, person_id) where ended_at is null;
create index family_members_person on family_members (person_id);

-- Where the account has shown who the member is: at another address that holds the phone, the facts are asked once more.
create table family_doors (
  member_id uuid not null references family_members,
  address text not null,
  primary key (member_id, address)
);
create index family_doors_address on family_doors (address);

-- A code that hands a member over to an account of their own: one day, one use; the code itself stands nowhere.
create table family_codes (
  code_hash bytea primary key,
  member_id uuid not null references family_members,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

-- A photo of a birth certificate, which the station accepts or not; the key goes with the decision.
create table birth_papers (
  id uuid primary key,
  address text not null,
  phone text not null,
  claimant jsonb not null,
  person_id uuid references people,
  unit_id text not null references units,
  dedupe_key text not null unique,
  file_key text not null,
  wrapped_key bytea,
  text_version text not null,
  state text not null check (state in ('waiting', 'accepted', 'refused')),
  sent_at timestamptz not null,
  decided_by uuid references staff,
  decided_at timestamptz
);
create index birth_papers_unit on birth_papers (unit_id, sent_at) where state = 'waiting';
create index birth_papers_address on birth_papers (address);

-- "Tôi không biết người này trên điện thoại của tôi": hidden there at once, and a case at the station.
create table unknown_people (
  id uuid primary key,
  phone text not null,
  person_id uuid not null references people,
  address text not null,
  case_id uuid not null references reports,
  said_at timestamptz not null,
  unique (phone, person_id)
);

-- A helper's hour with one citizen. It has an address of its own, which holds the citizen's phone and opens no record.
create table helper_sessions (
  id uuid primary key,
  staff_id uuid not null references staff,
  unit_id text not null references units,
  address text not null unique,
  token_hash bytea not null unique,
  consent text not null check (consent in ('sms', 'chat', 'paper')),
  -- what the citizen agreed to, word for word under this version
  consent_version text not null,
  phone text,
  -- the chat of the citizen, who owns the report
  citizen_address text,
  slip_number text,
  asked_at timestamptz not null,
  -- null until the citizen's code came
  begun_at timestamptz,
  seen_at timestamptz not null,
  ended_at timestamptz,
  ended_why text check (ended_why in ('handed_in', 'stopped', 'idle')),
  report_id uuid references reports,
  initials text,
  check ((ended_at is null) = (ended_why is null))
);
create index helper_sessions_staff on helper_sessions (staff_id, begun_at);
create index helper_sessions_open on helper_sessions (seen_at) where ended_at is null;

-- "Cho người khác giúp tôi": the citizen's own chat gives the code.
create table helper_codes (
  code_hash bytea primary key,
  address text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

-- A signed slip of paper from somebody without a phone, written down at the counter.
create table helper_slips (
  unit_id text not null references units,
  number text not null,
  recorded_by uuid not null references staff,
  recorded_at timestamptz not null,
  used_at timestamptz,
  primary key (unit_id, number)
);

alter table staff drop constraint staff_role_check;
alter table staff add constraint staff_role_check check (role in ('clerk', 'head', 'police_officer', 'police_chief',
  'district', 'province', 'helper', 'auditor'));
