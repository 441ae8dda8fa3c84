package planted.run;

/** Output and exit from the middle of the house. */
final class TalksAndLeaves {
    void talk() {
        System.out.println();
        System.err.println();
    }

    void leave() {
        System.exit(1);
    }

    void leaveAtOnce() {
        Runtime.getRuntime().halt(1);
    }
}
