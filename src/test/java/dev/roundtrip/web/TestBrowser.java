package dev.roundtrip.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Debian's Chromium, without a screen. */
final class TestBrowser implements AutoCloseable {
    private static final Path SHOTS = Path.of("target", "shots");
    private static final int HEIGHT = 900;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** Put in by hand: its own wrapper opens a window for every page, which takes longer than the look itself. */
    private static final String AXE = axe();

    private final ChromeDriver driver;

    private TestBrowser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Skips the test, and says why, where there is no browser. */
    static TestBrowser open(Path profile) {
        var options = new ChromeOptions()
                .setBinary(onPath("chromium").toFile())
                .addArguments(
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--hide-scrollbars",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + profile);
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(onPath("chromedriver").toFile())
                .usingAnyFreePort()
                .build();
        return new TestBrowser(new ChromeDriver(service, options));
    }

    private static String axe() {
        try (var file = TestBrowser.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path onPath(String program) {
        var path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        var found = Arrays.stream(path.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            var reason = "The pages are not tested in a browser: " + program
                    + " is not on the PATH; on Debian: apt-get install chromium chromium-driver";
            System.err.println(reason);
            abort(reason);
        }
        return found.orElseThrow();
    }

    /** How wide the window is, and whether the system likes it dark. */
    void look(int width, boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** Where the browser thinks it is. */
    void livesIn(String zone) {
        driver.executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", zone));
    }

    /** Cookies and choices of all that was opened before. */
    void forget(String... origins) {
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        for (var origin : origins) {
            driver.executeCdpCommand(
                    "Storage.clearDataForOrigin", Map.of("origin", origin, "storageTypes", "local_storage"));
        }
    }

    void go(String url) {
        driver.get(url);
    }

    /** Waits until a click or a key has led there. */
    void arrivesAt(String url) {
        new WebDriverWait(driver, PATIENCE).until(ExpectedConditions.urlToBe(url));
    }

    void waitsFor(String selector) {
        new WebDriverWait(driver, PATIENCE)
                .until(ExpectedConditions.presenceOfElementLocated(By.cssSelector(selector)));
    }

    /** Waits until a script's expression holds. */
    void waitsUntil(String expression) {
        new WebDriverWait(driver, PATIENCE)
                .until(_ -> Boolean.TRUE.equals(driver.executeScript("return " + expression)));
    }

    /** Waits for it: on a busy machine a page may be there before all that is on it. */
    String text(String selector) {
        waitsFor(selector);
        return driver.findElement(By.cssSelector(selector)).getText();
    }

    String attribute(String selector, String name) {
        return Objects.requireNonNullElse(
                driver.findElement(By.cssSelector(selector)).getDomAttribute(name), "");
    }

    void type(String selector, String text) {
        var field = driver.findElement(By.cssSelector(selector));
        field.clear();
        field.sendKeys(text);
    }

    void press(CharSequence key) {
        driver.switchTo().activeElement().sendKeys(key);
    }

    void click(String selector) {
        driver.findElement(By.cssSelector(selector)).click();
    }

    /** Clicks the link or button that a person finds under that name, as soon as it is there. */
    void follow(String name) {
        named("a, button, [role=tab], [role=menuitem], summary", name).click();
    }

    /** Types into the field that has that label, in the place of what stands there. */
    void fill(String label, String text) {
        var field = named("input, textarea", label);
        field.clear();
        field.sendKeys(text);
    }

    /** Chooses, in the list that has that label, what is offered under that name. */
    void choose(String label, String option) {
        new Select(named("select", label)).selectByVisibleText(option);
    }

    /** The first that can be seen and has that name, by what stands in it, its label or what is read out. */
    private WebElement named(String selector, String name) {
        waitsUntil("document.readyState === 'complete'"); // people are slower than scripts
        return new WebDriverWait(driver, PATIENCE)
                .withMessage("nothing on " + driver.getCurrentUrl() + " is called “" + name + "”")
                .ignoring(StaleElementReferenceException.class)
                .until(_ -> (WebElement) driver.executeScript("""
                        const plain = (text) => (text ?? '').replace(/\\s+/g, ' ').trim();
                        const names = (node) => [
                          plain(node.getAttribute('aria-label')),
                          ...(node.labels?.length ? [...node.labels].map((label) => plain(label.innerText).replace(/ \\*$/, '')) : [plain(node.innerText)]),
                        ];
                        return [...document.querySelectorAll(arguments[0])]
                          .find((node) => node.checkVisibility() && !node.disabled && names(node).includes(arguments[1])) ?? null;""", selector, name));
    }

    Object run(String script) {
        return Objects.requireNonNullElse(driver.executeScript(script), "");
    }

    /** What axe finds, and what the browser logged since the last time: both must be nothing. */
    void isFaultless(String page) {
        driver.executeScript(AXE);
        var found = driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run().then(
                    (result) => done(result.violations.flatMap(
                        (rule) => rule.nodes.map((node) => rule.id + ' at ' + node.target + ': ' + node.failureSummary))),
                    (error) => done(['axe failed: ' + error]));""");
        assertThat(found).as("axe on " + page).isEqualTo(List.of());
        assertThat(log()).as("browser log on " + page).isEmpty();
        assertThat(run("return document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .as("everything fits the width on " + page)
                .isEqualTo(true);
    }

    /** What the other look could break: how colours go together. Cheaper than {@link #isFaultless}. */
    void isLegible(String page) {
        driver.executeScript(AXE);
        var found = driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run({ runOnly: ['color-contrast'] }).then(
                    (result) => done(result.violations.flatMap(
                        (rule) => rule.nodes.map((node) => rule.id + ' at ' + node.target + ': ' + node.failureSummary))),
                    (error) => done(['axe failed: ' + error]));""");
        assertThat(found).as("axe on " + page).isEqualTo(List.of());
    }

    /** All that a person reads on the page or has read out, but what is marked as of another language, and what programs say. */
    List<String> words() {
        var found = run("""
                const here = document.documentElement.lang;
                const foreign = (node) => node.closest('[lang]').lang !== here || node.closest('pre, code, script, style, template, .mono');
                const texts = [];
                const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                while (walker.nextNode()) if (!foreign(walker.currentNode.parentElement)) texts.push(walker.currentNode.data);
                for (const node of document.querySelectorAll('[aria-label], [placeholder], [title], [alt]'))
                  if (!foreign(node)) for (const name of ['aria-label', 'placeholder', 'title', 'alt']) texts.push(node.getAttribute(name) ?? '');
                texts.push(document.title);
                return texts.map((text) => text.trim().replace(/\\s+/g, ' ')).filter((text) => text);""");
        return ((List<?>) found).stream().map(String::valueOf).toList();
    }

    /** Bytes that came over the wire for the page that is open and for all that it is made of, headers included. */
    long weight() {
        return ((Number) run("""
                return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
                    .reduce((sum, one) => sum + one.transferSize, 0)""")).longValue();
    }

    /** From now on the browser has seen nothing of any page. */
    void forgetFiles() {
        driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
    }

    /** Of a page on which something is to go wrong: each line of the browser's log since the last time is about that. */
    void logged(String what) {
        assertThat(log()).isNotEmpty().allMatch(line -> line.contains(what));
    }

    /** What a page that is left has in it is not the next one's: a request that was under way ends with it. */
    void forgetLog() {
        log();
    }

    private List<String> log() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                // Advice for password managers: that a form with several secrets ought to be several forms.
                .filter(line -> !line.contains("[DOM] Multiple forms should be contained"))
                .toList();
    }

    /** The whole page, into target/shots. */
    void shoot(String name) {
        run("scrollTo(0, 0)"); // what stays in sight stands where it is at first
        var height = ((Number) run("return document.documentElement.scrollHeight")).intValue();
        var width = ((Number) run("return document.documentElement.clientWidth")).intValue();
        var shot = driver.executeCdpCommand(
                "Page.captureScreenshot",
                Map.of(
                        "format",
                        "png",
                        "captureBeyondViewport",
                        true,
                        "clip",
                        Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1)));
        try {
            Files.createDirectories(SHOTS);
            Files.write(SHOTS.resolve(name + ".png"), Base64.getDecoder().decode((String) shot.get("data")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
