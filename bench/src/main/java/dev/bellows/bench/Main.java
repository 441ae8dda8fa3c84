package dev.bellows.bench;

/** Where a benchmark begins: {@code bellows-bench NAME ...}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.err.println("usage: bellows-bench NAME ... (there is no benchmark yet)");
        System.exit(2);
    }
}
