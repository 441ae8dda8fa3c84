package planted.plan;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.slf4j.Logger;

/** All that a pure package must not hold. */
public record ActsInsteadOfDeciding(
        Connection connection, DataSource source, URI uri, ReentrantLock lock, Logger logger, File file, Path path) {}
