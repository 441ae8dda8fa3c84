package dev.bellows.cli;

import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why there is no connection to MySQL or MariaDB, and what to do: the driver says the one half, the server less. */
final class MysqlTrouble {
    private static final Pattern DRIVERS_MARK = Pattern.compile("^\\(conn=\\d+\\) ");

    private static final int DENIED = 1045;
    private static final int DATABASE_DENIED = 1044;
    private static final int UNKNOWN_DATABASE = 1049;
    /** MySQL asks a user that it does not know for a way to log in that it picks by chance. */
    private static final int OTHER_LOGIN = 1251;

    private MysqlTrouble() {}

    /** The failure to connect, explained. */
    static SQLException explained(SQLException failure) {
        var said = DRIVERS_MARK
                .matcher(Objects.requireNonNullElse(failure.getMessage(), failure.toString()))
                .replaceFirst("")
                .replaceFirst("[.]$", "");
        return new SQLException(
                explained(said, failure), failure.getSQLState(), failure.getErrorCode(), failure.getCause());
    }

    private static String explained(String said, SQLException failure) {
        return switch (failure.getErrorCode()) {
            case DENIED ->
                said + "; the user is that of the URL or of --user, the password that of BELLOWS_PASSWORD or MYSQL_PWD;"
                        + " an account that demands TLS wants sslMode in the URL";
            case DATABASE_DENIED -> said + "; the database is not there, or an administrator has to grant rights on it";
            case UNKNOWN_DATABASE -> said + "; mend the URL, or create the database first";
            case OTHER_LOGIN -> said + "; the server may not know the user, or know it with a plugin of its own";
            default -> withoutNumber(said, failure.getCause());
        };
    }

    private static String withoutNumber(String said, @Nullable Throwable cause) {
        return switch (cause) {
            case UnknownHostException host -> "the host %s is not known".formatted(host.getMessage());
            case SocketTimeoutException _ -> said + "; no server of MySQL or MariaDB answers there";
            case null, default -> said + aboutEncryption(said);
        };
    }

    /** The driver has no numbers for these. */
    private static String aboutEncryption(String said) {
        if (said.contains("RSA public key")) {
            return "; this account's password is only sent encrypted: add sslMode=verify-full to the URL, or"
                    + " sslMode=trust where nobody can stand between, or else allowPublicKeyRetrieval=true";
        }
        if (said.contains("ssl not enabled")) {
            return "; have TLS switched on there, or write sslMode=disable in the URL";
        }
        if (said.contains("ertificate")) {
            return "; name who signed it with serverSslCert=FILE in the URL, or write sslMode=trust to do without";
        }
        return "";
    }
}
