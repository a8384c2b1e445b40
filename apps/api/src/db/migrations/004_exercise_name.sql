-- A set of an exercise its plan does not hold says what it is called. Null: the plan says it.
alter table actual_sets add column exercise_name text;
