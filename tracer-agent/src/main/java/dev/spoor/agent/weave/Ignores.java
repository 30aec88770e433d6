package dev.spoor.agent.weave;

import org.jspecify.annotations.Nullable;

/**
 * Class names that no family of subtypes is looked for in: runtimes, other agents, and classes that
 * frameworks generate around a class that is woven itself. Targets that name a class exactly do not
 * ask here.
 */
final class Ignores {
  private static final String[] PREFIXES = {
    "java/",
    "jdk/",
    "sun/",
    "com/sun/",
    "javax/management/",
    "javax/swing/",
    "javax/xml/",
    "dev/spoor/agent/",
    "co/elastic/apm/",
    "com/newrelic/",
    "com/dynatrace/",
    "com/appdynamics/",
    "com/singularity/",
    "com/contrastsecurity/",
    "datadog/trace/",
    "io/opentelemetry/javaagent/",
    "net/bytebuddy/",
    "org/aspectj/",
    "org/mockito/",
    "org/objectweb/asm/",
    "javassist/",
    "groovy/",
    "org/codehaus/groovy/",
    "org/apache/groovy/",
    "clojure/",
    "kotlin/",
    "scala/",
    "com/google/inject/",
    "com/fasterxml/jackson/",
    "tools/jackson/",
    "org/bouncycastle/",
    "ch/qos/logback/",
    "org/apache/logging/",
    "org/slf4j/",
    "io/micrometer/",
  };

  private static final String[] GENERATED = {
    "$$Lambda",
    "$Proxy",
    "$$SpringCGLIB$$",
    "$$EnhancerBy",
    "$$FastClassBy",
    "$$weld",
    "$$_Weld",
    "$JaxbAccessor",
    "$__sisu",
    "$$$view",
    "$$$endpoint",
    "$$_jvst",
    "$Access4JacksonDeserializer",
    "$Access4JacksonSerializer",
    "$Creator4JacksonDeserializer",
    "$HibernateInstantiator$",
    "$HibernateProxy$",
    "$HibernateAccessOptimizer$",
    "$$QuarkusRestClientInterface",
    "$$CDIWrapper",
    "GeneratedMethodAccessor",
    "GeneratedConstructorAccessor",
  };

  private static final String[] LOADERS = {
    "jdk.internal.reflect.DelegatingClassLoader", "sun.reflect.misc.MethodUtil",
    "org.codehaus.groovy.runtime.callsite.CallSiteClassLoader", "clojure.lang.DynamicClassLoader",
    "org.jvnet.hk2.internal.DelegatingClassLoader",
  };

  private Ignores() {}

  /** Whether a class of that internal name is left alone. */
  static boolean covers(String name) {
    for (String prefix : PREFIXES) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    // Generated names have a dollar sign; nearly all others are done here.
    if (name.indexOf('$') < 0 && !name.startsWith("Generated")) {
      return false;
    }
    for (String part : GENERATED) {
      if (name.contains(part)) {
        return true;
      }
    }
    return false;
  }

  /** Whether nothing that this loader defines is looked at. */
  static boolean covers(@Nullable ClassLoader loader) {
    if (loader == null) {
      return true;
    }
    String type = loader.getClass().getName();
    for (String ignored : LOADERS) {
      if (type.equals(ignored)) {
        return true;
      }
    }
    return false;
  }
}
