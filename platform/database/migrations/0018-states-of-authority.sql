-- The hamlet's review is a step of its own (2262 step 2), and a population database that is wrong is a branch of its own
-- (2262 step 2, Circular 59/2021/TT-BCA art. 3).
alter table identity_cases drop constraint identity_cases_state_check;
alter table identity_cases add constraint identity_cases_state_check check (state in (
  'listed', 'with_hamlet', 'hamlet_checked', 'with_police', 'police_confirmed', 'police_objected', 'register_wrong',
  'exported', 'matched', 'withdrawn'));
alter table police_rows drop constraint police_rows_answer_check;
alter table police_rows add constraint police_rows_answer_check check (answer in (
  'match', 'wrong_field', 'not_found', 'not_resident', 'must_come', 'foreigner', 'deceased', 'register_wrong'));
