package genpipelines.simulator.declarative.syntax;

import org.codehaus.groovy.ast.ASTNode;

/** A part of the model of a pipeline, with the place where it stands in the file. */
public abstract class Element {
  public final ASTNode at;

  Element(ASTNode at) {
    this.at = at;
  }
}
