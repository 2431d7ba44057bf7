package org.jenkinsci.plugins.workflow.libs;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Names the libraries a Jenkinsfile uses. */
@Retention(RetentionPolicy.SOURCE)
public @interface Library {
  String[] value();

  boolean changelog() default true;
}
