package dev.bellows.cli;

final class Main {
    private Main() {}
}
