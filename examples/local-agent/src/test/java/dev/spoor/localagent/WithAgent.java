package dev.spoor.localagent;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.json.JsonMapper;

/** Gives each test a local-agent of its own, and a client. */
class WithAgent {
  static final JsonMapper JSON = new JsonMapper();

  LocalAgent agent;
  Http http;

  @BeforeEach
  void start() throws Exception {
    agent = TestAgent.start();
    http = new Http(agent);
  }

  @AfterEach
  void stop() {
    agent.close();
  }
}
