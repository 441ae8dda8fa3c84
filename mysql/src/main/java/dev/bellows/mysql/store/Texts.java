package dev.bellows.mysql.store;

import dev.bellows.json.Json;
import java.util.List;

/** Lists of texts as they are stored: JSON arrays, because there are no others. */
final class Texts {
    private Texts() {}

    static String write(List<String> texts) {
        return Json.write(texts);
    }

    static List<String> read(String stored) {
        return Json.readObject("{\"texts\":" + stored + "}").get("texts") instanceof List<?> texts
                ? texts.stream().map(String::valueOf).toList()
                : List.of();
    }
}
