package dev.spoor.app;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;

/** An agent that hands back a copy of the application's class files, and retransforms on demand. */
public final class RewritingAgent {
  private RewritingAgent() {}

  public static void premain(String arguments, Instrumentation instrumentation) {
    instrumentation.addTransformer(
        new ClassFileTransformer() {
          @Override
          public byte[] transform(
              ClassLoader loader,
              String name,
              Class<?> redefined,
              ProtectionDomain domain,
              byte[] bytes) {
            boolean ours = name != null && name.startsWith("dev/spoor/app/TwiceApp");
            return ours ? bytes.clone() : null;
          }
        },
        true);
    // The application does not know this class; it finds the instrumentation by a property.
    System.getProperties().put("test.instrumentation", instrumentation);
  }
}
