package dev.spoor.agent.scenario.servlet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/** Lets the test use the threads that served requests before; ends with the input. */
final class Console {
  private Console() {}

  static void obey(Executor pool) throws IOException, InterruptedException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null && !line.equals("end"); line = in.readLine()) {
      int threads = 4;
      CountDownLatch done = new CountDownLatch(threads);
      for (int i = 0; i < threads; i++) {
        pool.execute(
            () -> {
              Database.ask();
              done.countDown();
            });
      }
      done.await();
      System.out.println("done");
    }
  }
}
