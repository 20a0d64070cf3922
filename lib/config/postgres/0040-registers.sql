-- What people write down for the alarms: planned work, shelves, stand-ins on call, periodic checks, main courante.
-- Nothing is deleted: what is taken back says by whom and when, so that it can be undone and read later.

create schema maintenance;
create table maintenance.plan (
  id uuid primary key default gen_random_uuid(),
  site text not null,
  body jsonb not null,
  created_at timestamptz not null,
  created_by text not null,
  deleted_at timestamptz,
  deleted_by text,
  check ((deleted_at is null) = (deleted_by is null))
);
create table maintenance.shelf (
  id uuid primary key default gen_random_uuid(),
  rule text not null,
  site text not null,
  device text not null,
  instance text not null,
  reason text not null check (reason <> ''),
  from_at timestamptz not null,
  to_at timestamptz not null check (to_at > from_at and to_at <= from_at + interval '8 hours'),
  created_by text not null,
  ended_at timestamptz,
  ended_by text,
  check ((ended_at is null) = (ended_by is null))
);
create index shelf_to on maintenance.shelf (to_at);

create schema oncall;
create table oncall.override (
  id uuid primary key default gen_random_uuid(),
  -- Of two that overlap, the last one written wins.
  number bigint generated always as identity,
  schedule text not null,
  person text not null,
  reason text not null,
  from_at timestamptz not null,
  to_at timestamptz not null check (to_at > from_at),
  created_at timestamptz not null,
  created_by text not null,
  removed_at timestamptz,
  removed_by text,
  check ((removed_at is null) = (removed_by is null))
);
create index override_to on oncall.override (to_at);

create schema checks;
create table checks.done (
  id uuid primary key default gen_random_uuid(),
  site text not null,
  check_id text not null,
  done_at timestamptz not null,
  done_by text not null,
  note text not null,
  written_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by text,
  check ((withdrawn_at is null) = (withdrawn_by is null))
);
create index done_check on checks.done (site, check_id, done_at desc);

create schema logbook;
create table logbook.note (
  id uuid primary key default gen_random_uuid(),
  at timestamptz not null,
  written_by text not null,
  site text,
  text text not null check (text <> '')
);
create index note_at on logbook.note (at);
create table logbook.promise (
  id uuid primary key default gen_random_uuid(),
  site text,
  party text not null check (party in ('operator', 'fuel', 'customer', 'other')),
  -- Who promised, in the words of whoever wrote it down.
  promised_by text not null,
  what text not null check (what <> ''),
  due_at timestamptz not null,
  made_at timestamptz not null,
  written_by text not null,
  kept boolean,
  closed_at timestamptz,
  closed_by text,
  closing_note text,
  check ((kept is null) = (closed_at is null) and (kept is null) = (closed_by is null))
);
create index promise_open on logbook.promise (due_at) where kept is null;
create table logbook.page (
  id uuid primary key default gen_random_uuid(),
  -- A page goes on where the one before ended; two hands cannot end the same one.
  from_at timestamptz not null unique,
  to_at timestamptz not null check (to_at > from_at),
  body jsonb not null,
  outgoing text not null,
  outgoing_note text not null,
  incoming text check (incoming <> outgoing),
  incoming_note text,
  taken_at timestamptz,
  check ((incoming is null) = (taken_at is null) and (incoming is null) = (incoming_note is null))
);
create index page_to on logbook.page (to_at desc);

-- A signed page stays as it was signed: the second signature is the one thing that may still be added, once.
create function logbook.refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if old.incoming is null and new.incoming is not null
       and (new.id, new.from_at, new.to_at, new.body, new.outgoing, new.outgoing_note)
           is not distinct from (old.id, old.from_at, old.to_at, old.body, old.outgoing, old.outgoing_note) then
      return new;
    end if;
  end if;
  raise exception 'a signed page of the logbook does not change';
end $$;
create trigger page_stays before update or delete on logbook.page
  for each row execute function logbook.refuse_change();
create trigger page_is_not_emptied before truncate on logbook.page
  for each statement execute function logbook.refuse_change();
create function logbook.refuse_note_change() returns trigger language plpgsql as
  $$ begin raise exception 'a note of the logbook does not change: write another one'; end $$;
create trigger note_stays before update or delete or truncate on logbook.note
  for each statement execute function logbook.refuse_note_change();
