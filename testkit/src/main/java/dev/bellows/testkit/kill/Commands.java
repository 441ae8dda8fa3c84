package dev.bellows.testkit.kill;

import dev.bellows.Bellows;
import dev.bellows.migration.MigrationFile;
import dev.bellows.run.GateReport;
import dev.bellows.run.Outcome;
import dev.bellows.run.PurgeTime;
import dev.bellows.run.RollbackTo;
import java.util.List;

/** A command of the command line, on a file. */
public enum Commands {
    EXPAND,
    MIGRATE,
    CONTRACT,
    PURGE,
    ROLLBACK,
    ROLLBACK_TO_START;

    /** Contract is approved first, whatever sessions there are. */
    public Outcome give(Bellows bellows, MigrationFile file) {
        var id = file.id();
        return switch (this) {
            case EXPAND -> bellows.expand(file);
            case MIGRATE -> bellows.migrate(id);
            case CONTRACT -> {
                bellows.approve(
                        id, "testkit", "no application runs", List.of(GateReport.OLD_SESSIONS, GateReport.OLD_WRITERS));
                yield bellows.contract(id);
            }
            case PURGE -> bellows.purge(id, PurgeTime.NOW);
            case ROLLBACK -> bellows.rollback(id, RollbackTo.PREVIOUS);
            case ROLLBACK_TO_START -> bellows.rollback(id, RollbackTo.START);
        };
    }
}
