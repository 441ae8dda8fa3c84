package planted.run;

import com.fasterxml.jackson.jr.ob.JSON;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** Dependencies that would be forced on whoever embeds the engine. */
final class BringsItsLibraries {
    final JSON json = JSON.std;

    PGConnection connect(String url) throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        return connection.unwrap(PGConnection.class);
    }
}
