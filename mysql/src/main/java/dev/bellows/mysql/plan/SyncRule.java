package dev.bellows.mysql.plan;

import dev.bellows.schema.Column;
import java.util.List;

/** What the triggers of a table do for one part of its change. */
interface SyncRule {

    /** When it ends. */
    enum Until {
        CONTRACT,
        PURGE
    }

    Until until();

    /** Statements of a trigger BEFORE INSERT, complete, each with its semicolon. */
    List<String> onInsert(SyncText text);

    /** The same BEFORE UPDATE. */
    List<String> onUpdate(SyncText text);

    /** The columns to which its triggers give values. */
    List<Column> given();
}
