package dev.bellows.mysql.session;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** A call to an object of the driver. */
@FunctionalInterface
interface Invocation {
    @Nullable
    Object proceed() throws Throwable;

    static Invocation of(Object target, Method method, Object @Nullable [] arguments) {
        return () -> {
            try {
                return method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
            }
        };
    }

    /** Whether the one argument of {@code equals} is the proxy of this handler. */
    static boolean isProxyOf(InvocationHandler handler, Object @Nullable [] arguments) {
        return arguments != null
                && arguments[0] != null
                && Proxy.isProxyClass(arguments[0].getClass())
                && Proxy.getInvocationHandler(arguments[0]).equals(handler);
    }

    /** An object that looks like the driver's. */
    static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(Invocation.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
