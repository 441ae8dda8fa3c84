package dev.bellows.postgres.grammar;

import org.junit.jupiter.api.Test;

class FirstTest {
    static void show(String what, java.util.concurrent.Callable<String> c) {
        long t = System.nanoTime();
        String r;
        try {
            r = c.call();
        } catch (SyntaxError e) {
            r = "ERR " + e.message().substring(0, Math.min(200, e.message().length())) + " @" + e.position();
        } catch (Throwable e) {
            r = "THROW " + e + " / " + e.getCause();
        }
        System.out.println(what + " [" + (System.nanoTime() - t) / 1000 + " us] "
                + (r.length() > 700 ? r.length() + " chars " + r.substring(0, 200) : r));
    }

    @Test
    void t() {
        var g = PostgresGrammar.load();
        show("alter", () -> g.parse("ALTER TABLE users ALTER COLUMN age TYPE integer USING age::integer"));
        show("alter", () -> g.parse("ALTER TABLE users ALTER COLUMN age TYPE integer USING age::integer"));
        show("scan", () -> g.scan("SELECT 'é\t\u0001', \"x\"\"y\" -- c\n"));
        for (String s : new String[] {
            "", " ", "SELECT 'abc", "SELECT 1 FROM FROM 'é", "SELECT a\0b", "SELECT '\ud83d'", "SELECT '😀', 1 1"
        }) {
            show("parse " + s, () -> g.parse(s));
            show("scan " + s, () -> g.scan(s));
            show("plpgsql " + s, () -> g.parsePlpgsql(s));
        }
        show(
                "plpgsql",
                () -> g.parsePlpgsql("CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$"));
        show(
                "plpgsql",
                () -> g.parsePlpgsql("CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURNx 1 END $$"));
        show("plpgsql", () -> g.parsePlpgsql("SELECT 1"));
        for (int n : new int[] {1000, 5000, 9000, 20000, 200000}) {
            show("nest " + n, () -> g.parse("SELECT " + "(".repeat(n) + "1" + ")".repeat(n)));
            show("nest scan " + n, () -> g.scan("SELECT " + "(".repeat(n) + "1" + ")".repeat(n)));
        }
        for (int n : new int[] {1000, 5000, 20000, 50000, 100000, 1000000})
            show("chain " + n, () -> g.parse("SELECT 1" + "+1".repeat(n)));
        for (int n : new int[] {1000, 5000, 20000})
            show("not " + n, () -> g.parse("SELECT " + "NOT ".repeat(n) + "true"));
        for (int n : new int[] {1, 5, 10, 20, 50, 120})
            show("mega " + n, () -> g.parse("SELECT '" + "x".repeat(n << 20) + "'"));
        for (int n : new int[] {1000, 10000, 100000})
            show("stmts " + n, () -> g.parse("INSERT INTO t VALUES (1, 'abc');\n".repeat(n)));
        show("scan big", () -> g.scan("INSERT INTO t VALUES (1, 'abc');\n".repeat(100000)));
        show("alter", () -> g.parse("ALTER TABLE users ALTER COLUMN age TYPE integer USING age::integer"));
    }
}
