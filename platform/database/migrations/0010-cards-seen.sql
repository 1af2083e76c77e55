-- A paper seen at the counter (features A04, A06): who saw which paper of whom. The paper's number stands nowhere.
create table cards_seen (
  id uuid primary key,
  person_id uuid not null references people,
  staff_id uuid not null references staff,
  unit_id text not null references units,
  paper text not null check (paper in ('citizen_card', 'old_card', 'id_notice', 'passport', 'birth_certificate')),
  number_agrees text not null check (number_agrees in ('yes', 'no', 'not_recorded')),
  seen_at timestamptz not null
);
create index cards_seen_person on cards_seen (person_id, seen_at);

-- One code, one use, 24 hours; only a slow hash of it is kept.
create table counter_codes (
  code_hash bytea primary key,
  card_seen_id uuid not null references cards_seen,
  person_id uuid not null references people,
  level int not null check (level in (1, 2)),
  made_by uuid not null references staff,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  used_by text
);
create index counter_codes_person on counter_codes (person_id, expires_at);

-- A report told or handed over at the counter (features B15). `phone` is as told: nobody is written to before it is proved.
create table counter_intakes (
  report_id uuid not null references reports,
  taken_by uuid not null references staff,
  unit_id text not null references units,
  way text not null check (way in ('spoken', 'paper')),
  taken_at timestamptz not null,
  typed_at timestamptz not null,
  -- false: it joined a report that somebody had sent before
  opened boolean not null,
  phone text,
  -- the key printed on the slip; only a slow hash of it is kept
  slip_hash bytea not null unique,
  primary key (report_id, typed_at)
);

-- A foreigner is found by passport (features A12); the Platform keeps the number as text.
create index people_passport on people (upper(regexp_replace(id_text, '[\s-]', '', 'g'))) where nationality <> 'VN';
-- Somebody whose identity the police confirmed may come in by the phone of that report (features A04).
create index identity_cases_person_state on identity_cases (person_id, state, updated_at);
