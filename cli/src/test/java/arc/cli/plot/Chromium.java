package arc.cli.plot;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Drives the Chromium that is on the PATH, without a window, by the Chrome DevTools Protocol. It downloads nothing. */
final class Chromium implements AutoCloseable {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");
    private static final String LISTENING = "DevTools listening on ";
    private static final int MOST_SECONDS = 60;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Process process;
    private final WebSocket socket;
    private final HttpClient client;
    private final Map<Integer, CompletableFuture<JsonNode>> asked;
    private final List<String> complaints;
    private final AtomicInteger nextId = new AtomicInteger();
    private final String session;

    private Chromium(Process process, String address, int width, int height) throws IOException {
        this.process = process;
        asked = new ConcurrentHashMap<>();
        complaints = Collections.synchronizedList(new ArrayList<>());
        client = HttpClient.newHttpClient();
        socket = client.newWebSocketBuilder().buildAsync(URI.create(address), new Ear(asked, complaints)).join();
        String target = send("", "Target.createTarget", Map.of("url", "about:blank")).get("targetId").asString();
        session = send("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true)).get("sessionId")
                .asString();
        for (String domain : List.of("Runtime", "Page", "Log")) {
            ask(domain + ".enable", Map.of());
        }
        ask("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Returns the browser's program, where there is one. */
    static Optional<Path> program() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name))).filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts a browser, which keeps its files in {@code folder}. */
    static Chromium start(Path program, Path folder, int width, int height) throws IOException {
        Process process = new ProcessBuilder(program.toString(), "--headless", "--no-sandbox", "--disable-gpu",
                "--no-first-run", "--disable-extensions", "--disable-background-networking", "--disable-dev-shm-usage",
                "--hide-scrollbars", "--remote-debugging-port=0", "--user-data-dir=" + folder, "about:blank")
                .redirectErrorStream(true).start();
        StringBuilder said = new StringBuilder();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            if (line.startsWith(LISTENING)) {
                Thread.ofPlatform().daemon().start(() -> output.lines().forEach(_ -> {})); // lest it wait for a reader
                return new Chromium(process, line.substring(LISTENING.length()).strip(), width, height);
            }
        }
        throw new IOException(program + " ended: " + said);
    }

    /** Opens a page and waits until it is drawn. */
    void open(Path page) {
        ask("Page.navigate", Map.of("url", page.toUri().toString()));
        run("new Promise(done => { const look = () => window.arcPlot && document.readyState === 'complete'"
                + " ? requestAnimationFrame(() => requestAnimationFrame(done)) : requestAnimationFrame(look); look(); })");
    }

    /** Evaluates an expression, and waits where it is a promise. */
    JsonNode run(String expression) {
        JsonNode result = ask("Runtime.evaluate",
                Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + result.get("exceptionDetails"));
        }
        return result.get("result").path("value");
    }

    /** Waits until what was asked for is on the screen. */
    void settle() {
        run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }

    void mouse(String type, double x, double y, Map<String, Object> more) {
        Map<String, Object> event = new LinkedHashMap<>(Map.of("type", type, "x", x, "y", y));
        event.putAll(more);
        ask("Input.dispatchMouseEvent", event);
        settle();
    }

    void key(String key) {
        ask("Input.dispatchKeyEvent", Map.of("type", "keyDown", "key", key, "text", key.length() == 1 ? key : ""));
        ask("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key));
        settle();
    }

    void dark(boolean dark) {
        ask("Emulation.setEmulatedMedia", Map.of("features",
                List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        settle();
    }

    byte[] screenshot() {
        return Base64.getDecoder()
                .decode(ask("Page.captureScreenshot", Map.of("format", "png")).get("data").asString());
    }

    /** Returns what the page complained of: errors, warnings, broken rules, calls of the console. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    private JsonNode ask(String method, Map<String, ?> parameters) {
        return send(session, method, parameters);
    }

    private JsonNode send(String to, String method, Map<String, ?> parameters) {
        int id = nextId.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(id, answer);
        Map<String, Object> message = new LinkedHashMap<>(Map.of("id", id, "method", method, "params", parameters));
        if (!to.isEmpty()) {
            message.put("sessionId", to);
        }
        socket.sendText(JSON.writeValueAsString(message), true).join();
        JsonNode answered = answer.orTimeout(MOST_SECONDS, TimeUnit.SECONDS).join();
        if (answered.has("error")) {
            throw new IllegalStateException(method + ": " + answered.get("error"));
        }
        return answered.get("result");
    }

    @Override
    public void close() {
        socket.abort();
        client.close();
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().orTimeout(MOST_SECONDS, TimeUnit.SECONDS).join()); // they write to the folder
    }

    /** Listens to the browser. */
    private static final class Ear implements WebSocket.Listener {
        private final Map<Integer, CompletableFuture<JsonNode>> asked;
        private final List<String> complaints;
        private final StringBuilder message = new StringBuilder();

        Ear(Map<Integer, CompletableFuture<JsonNode>> asked, List<String> complaints) {
            this.asked = asked;
            this.complaints = complaints;
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
            message.append(text);
            if (last) {
                JsonNode heard = JSON.readTree(message.toString());
                message.setLength(0);
                CompletableFuture<JsonNode> answer = asked.remove(heard.path("id").asInt(0));
                if (answer != null) {
                    answer.complete(heard);
                }
                switch (heard.path("method").asString("")) {
                    case "Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded" ->
                        complaints.add(heard.toString());
                    default -> { // of no interest
                    }
                }
            }
            from.request(1);
            return CompletableFuture.completedStage(null);
        }
    }
}
