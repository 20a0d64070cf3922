-- People and their scopes, passwords and second factors; sessions that end; tokens with a role, a scope and an end.
create table identity.person (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9._-]{0,63}$'),
  name text not null,
  roles text[] not null,
  -- Null: every site.
  sites text[],
  -- Null: of the house, which sees every customer's.
  customer text,
  locale text not null check (locale in ('fr', 'en')),
  -- book: read from people.yaml, changed only there · added: made with the screens or the verb.
  origin text not null check (origin in ('book', 'added')),
  added_at timestamptz not null,
  removed_at timestamptz
);

-- Beside the person, so that a book read anew leaves it alone.
create table identity.credential (
  person text primary key references identity.person (id),
  -- argon2id, PHC string.
  password text,
  password_at timestamptz,
  totp bytea,
  -- Shown, not yet proved by a code.
  totp_offered bytea,
  -- The last step taken: a code works once.
  totp_step bigint not null default 0
);

-- How often a password was wrong, by person and by address; a success leaves the pair known.
create table identity.sign_in_try (
  person text not null,
  address text not null,
  wrong int not null,
  last_at timestamptz not null,
  known_at timestamptz,
  primary key (person, address)
);
create index sign_in_try_address on identity.sign_in_try (address, last_at);
create index sign_in_try_last on identity.sign_in_try (last_at);

-- A link made on the machine itself for a name that no person has is an administrator's.
alter table identity.sign_in_code add column administrator boolean not null default false;
-- Sessions from before people had roles are signed in anew.
delete from identity.session;
alter table identity.session
  add column id uuid not null default gen_random_uuid() unique,
  add column administrator boolean not null default false,
  add column ends_at timestamptz not null,
  add column means text not null check (means in ('link', 'password')),
  add column address text not null,
  add column agent text not null;
create index session_person on identity.session (person);

alter table identity.token drop constraint token_kind_check;
alter table identity.token
  add constraint token_kind_check check (kind in ('administrator', 'wall', 'api', 'device')),
  add column role text,
  add column sites text[],
  add column customer text,
  add column expires_at timestamptz;

create index audit_who on identity.audit (who, id);
