package dev.bellows.cli.settings;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads bellows.yaml. The YAML library is loaded by this class only, and this class only where the file exists. */
final class SettingsFile {
    private final Path file;

    private SettingsFile(Path file) {
        this.file = file;
    }

    static Layer read(Path file) throws Refusal {
        return new SettingsFile(file).layer();
    }

    private Layer layer() throws Refusal {
        var root = root();
        if (root.isEmpty()) {
            return Layer.EMPTY;
        }
        if (!(root.get() instanceof MappingNode mapping)) {
            throw refusal(root.get().getStartMark(), "expected keys and values", "write for example: chunk: 100ms");
        }
        var given = new EnumMap<Setting, Layer.Given>(Setting.class);
        for (var entry : mapping.getValue()) {
            var setting = setting(entry.getKeyNode());
            if (given.containsKey(setting)) {
                throw refusal(entry.getKeyNode().getStartMark(), setting.key() + " is given twice", "remove one");
            }
            given.put(setting, given(setting, entry));
        }
        return new Layer(given, Optional.empty());
    }

    private Optional<Node> root() throws Refusal {
        try {
            var settings = LoadSettings.builder().setLabel(file.toString()).build();
            return new Compose(settings).composeReader(new StringReader(TextFile.read(file, file.toString())));
        } catch (MarkedYamlEngineException e) {
            throw refusal(e.getProblemMark(), "not YAML: " + e.getProblem(), "write one key: value per line");
        } catch (YamlEngineException e) {
            throw new Refusal("%s: not YAML: %s".formatted(file, e.getMessage()), "write one key: value per line");
        }
    }

    private Setting setting(Node key) throws Refusal {
        var name = key instanceof ScalarNode scalar ? scalar.getValue() : key.toString();
        var setting = Setting.named(name);
        if (setting.isPresent()) {
            return setting.get();
        }
        var known = Arrays.stream(Setting.values()).map(Setting::key).collect(Collectors.joining(", "));
        throw refusal(
                key.getStartMark(),
                name.equals("password") ? "a password does not belong in a file" : "unknown key " + name,
                name.equals("password") ? "put it in BELLOWS_PASSWORD" : "known keys: " + known);
    }

    private Layer.Given given(Setting setting, NodeTuple entry) throws Refusal {
        if (entry.getValueNode() instanceof ScalarNode scalar
                && !scalar.getValue().isBlank()) {
            return new Layer.Given(scalar.getValue(), at(scalar.getStartMark()) + ": " + setting.key());
        }
        throw refusal(
                entry.getKeyNode().getStartMark(), setting.key() + " wants a value", "write for example: chunk: 100ms");
    }

    private Refusal refusal(Optional<Mark> mark, String message, String remedy) {
        return new Refusal("%s: %s".formatted(at(mark), message), remedy);
    }

    private String at(Optional<Mark> mark) {
        return mark.map(place -> "%s:%d".formatted(file, place.getLine() + 1)).orElse(file.toString());
    }
}
