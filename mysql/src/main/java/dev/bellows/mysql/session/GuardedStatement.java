package dev.bellows.mysql.session;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.Connection;
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
            case "getConnection" -> connection;
            case "equals" -> arguments != null && Invocation.isItself(proxy, arguments[0]);
            default -> call.proceed();
        };
    }
}
