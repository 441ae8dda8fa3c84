package dev.bellows.cli;

import dev.bellows.run.Outcome;

/** How the process ends: a contract with scripts (docs/exit-codes.md). */
public enum ExitCode {
    DONE(0),
    UNFORESEEN(1),
    USAGE(2),
    REFUSED(3),
    LINT(4),
    PENDING(5),
    LEASE_HELD(6),
    FAILED(7),
    NEEDS_OPERATOR(8),
    GATE_CLOSED(9);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    static ExitCode of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done ignored -> DONE;
            case Outcome.Refused ignored -> REFUSED;
            case Outcome.GateClosed ignored -> GATE_CLOSED;
            case Outcome.Held ignored -> LEASE_HELD;
            case Outcome.Failed ignored -> FAILED;
            case Outcome.NeedsOperator ignored -> NEEDS_OPERATOR;
            case Outcome.Paused ignored -> PENDING;
        };
    }
}
