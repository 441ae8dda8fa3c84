package dev.bellows.postgres.session;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The table lock modes and what each conflicts with (PostgreSQL manual, table 13.2). */
enum LockMode {
    ACCESS_SHARE,
    ROW_SHARE,
    ROW_EXCLUSIVE,
    SHARE_UPDATE_EXCLUSIVE,
    SHARE,
    SHARE_ROW_EXCLUSIVE,
    EXCLUSIVE,
    ACCESS_EXCLUSIVE;

    /** From the words of {@code LOCK TABLE}; throws {@link IllegalArgumentException} for others. */
    static LockMode named(String words) {
        return valueOf(words.strip().toUpperCase(Locale.ROOT).replace(' ', '_'));
    }

    String words() {
        return name().replace('_', ' ');
    }

    /** The modes that must not be held by another session, as {@code pg_locks} spells them. */
    List<String> conflictingInPgLocks() {
        return conflicting().stream().map(LockMode::inPgLocks).toList();
    }

    private Set<LockMode> conflicting() {
        return switch (this) {
            case ACCESS_SHARE -> EnumSet.of(ACCESS_EXCLUSIVE);
            case ROW_SHARE -> EnumSet.of(EXCLUSIVE, ACCESS_EXCLUSIVE);
            case ROW_EXCLUSIVE -> EnumSet.range(SHARE, ACCESS_EXCLUSIVE);
            case SHARE_UPDATE_EXCLUSIVE -> EnumSet.range(SHARE_UPDATE_EXCLUSIVE, ACCESS_EXCLUSIVE);
            case SHARE ->
                EnumSet.of(ROW_EXCLUSIVE, SHARE_UPDATE_EXCLUSIVE, SHARE_ROW_EXCLUSIVE, EXCLUSIVE, ACCESS_EXCLUSIVE);
            case SHARE_ROW_EXCLUSIVE -> EnumSet.range(ROW_EXCLUSIVE, ACCESS_EXCLUSIVE);
            case EXCLUSIVE -> EnumSet.range(ROW_SHARE, ACCESS_EXCLUSIVE);
            case ACCESS_EXCLUSIVE -> EnumSet.allOf(LockMode.class);
        };
    }

    private String inPgLocks() {
        var camel = new StringBuilder();
        Arrays.stream(name().split("_"))
                .forEach(word ->
                        camel.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT)));
        return camel.append("Lock").toString();
    }
}
