package dev.bellows.testkit.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Bellows;
import dev.bellows.migration.MigrationFile;
import dev.bellows.run.Outcome;

/** Commands that are carried out, whatever happened before. */
record Carried(MigrationFile file) {
    static final Commands[] FORWARD = {Commands.EXPAND, Commands.MIGRATE, Commands.CONTRACT, Commands.PURGE};
    static final Commands[] TO_CONTRACT = {Commands.EXPAND, Commands.MIGRATE, Commands.CONTRACT};

    void out(Bellows bellows, Commands... commands) {
        for (var command : commands) {
            done(patiently(bellows, command));
        }
    }

    /** Each command once more where something came between. */
    void outAtTheSecondAttempt(Bellows bellows, Commands... commands) {
        for (var command : commands) {
            if (!(command.give(bellows, file) instanceof Outcome.Done)) {
                done(command.give(bellows, file));
            }
        }
    }

    /** A killed predecessor's backend holds the lease until the server notices; a command that was done is done again. */
    private Outcome patiently(Bellows bellows, Commands command) {
        for (var attempt = 0; ; attempt++) {
            var outcome = command.give(bellows, file);
            var later = outcome instanceof Outcome.Held && attempt < 50;
            if (!later) {
                return outcome;
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static void done(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
    }
}
