package dev.bellows.cli;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes its value when it is first asked for, on one thread. */
final class Once<T> implements Supplier<T> {
    private final Supplier<T> make;
    private @Nullable T made;

    Once(Supplier<T> make) {
        this.make = make;
    }

    @Override
    public T get() {
        var known = made;
        if (known == null) {
            known = make.get();
            made = known;
        }
        return known;
    }
}
