-- A human at the station answers in the citizen's chat (features D11, E07, E20). The words stand in inbox and outbox;
-- here stands who waits, who answers, and which ready answer was used.

-- Opening hours as data: {"spans": [{"weekdays": [1], "from": minutes, "to": minutes}], "closedDays": ["2027-02-05"]}.
-- Null: the usual hours of an office (core/domain/thread/office-hours.ts). `opening_hours` stays what people read.
alter table units add column office_hours jsonb;

create table help_requests (
  id uuid primary key,
  unit_id text not null references units,
  -- where it was asked; linked addresses are one person
  address text not null,
  -- an import that is undone takes its people with it
  person_id uuid references people on delete set null,
  report_id uuid references reports,
  text text,
  state text not null check (state in ('waiting', 'talking', 'callback', 'called', 'closed')),
  asked_at timestamptz not null,
  asked_open boolean not null,
  taken_by uuid references staff,
  answered_at timestamptz,
  callback_day date,
  callback_part text check (callback_part in ('morning', 'afternoon')),
  callback_phone text,
  call_tries int not null default 0,
  ended_at timestamptz,
  check ((callback_day is null) = (callback_part is null)),
  check ((state in ('called', 'closed')) = (ended_at is not null))
);
create unique index help_requests_one_open on help_requests (address) where ended_at is null;
create index help_requests_unit on help_requests (unit_id, asked_at) where ended_at is null;
create index help_requests_times on help_requests (unit_id, asked_at) where asked_open;

create table staff_replies (
  -- of the form it was sent with: a second tap is the same reply
  id uuid primary key,
  help_request_id uuid not null references help_requests,
  staff_id uuid not null references staff,
  unit_id text not null references units,
  address text not null,
  channel text not null,
  locale text not null,
  answer_key text,
  at timestamptz not null
);
create index staff_replies_request on staff_replies (help_request_id, at);
create index staff_replies_used on staff_replies (at) where answer_key is not null;

-- Threads read both sides of an address.
create index inbox_of_address on inbox (address, received_at);
create index outbox_of_address on outbox (address, sequence);
