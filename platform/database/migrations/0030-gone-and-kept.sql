-- The exchange once more (features G03, G05, G13): what a whole list may say, and what an officer says about a conflict.

-- The sender says that this is the whole list of the unit: no other may say that something is gone.
alter table imports add column is_whole boolean not null default false;

-- A dose that the Platform has taken away leaves the mirror; what was decided about it stays under the id it had.
alter table approved_changes drop constraint approved_changes_dose_id_fkey;
alter table dose_removals drop constraint dose_removals_keep_dose_id_fkey,
  drop constraint dose_removals_remove_dose_id_fkey;

-- Kinds of tasks are named in core/ports/platform-desk.ts, where the compiler reads them.
alter table platform_tasks drop constraint platform_tasks_kind_check;
alter table platform_tasks add constraint platform_tasks_kind_check check (kind ~ '^[a-z][a-z_]+$');

-- The Platform's value stays: never against the police, and a foreigner's identity only by two officers, as it was approved.
alter table approved_changes
  add column kept_by uuid references staff,
  add column kept_second_by uuid references staff,
  add check (kept_by is null or police_row_id is null),
  add check (kept_second_by is null or kept_second_by <> kept_by),
  add check (kept_by is null or state <> 'dropped' or not foreigner or kept_second_by is not null);
