package dev.spoor.benchmarks.overhead;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * Compares a contender with "no agent", round by round: what the machine did to both alike is then
 * not in the figure.
 */
final class Rounds {
  private Rounds() {}

  static <T> Spread ratio(List<T> own, List<T> none, ToDoubleFunction<T> figure) {
    return each(own, none, figure, (one, other) -> one / other);
  }

  static <T> Spread over(List<T> own, List<T> none, ToDoubleFunction<T> figure) {
    return each(own, none, figure, (one, other) -> one - other);
  }

  private static <T> Spread each(
      List<T> own, List<T> none, ToDoubleFunction<T> figure, DoubleBinaryOperator compare) {
    double[] figures = new double[Math.min(own.size(), none.size())];
    for (int i = 0; i < figures.length; i++) {
      figures[i] =
          compare.applyAsDouble(
              figure.applyAsDouble(own.get(i)), figure.applyAsDouble(none.get(i)));
    }
    return Spread.of(figures);
  }
}
