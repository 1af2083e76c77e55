-- Delivery: one voice per channel account, hops from channel to channel, receipts and the call list (channels.md 5.3, 5.4).

-- `telegram|<bot>` of `telegram|<bot>|<chat>`: whose allowance a message uses.
alter table outbox add column account text not null generated always as
  (split_part(address, '|', 1) || '|' || split_part(address, '|', 2)) stored;
-- Answers and codes go before what we push: 0 before 1.
alter table outbox add column lane smallint not null generated always as
  (case when purpose in ('reply', 'code') then 0 else 1 end) stored;
-- The message that could not arrive where it was meant to (features I02), and its first form's place in the order.
alter table outbox add column hop_of uuid references outbox on delete set null;
alter table outbox add column hop_place bigint;
alter table outbox add column place bigint not null generated always as (coalesce(hop_place, sequence)) stored;
-- Parts of a long message that have left: they are not said again.
alter table outbox add column parts_sent int not null default 0;
-- A send whose answer was lost: when, and the SHA-256 of the words, by which the channel's echo finds it.
alter table outbox add column ambiguous_at timestamptz;
alter table outbox add column text_sha256 text;

drop index outbox_open;
create index outbox_open on outbox (address, place) where state in ('queued', 'sending');
create index outbox_turn on outbox (account, lane, place) where state in ('queued', 'sending');
create index outbox_hops on outbox (hop_of) where hop_of is not null;
create index outbox_sending on outbox (account, sending_since) where sending_since is not null;
create index outbox_provider_id on outbox (address, provider_message_id) where provider_message_id is not null;
create index outbox_ambiguous on outbox (address, ambiguous_at) where ambiguous_at is not null;

-- Nobody speaks for this account, or pushes from it, until then: a limit, an empty allowance, wrong settings.
create table channel_pauses (
  account text not null,
  -- 0: everything; 1: what we push
  lane smallint not null,
  until timestamptz not null,
  failure_class text not null,
  failure_code text not null,
  since timestamptz not null,
  primary key (account, lane)
);

-- Receipts and echoes that came before our own row knew its message id; kept ten minutes (channels.md 5.4).
create table early_receipts (
  id uuid primary key,
  address text not null,
  message_id text not null,
  tracking_id uuid,
  state text check (state in ('delivered', 'seen')),
  text_sha256 text,
  at timestamptz not null,
  received_at timestamptz not null
);
create index early_receipts_address on early_receipts (address, received_at);
create index early_receipts_received on early_receipts (received_at);

-- Citizens whom no channel reached: the station calls them (features I02).
create table call_list (
  id uuid primary key,
  -- the message as it was first meant: one call for it, however many roads failed
  outbox_id uuid not null unique references outbox,
  unit_id text not null references units,
  report_id uuid references reports,
  phone text,
  notice text not null,
  reason text not null check (reason in ('not_reached', 'not_sure', 'opted_out', 'discarded')),
  added_at timestamptz not null,
  done_at timestamptz,
  done_by uuid references staff,
  -- reached: told by voice; not_reached: could not be called; arrived: the message came through after all
  outcome text check (outcome in ('reached', 'not_reached', 'arrived'))
);
create index call_list_open on call_list (unit_id, added_at) where done_at is null;
