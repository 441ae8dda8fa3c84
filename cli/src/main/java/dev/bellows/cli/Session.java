package dev.bellows.cli;

import dev.bellows.Bellows;
import dev.bellows.cli.settings.Settings;
import dev.bellows.schema.Table;
import dev.bellows.schema.TableName;
import java.util.SortedMap;

/**
 * One command at work.
 *
 * @param sizes of the tables that were read on the way, for people
 */
record Session(
        Bellows bellows,
        Settings settings,
        Arguments arguments,
        Report report,
        Progress progress,
        SortedMap<TableName, Table.Size> sizes) {}
