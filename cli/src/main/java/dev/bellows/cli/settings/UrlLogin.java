package dev.bellows.cli.settings;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** User and password while a URL is read; what is said later wins. */
final class UrlLogin {
    /** How a value is written in a kind of URL. */
    @FunctionalInterface
    interface Escapes {
        String decoded(String text) throws Refusal;
    }

    private final UrlText url;
    private Optional<String> user = Optional.empty();
    private Optional<Secret> password = Optional.empty();

    UrlLogin(UrlText url) {
        this.url = url;
    }

    /** What stands before the host, as {@code user:password}. */
    void before(@Nullable String text) throws Refusal {
        if (text == null) {
            return;
        }
        var colon = text.indexOf(':');
        user = Optional.of(url.decoded(colon < 0 ? text : text.substring(0, colon)))
                .filter(name -> !name.isEmpty());
        if (colon >= 0) {
            password = Optional.of(new Secret(url.decoded(text.substring(colon + 1))));
        }
    }

    /** Whether the parameter was user or password, which are not for the URL of the driver. */
    boolean takes(UrlText.Parameter parameter, Escapes escapes) throws Refusal {
        switch (parameter.name()) {
            case "user" -> user = Optional.of(escapes.decoded(parameter.value()));
            case "password" -> password = Optional.of(new Secret(escapes.decoded(parameter.value())));
            default -> {
                return false;
            }
        }
        return true;
    }

    DatabaseUrl at(Address address) {
        return new DatabaseUrl(address, user, password);
    }
}
