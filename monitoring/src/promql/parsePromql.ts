import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';

/** A selector of an expression. */
interface Selector {
  readonly metric: string;
  readonly matchers: readonly Matcher[];
  /** Range, such as 5m; undefined for an instant. */
  readonly range: string | undefined;
  /** Name of the function whose direct argument it is, if any. */
  readonly calledBy: string | undefined;
}

interface Matcher {
  readonly label: string;
  readonly operator: string;
  readonly value: string;
}

/** An expression parsed by Prometheus' own grammar. */
export interface ParsedPromql {
  /** Parts of the text that are not PromQL. */
  readonly problems: readonly string[];
  readonly selectors: readonly Selector[];
  /** Labels of `by`, `without`, `on` and the like. */
  readonly groupingLabels: readonly string[];
}

/** Parses an expression without variables: `$__rate_interval` and the like must be replaced first. */
export function parsePromql(expression: string): ParsedPromql {
  const textOf = ({ from, to }: { from: number; to: number }) => expression.slice(from, to);
  const found = { problems: [] as string[], selectors: [] as Selector[], groupingLabels: [] as string[] };
  parser.parse(expression).iterate({
    enter(node) {
      if (node.name === '⚠') found.problems.push(expression.slice(Math.max(0, node.from - 20), node.to + 20));
      if (node.name === 'VectorSelector') found.selectors.push(selectorOf(node.node, textOf));
      if (node.name === 'GroupingLabels') found.groupingLabels.push(...node.node.getChildren('LabelName').map(textOf));
    },
  });
  return found;
}

type TextOf = (node: { from: number; to: number }) => string;

function selectorOf(node: SyntaxNode, textOf: TextOf): Selector {
  const name = node.getChild('Identifier');
  const matrix = node.parent?.name === 'MatrixSelector' ? node.parent : null;
  const range = matrix?.getChild('DurationExpr');
  return {
    metric: name === null ? '' : textOf(name),
    matchers: (node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? []).map((matcher) => ({
      label: part(matcher, 'LabelName', textOf),
      operator: part(matcher, 'MatchOp', textOf),
      value: JSON.parse(part(matcher, 'StringLiteral', textOf)) as string,
    })),
    range: range ? textOf(range) : undefined,
    calledBy: callOf(matrix ?? node, textOf),
  };
}

/** The function whose argument a selector is; an offset is no call. */
function callOf(node: SyntaxNode, textOf: TextOf): string | undefined {
  let above = node.parent;
  while (above !== null && ['OffsetExpr', 'StepInvariantExpr', 'ParenExpr', 'FunctionCallBody'].includes(above.name)) above = above.parent;
  return above?.name === 'FunctionCall' ? part(above, 'FunctionIdentifier', textOf) : undefined;
}

function part(node: SyntaxNode, kind: string, textOf: TextOf): string {
  const child = node.getChild(kind);
  return child === null ? '' : textOf(child);
}
