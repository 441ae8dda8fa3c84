package dev.bellows.run;

import java.util.List;

/**
 * Whether a gate is open, and why.
 *
 * @param gate its name: {@code parity}, {@code old-writers}, {@code old-sessions}, {@code approval}, {@code retention}
 * @param evidence lines for people
 */
public record GateReport(String gate, Verdict verdict, List<String> evidence) {
    public static final String PARITY = "parity";
    public static final String OLD_WRITERS = "old-writers";
    public static final String OLD_SESSIONS = "old-sessions";
    public static final String APPROVAL = "approval";
    public static final String RETENTION = "retention";

    public GateReport {
        evidence = List.copyOf(evidence);
    }

    /** What a gate says. */
    public enum Verdict {
        OPEN,
        CLOSED,
        /** A person has judged the evidence and accepted it. */
        ACCEPTED
    }

    boolean isClosed() {
        return verdict == Verdict.CLOSED;
    }
}
