-- What runs a request: nobody in particular, or somebody with a good token. The claim `role` names it.
create role anonymous nologin;
create role authenticated nologin;
-- What the server signs in as. It may become these two, and is nothing by itself.
create role app_server login noinherit password 'app_server';
grant anonymous, authenticated to app_server;

create schema app;
create schema private;
grant usage on schema app, private to anonymous, authenticated;

-- Empty is what a setting is on a connection that had it once.
create function private.claim(name text) returns text stable language sql as
$$ select nullif(current_setting('jwt.claims.' || name, true), '') $$;
create function private.has_role(name text) returns boolean stable language sql as
$$ select coalesce(private.claim('roles')::jsonb ? name, false) $$;

-- What @auth and @auth(roles: [...]) are elsewhere.
create function private.ask_for(role text default null) returns void stable language plpgsql as
$$ begin
  if private.claim('user_id') is null then raise invalid_authorization_specification; end if;
  if role is not null and not private.has_role(role) then raise insufficient_privilege; end if;
end $$;

create function app.public() returns text stable language sql as
$$ select 'Anybody may read this.' $$;

create type app.caller as (user_id text, roles text[]);
create function app.me() returns app.caller stable language plpgsql as
$$ begin
  perform private.ask_for();
  return row(private.claim('user_id'), array(select jsonb_array_elements_text(private.claim('roles')::jsonb)));
end $$;

create type app.report as (title text);
create function app.admin() returns app.report stable language plpgsql as
$$ begin
  perform private.ask_for('ADMIN');
  return row('Admins may read this.'::text);
end $$;

-- Everybody sees their own notes, and admins all of them.
create table app.note (
  id bigint generated always as identity primary key,
  owner_id text not null default private.claim('user_id'),
  body text not null
);
create index on app.note (owner_id);
alter table app.note enable row level security;
create policy own on app.note to authenticated
  using (owner_id = (select private.claim('user_id')))
  with check (owner_id = (select private.claim('user_id')));
create policy admins on app.note for select to authenticated using ((select private.has_role('ADMIN')));
grant select, insert, delete on app.note to authenticated;
