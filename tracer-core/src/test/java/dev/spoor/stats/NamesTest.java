package dev.spoor.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spellings of the Agent. */
class NamesTest {
  @ParameterizedTest
  @CsvSource({
    "servlet.request, servlet.request",
    "Servlet.Request, Servlet.Request",
    "9lives, lives",
    "_.a, a",
    "a b, a_b",
    "a--b, a_b",
    "a__b, a_b",
    "a._b, a.b",
    "a_.b, a.b",
    "a_, a",
    "a!, a",
    "é, unnamed_operation",
    "'', unnamed_operation",
    "123, unnamed_operation"
  })
  void operationsAreMetricNames(String name, String expected) {
    assertThat(Names.operation(name)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "shop, shop",
    "My Shop, my_shop",
    "a  b!!c, a_b_c",
    "shop/x:y, shop/x:y",
    "'', unnamed-java-service",
    "!!!, unnamed-java-service"
  })
  void servicesAreTags(String name, String expected) {
    assertThat(Names.service(name)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "db.example.com, db.example.com",
    "postgres, postgres",
    "10.0.0.1, blocked-ip-address",
    "10.0.0.1:5432, blocked-ip-address:5432",
    "ip-10-0-0-1, ip-10-0-0-1",
    "10-0-0-1, blocked-ip-address",
    "127.0.0.1, 127.0.0.1",
    "127.0.0.1:80, 127.0.0.1:80",
    "::1, ::1",
    "2001:db8::1, blocked-ip-address",
    "'[2001:db8::1]:80', blocked-ip-address:80",
    "169.254.169.254, 169.254.169.254",
    "256.1.1.1, 256.1.1.1",
    "1.2.3, 1.2.3",
    "host:9092, host:9092",
    "http://10.1.1.1/x, http://blocked-ip-address/x",
    "'10.0.0.1,10.0.0.2', blocked-ip-address",
    "'10.0.0.1:1,kafka:2', 'blocked-ip-address:1,kafka:2'",
    "v1.2.3.4, v1.2.3.4",
    "12, 12"
  })
  void addressesOfPeersAreOne(String value, String expected) {
    assertThat(PeerAddress.quantise(value)).isEqualTo(expected);
  }
}
