-- Messages on their way to people, as the pipeline of lib/notify decided last; the log of who was told what.
create schema notify;

create table notify.delivery (
  id text primary key,
  person text not null,
  state text not null check (state in ('queued', 'handed-over', 'delivered', 'failed')),
  -- Something is still to be done for it: it is taken up again after a restart, however old it is.
  open boolean not null,
  -- The way in use, and the incidents that it tells of: copied out of the body for the log.
  way text,
  incidents text[] not null,
  changed_at timestamptz not null,
  body jsonb not null
);
create index delivery_open on notify.delivery (changed_at) where open;
create index delivery_changed on notify.delivery (changed_at desc, id desc);
create index delivery_incidents on notify.delivery using gin (incidents);
create index delivery_person on notify.delivery (person, changed_at desc, id desc);
