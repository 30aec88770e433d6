package dev.spoor.agent.scenario.jobs;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/** Spring's scheduled methods, and a task that is none. */
final class SpringCases {
  private static final long HOUR = 3_600_000;

  private SpringCases() {}

  static void run() throws Exception {
    try (AnnotationConfigApplicationContext context =
        new AnnotationConfigApplicationContext(Setup.class)) {
      Stand.await(3);
      Stand.require(context.isActive(), "Spring has ended by itself");
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableScheduling
  static class Setup implements SchedulingConfigurer {
    @Bean
    Shop shop() {
      return new Shop();
    }

    @Override
    @SuppressWarnings("deprecation") // what replaces it is not there in all versions
    public void configureTasks(ScheduledTaskRegistrar registrar) {
      registrar.addFixedDelayTask(new Plain(), HOUR);
    }
  }

  static class Shop {
    @Scheduled(fixedDelay = HOUR)
    public void good() {
      Stand.work("good");
    }

    @Scheduled(fixedDelay = HOUR)
    public void bad() {
      Stand.fail("bad");
    }
  }

  static final class Plain implements Runnable {
    @Override
    public void run() {
      Stand.work("plain");
    }
  }
}
