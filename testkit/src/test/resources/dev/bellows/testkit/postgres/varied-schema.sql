CREATE SCHEMA app;
CREATE EXTENSION hstore SCHEMA app;
CREATE TYPE app.mood AS ENUM ('sad', 'ok');
CREATE TYPE app.pair AS (x int, y text);
CREATE TYPE app.span AS RANGE (subtype = date);
CREATE DOMAIN app.positive AS int CHECK (VALUE > 0);
CREATE SEQUENCE app.numbers START 5 CACHE 3;
CREATE FUNCTION app.twice(a int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a * 2';
CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE FUNCTION app.watch() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
CREATE PROCEDURE app.work() LANGUAGE plpgsql AS $$ BEGIN END $$;
CREATE AGGREGATE app.total(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0');
CREATE TABLE app.users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL DEFAULT 'nobody',
    email varchar(80) COLLATE "C" UNIQUE,
    mood app.mood,
    age app.positive,
    born date CHECK (born > '1900-01-01'),
    twice int GENERATED ALWAYS AS (2 * 3) STORED,
    CONSTRAINT grown CHECK (CASE WHEN born IS NULL THEN true ELSE born < '2100-01-01' END)
);
CREATE TABLE app.orders (id serial PRIMARY KEY, user_id bigint REFERENCES app.users ON DELETE CASCADE, note text, placed date,
    EXCLUDE USING gist (daterange(placed, placed, '[]') WITH &&));
CREATE INDEX orders_user ON app.orders (user_id) WHERE note IS NOT NULL;
CREATE INDEX users_lower ON app.users (lower(name));
CREATE UNIQUE INDEX users_mail ON app.users (email, id);
CREATE TABLE app.events (at timestamptz NOT NULL, kind int) PARTITION BY RANGE (at);
CREATE TABLE app.events_1 PARTITION OF app.events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE app.events_2 (at timestamptz NOT NULL, kind int);
CREATE INDEX events_kind ON app.events (kind);
CREATE TRIGGER events_touch BEFORE INSERT ON app.events FOR EACH ROW EXECUTE FUNCTION app.touch();
CREATE TABLE app.base (a int, b text);
CREATE TABLE app.child (c int) INHERITS (app.base);
CREATE VIEW app.adults AS SELECT id, name FROM app.users WHERE age > 17;
CREATE MATERIALIZED VIEW app.counts AS SELECT mood, count(*) FROM app.users GROUP BY mood;
CREATE TRIGGER users_touch BEFORE UPDATE ON app.users FOR EACH ROW EXECUTE FUNCTION app.touch('x');
CREATE RULE orders_rule AS ON DELETE TO app.orders DO ALSO NOTIFY gone;
ALTER TABLE app.orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON app.orders FOR SELECT TO app_old USING (user_id = 1);
CREATE STATISTICS app.user_stats (dependencies) ON name, email FROM app.users;
CREATE PUBLICATION pub FOR TABLE app.users;
CREATE EVENT TRIGGER watcher ON ddl_command_end EXECUTE FUNCTION app.watch();
COMMENT ON TABLE app.users IS 'people';
COMMENT ON COLUMN app.users.name IS 'their name';
GRANT SELECT, UPDATE ON app.users TO app_old;
GRANT SELECT (name) ON app.users TO app_new;
