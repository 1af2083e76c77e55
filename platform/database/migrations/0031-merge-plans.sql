-- A plan for the Platform as it was drawn up (features E08): who, when and each line, so that it can be opened and sent again.
create table merge_plans (
  id uuid primary key,
  unit_id text not null references units,
  staff_id uuid not null references staff,
  drawn_up_at timestamptz not null,
  lines jsonb not null
);
create index merge_plans_of_unit on merge_plans (unit_id, drawn_up_at desc);
