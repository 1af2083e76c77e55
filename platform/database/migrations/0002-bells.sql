-- The bells: whoever adds promised work, something heard or something to say wakes the relay at once.
-- The rows stay the truth: a lost notice costs at most one poll, a wiped queue at most one sweep (channels.md 5.3).

alter table inbox add column rung_at timestamptz;
alter table inbox add column discarded_at timestamptz;
alter table inbox add column discard_reason text;
alter table outbox add column rung_at timestamptz;
alter table outbox add column discarded_at timestamptz;
alter table outbox add column discard_reason text;

create index inbox_bells on inbox (rung_at nulls first, id) where handled_at is null and dead_at is null;
create index inbox_dead on inbox (dead_at) where dead_at is not null and discarded_at is null;
create index outbox_bells on outbox (rung_at nulls first, sequence) where state in ('queued', 'sending');
create index outbox_dead on outbox (sequence) where state in ('failed', 'unknown') and discarded_at is null;

create index outbox_created on outbox (created_at);

create function ring_bell() returns trigger language plpgsql as $$
begin
  perform pg_notify('so_tiem_bell', tg_table_name);
  return null;
end $$;
create trigger tasks_ring after insert on tasks for each statement execute function ring_bell();
create trigger inbox_ring after insert on inbox for each statement execute function ring_bell();
create trigger outbox_ring after insert on outbox for each statement execute function ring_bell();

-- ── What staff are told when a clock runs out: once per subject and kind (features E09, E10, F02) ───────────────────
create table deadline_notices (
  subject_id uuid not null,
  kind text not null check (kind in ('report_amber', 'report_overdue', 'report_escalated', 'list_nudge', 'list_breach')),
  -- whose home page shows it
  unit_ids text[] not null,
  noticed_at timestamptz not null,
  primary key (subject_id, kind)
);
create index deadline_notices_units on deadline_notices using gin (unit_ids);
create index reports_clock on reports (recorded_at) where state in ('queued', 'in_review', 'deferred');
create index reports_deferred on reports (deferred_until) where state = 'deferred';
