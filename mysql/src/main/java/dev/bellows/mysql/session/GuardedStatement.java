package dev.bellows.mysql.session;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** A statement that is carried out within the limits of its connection. */
final class GuardedStatement implements InvocationHandler {
    private final GuardedConnection guard;
    private final Connection connection;
    private final Object statement;

    GuardedStatement(GuardedConnection guard, Connection connection, Object statement) {
        this.guard = guard;
        this.connection = connection;
        this.statement = statement;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        var call = Invocation.of(statement, method, arguments);
        return switch (method.getName()) {
            case "execute",
                    "executeQuery",
                    "executeUpdate",
                    "executeBatch",
                    "executeLargeUpdate",
                    "executeLargeBatch" -> guard.executing(call);
            case "setObject" -> binding(arguments, call);
            case "getConnection" -> connection;
            case "equals" -> Invocation.isProxyOf(this, arguments);
            default -> call.proceed();
        };
    }

    /** The driver knows no {@link Types#OTHER}, which leaves the type to the server; a text does the same here. */
    private @Nullable Object binding(Object @Nullable [] arguments, Invocation call) throws Throwable {
        if (arguments == null
                || arguments.length != 3
                || !Integer.valueOf(Types.OTHER).equals(arguments[2])) {
            return call.proceed();
        }
        ((PreparedStatement) statement).setString((Integer) arguments[0], (String) arguments[1]);
        return null;
    }
}
