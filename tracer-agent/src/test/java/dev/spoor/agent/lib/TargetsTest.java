package dev.spoor.agent.lib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.agent.lib.accesslog.AccessLogPlugin;
import dev.spoor.agent.lib.httpserver.HttpServerPlugin;
import dev.spoor.agent.lib.jetty.JettyPlugin;
import dev.spoor.agent.lib.jul.JulPlugin;
import dev.spoor.agent.lib.log4j.Log4jPlugin;
import dev.spoor.agent.lib.otelapi.OtelApiPlugin;
import dev.spoor.agent.lib.servlet.ServletPlugin;
import dev.spoor.agent.lib.springweb.SpringWebPlugin;
import dev.spoor.agent.lib.tomcat.TomcatPlugin;
import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Rule;
import dev.spoor.agent.plugin.Target;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The methods that the plugins of HTTP servers want are there, in each version that is supported.
 */
class TargetsTest {
  static Stream<Arguments> libraries() throws IOException {
    return Stream.of(
        Arguments.of("Tomcat 9", new TomcatPlugin(), copied("tomcat9"), 2),
        Arguments.of("Tomcat 11", new TomcatPlugin(), own(), 2),
        Arguments.of("Jetty 9.4", new JettyPlugin(), copied("jetty9"), 3),
        Arguments.of("Jetty 12", new JettyPlugin(), own(), 4),
        Arguments.of("Access log of Tomcat 9", new AccessLogPlugin(), copied("tomcat9"), 2),
        Arguments.of("Access log of Tomcat 11 and Jetty 12", new AccessLogPlugin(), own(), 3),
        Arguments.of("Access log of Jetty 9.4", new AccessLogPlugin(), copied("jetty9"), 1),
        Arguments.of("Log4j 2", new Log4jPlugin(), own(), 4),
        Arguments.of("java.util.logging", new JulPlugin(), own(), 2),
        Arguments.of("javax.servlet", new ServletPlugin(), copied("tomcat9"), 1),
        Arguments.of("jakarta.servlet", new ServletPlugin(), own(), 1),
        Arguments.of("OpenTelemetry API 1.10", new OtelApiPlugin(), copied("otel-oldest"), 1),
        Arguments.of("OpenTelemetry API", new OtelApiPlugin(), copied("otel-newest"), 2),
        Arguments.of("Spring MVC", new SpringWebPlugin(), own(), 2),
        Arguments.of("JDK", new HttpServerPlugin(), own(), 6));
  }

  /** Where a set of libraries is, none of which is on the test's own class path. */
  private static ClassLoader copied(String set) throws IOException {
    List<URL> jars = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("target/scenario-libs", set))) {
      for (Path jar : files.toList()) {
        jars.add(url(jar));
      }
    }
    return new URLClassLoader(jars.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
  }

  private static URL url(Path jar) throws MalformedURLException {
    return jar.toUri().toURL();
  }

  private static ClassLoader own() {
    return TargetsTest.class.getClassLoader();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("libraries")
  void everyRuleFindsItsMethod(String name, Plugin plugin, ClassLoader loader, int types)
      throws IOException {
    int found = 0;
    for (Target target : plugin.targets()) {
      try (InputStream file =
          loader.getResourceAsStream(target.typeName().replace('.', '/') + ".class")) {
        if (file == null) {
          continue;
        }
        List<String[]> methods = methods(file);
        boolean all = true;
        for (Rule rule : target.rules()) {
          all &= methods.stream().anyMatch(method -> rule.covers(method[0], method[1]));
        }
        found += all ? 1 : 0;
      }
    }
    assertThat(found).as(name).isGreaterThanOrEqualTo(types);
  }

  /** Names and descriptors of methods that have a body. */
  private static List<String[]> methods(InputStream file) throws IOException {
    List<String[]> methods = new ArrayList<>();
    ClassVisitor visitor =
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] thrown) {
            if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0) {
              methods.add(new String[] {name, descriptor});
            }
            return null;
          }
        };
    new ClassReader(file).accept(visitor, ClassReader.SKIP_CODE);
    return methods;
  }
}
