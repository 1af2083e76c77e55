-- One person, several ways of talking (features A13), and whom we must not write to (I10, I12).

create table contact_groups (
  id uuid primary key,
  -- the address the person chose for notices; null: the one used last
  preferred_address text,
  created_at timestamptz not null
);

-- An address belongs to one group at a time; a link that ended stays as history.
create table contact_members (
  group_id uuid not null references contact_groups,
  address text not null,
  linked_at timestamptz not null,
  unlinked_at timestamptz
);
create unique index contact_members_now on contact_members (address) where unlinked_at is null;
create index contact_members_group on contact_members (group_id);

-- One code, one use, ten minutes; the code itself stands nowhere.
create table link_codes (
  code_hash bytea primary key,
  address text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index link_codes_expires on link_codes (expires_at);

-- Reports a group reads although none of its addresses sent them: from the portal, or through a door that has left.
create table shared_cases (
  group_id uuid not null references contact_groups,
  report_id uuid not null references reports,
  primary key (group_id, report_id)
);

-- STOP (features I10): answers still go here, nothing else does.
create table stopped_addresses (
  address text primary key,
  stopped_at timestamptz not null
);

-- "Không phải tôi" (features I12): this address never hears of this report, nor of this person's other ones.
create table wrong_recipients (
  address text not null,
  report_id uuid references reports,
  person_id uuid references people,
  said_at timestamptz not null,
  check (report_id is not null or person_id is not null),
  unique nulls not distinct (address, report_id, person_id)
);

-- Who refused a citizen's field before may not judge it a third time (features B08), nor an appeal against it (D05).
create table barred_reviewers (
  report_id uuid not null references reports,
  staff_id uuid not null references staff,
  primary key (report_id, staff_id)
);

-- Reminders of a question to the citizen (features D09); the subject is the event that asked.
alter table deadline_notices drop constraint deadline_notices_kind_check;
alter table deadline_notices add constraint deadline_notices_kind_check check (kind in ('report_amber',
  'report_overdue', 'report_escalated', 'list_nudge', 'list_breach', 'asked_1d', 'asked_3d', 'asked_7d'));
create index report_events_asked on report_events (at) where action = 'ask_citizen';

-- Letters for people without a phone: drawn up once, handed over once (channels: letters).
create table letters (
  id uuid primary key,
  unit_id text not null references units,
  kind text not null check (kind in ('card_missing', 'error_list', 'decision')),
  -- `report|<id>`, `report|<id>|<round>` or `person|<id>`: who is told what
  subject_key text not null,
  person_id uuid references people,
  report_id uuid references reports,
  batch_id uuid not null,
  drawn_up_by uuid not null references staff,
  drawn_up_at timestamptz not null,
  handed_over_by uuid references staff,
  handed_over_at timestamptz,
  unique (kind, subject_key)
);
create index letters_batch on letters (batch_id);
create index letters_unit on letters (unit_id, drawn_up_at);
