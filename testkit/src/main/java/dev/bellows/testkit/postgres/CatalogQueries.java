package dev.bellows.testkit.postgres;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The queries of {@link CatalogSnapshot}: each answers with one text column. */
record CatalogQueries(List<Query> queries) {
    record Query(String name, int since, String sql) {}

    private static final Pattern START =
            Pattern.compile("^-- query: (?<name>.*?)(, since (?<since>\\d+))?$", Pattern.MULTILINE);
    private static final Pattern MACRO =
            Pattern.compile("@(?<macro>shown|own|acl)\\((?<arguments>.*?)\\)@", Pattern.DOTALL);
    private static final String SHOWN =
            "(%1$s !~ '^pg_' AND %1$s <> 'information_schema' AND %1$s <> ALL (current_setting('bellows.hidden')::text[]))";
    private static final String OWN = """
            NOT EXISTS (SELECT FROM pg_depend member WHERE member.deptype = 'e' AND member.classid = '%s'::regclass
                AND member.objid = %s)""";
    // An empty list and "what the owner has by default" are the same whether they were granted or never touched.
    private static final String ACL = """
            (SELECT string_agg(format('%%s=%%s%%s by %%s', CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(x.grantee) END,
                x.privilege_type, CASE WHEN x.is_grantable THEN '*' END, pg_get_userbyid(x.grantor)), ', '
                ORDER BY x.grantee::text, x.privilege_type, x.grantor::text)
            FROM aclexplode(coalesce(%2$s, acldefault(%1$s, %3$s))) x)""";

    static final CatalogQueries ALL = new CatalogQueries(Stream.of("catalog-relations.sql", "catalog-others.sql")
            .flatMap(CatalogQueries::read)
            .toList());

    private static Stream<Query> read(String file) {
        var text = text(file);
        return START.matcher(text).results().map(start -> {
            var rest = text.substring(start.end());
            var next = START.matcher(rest);
            var sql = next.find() ? rest.substring(0, next.start()) : rest;
            var since = start.group("since");
            return new Query(start.group("name"), since == null ? 0 : Integer.parseInt(since), expanded(sql));
        });
    }

    private static String expanded(String sql) {
        return MACRO.matcher(sql)
                .replaceAll(
                        found -> Matcher.quoteReplacement(expansion(found.group("macro"), found.group("arguments"))));
    }

    private static String expansion(String macro, String arguments) {
        if (macro.equals("shown")) {
            return SHOWN.formatted(arguments);
        }
        var parts = arguments.split(", ", -1);
        return macro.equals("own") ? OWN.formatted(parts[0], parts[1]) : ACL.formatted(parts[0], parts[1], parts[2]);
    }

    private static String text(String file) {
        try (var content = CatalogQueries.class.getResourceAsStream(file)) {
            if (content == null) {
                throw new FileNotFoundException(file);
            }
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
