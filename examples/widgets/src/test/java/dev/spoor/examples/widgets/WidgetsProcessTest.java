package dev.spoor.examples.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.testing.FreePort;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** The application as a process: what it prints, and what it leaves behind. */
@Timeout(120)
class WidgetsProcessTest {

  @TempDir private Path folder;
  private final List<Process> all = new ArrayList<>();
  private Process process;

  @AfterEach
  void kill() {
    all.forEach(Process::destroyForcibly);
  }

  @Test
  void printsNoSecretOfItsAddressesAndNothingButJson() throws Exception {
    try (LocalServers servers = LocalServers.startMissing(Settings.from(Map.of()), Role.WEB)) {
      String database = servers.database().jdbcUrl().replace("jdbc:postgresql://", "");
      int port = FreePort.find();
      start(
          Map.of(
              "PORT", String.valueOf(port),
              "DATABASE_URL", "postgres://postgres:s3cret@" + database + "?ApplicationName=w",
              // Nobody of that name has a login: each command fails, and tells so.
              "REDIS_URL", "redis://nobody:s3cret@127.0.0.1:" + servers.redis().port() + "/1"));

      awaitAnswer(port, "/health");
      assertThat(answer(port, "/widgets")).isEqualTo(200);
      stop();

      assertThat(output("out"))
          .contains("Listed the widgets", "Cache cannot be read")
          .doesNotContain("s3cret");
      assertThat(output("out").lines())
          .allMatch(line -> line.startsWith("{") && line.endsWith("}"));
      assertThat(output("err")).isEmpty();
    }
  }

  @Test
  void stopsItsServersAndRemovesTheirDataWhenToldToEnd() throws Exception {
    int port = FreePort.find();
    start(Map.of("PORT", String.valueOf(port)));
    awaitAnswer(port, "/health");
    List<String> postmaster = Files.readAllLines(find("postmaster.pid").get(0));
    int databasePort = Integer.parseInt(postmaster.get(3));
    assertThat(connects(databasePort)).isTrue();

    stop();

    assertThat(connects(databasePort)).isFalse();
    assertThat(find("postmaster.pid")).isEmpty();
    assertThat(find("PG_VERSION")).isEmpty();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.filter(file -> file.toString().contains("widgets-redis"))).isEmpty();
    }
    assertThat(output("err")).isEmpty();
  }

  @Test
  void saysInOneLineWhatIsWrongWithAnAddress() throws Exception {
    start(Map.of("DATABASE_URL", "mysql://u:s3cret@h:3306/d"));

    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(output("err"))
        .isEqualTo(
            "widgets: DATABASE_URL is not of the form"
                + " postgres://user:password@host:5432/database\n");
    assertThat(output("out")).doesNotContain("s3cret");
  }

  @Test
  void releaseMakesTheTablesAndTheWorkerDoesWhatWebPutsOff() throws Exception {
    try (LocalServers servers = LocalServers.startMissing(Settings.from(Map.of()), Role.WORKER)) {
      String database = servers.database().jdbcUrl().replace("jdbc:postgresql://", "");
      Map<String, String> environment = Map.of("DATABASE_URL", "postgres://postgres@" + database);
      start(environment, "release");
      assertThat(process.waitFor()).isZero();
      assertThat(output("out")).contains("Brought the database up to date", "\"steps\":4");
      start(environment, "release");
      assertThat(process.waitFor()).isZero();
      assertThat(output("out")).contains("\"steps\":0");

      try (ConfigurableApplicationContext web =
          WidgetsApplication.start(
              Settings.from(
                  Map.of("PORT", "0", "DATABASE_URL", environment.get("DATABASE_URL"))))) {
        web.getBean(Shelf.class).add(new WidgetForm("Pawl", "Clicks", 1));
        assertThat(web.getBean(Mails.class).subjects()).as("web leaves it to the worker").isEmpty();
        start(environment, "worker");
        awaitOutput("Announced a widget");
        assertThat(web.getBean(Mails.class).subjects()).containsExactly("New on the shelf: Pawl");
      }
      stop();
      assertThat(output("out").lines())
          .allMatch(line -> line.startsWith("{") && line.endsWith("}"))
          .noneMatch(line -> line.contains("ERROR"));
      assertThat(output("err")).isEmpty();
      assertThat(find("postmaster.pid")).as("servers of the worker's own").isEmpty();
    }
  }

  @Test
  void saysInOneLineWhatAProcessNeeds() throws Exception {
    start(Map.of(), "worker");
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(output("err"))
        .isEqualTo("widgets: worker needs DATABASE_URL: jobs are where web puts them\n");
    start(Map.of(), "release");
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(output("err")).isEqualTo("widgets: release needs DATABASE_URL: whose tables?\n");
    start(Map.of(), "wörker");
    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(output("err"))
        .isEqualTo("widgets: the only argument is worker or release, none means web\n");
  }

  private void awaitOutput(String text) throws Exception {
    while (!output("out").contains(text)) {
      assertThat(process.isAlive()).as("output: %s", output("err")).isTrue();
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private void start(Map<String, String> environment, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx300m",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                WidgetsApplication.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(Redirect.to(folder.resolve("out").toFile()))
            .redirectError(Redirect.to(folder.resolve("err").toFile()));
    // The JVM would say on stderr that it picked them up.
    List.of(
            "JAVA_TOOL_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "DATABASE_URL",
            "JDBC_DATABASE_URL",
            "REDIS_URL",
            "MEMCACHEDCLOUD_SERVERS",
            "MEMCACHE_SERVERS")
        .forEach(builder.environment()::remove);
    builder.environment().putAll(environment);
    process = builder.start();
    all.add(process);
  }

  private void stop() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  private String output(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  private List<Path> find(String name) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.endsWith(name)).toList();
    }
  }

  private void awaitAnswer(int port, String path) throws Exception {
    while (true) {
      try {
        assertThat(answer(port, path)).isEqualTo(200);
        return;
      } catch (IOException e) {
        assertThat(process.isAlive()).as("output: %s", output("err")).isTrue();
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }

  private static int answer(int port, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }

  private static boolean connects(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
