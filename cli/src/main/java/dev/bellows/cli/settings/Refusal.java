package dev.bellows.cli.settings;

/** What the user gave cannot be used: exit code 2. The message says where it was given; the remedy what to do. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    public Refusal(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }
}
