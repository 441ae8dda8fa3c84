package dev.bellows.backfill;

import dev.bellows.dialect.Dialect;
import dev.bellows.listen.RunListener;
import dev.bellows.pace.Observer;
import dev.bellows.pace.Tempo;

/** What a walk needs of the world. */
public record Surroundings(Dialect dialect, Observer observer, Tempo tempo, RunListener listener) {}
