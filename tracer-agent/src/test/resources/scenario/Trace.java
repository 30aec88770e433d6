package datadog.trace.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Of the form of Datadog's annotation, which is found by its name in class files. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Trace {
  String operationName() default "";

  String resourceName() default "";

  boolean measured() default false;

  boolean noParent() default false;
}
