-- Who may enter, and what was changed by whom. Secrets are never here: only their SHA-256.
create schema identity;

-- Tokens that stand for a machine or a screen, and the administrator's (made with the data folder).
create table identity.token (
  id uuid primary key default gen_random_uuid(),
  hash bytea not null unique check (octet_length(hash) = 32),
  kind text not null check (kind in ('administrator', 'wall', 'api')),
  name text not null,
  created_at timestamptz not null,
  created_by text not null,
  revoked_at timestamptz
);

-- One-time links: taken by deleting the row, so that no two can take the same one.
create table identity.sign_in_code (
  hash bytea primary key check (octet_length(hash) = 32),
  person text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);

create table identity.session (
  hash bytea primary key check (octet_length(hash) = 32),
  person text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index session_expiry on identity.session (expires_at);

create table identity.audit (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  who text not null,
  what text not null,
  about jsonb not null
);
create index audit_at on identity.audit (at);
-- What was written stays: not even Vigie changes or removes a line.
create function identity.refuse_change() returns trigger language plpgsql as
  $$ begin raise exception 'the audit is only added to'; end $$;
create trigger audit_is_append_only before update or delete or truncate on identity.audit
  for each statement execute function identity.refuse_change();
