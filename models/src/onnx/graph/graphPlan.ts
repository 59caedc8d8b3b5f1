import { ModelFormatError } from '../../modelFormatError.ts';
import type { Graph, GraphNode, ModelProto } from '../file/modelProto.ts';
import type { Kernel, Subgraph } from '../operators/operator.ts';
import { operators } from '../operators/operators.ts';
import type { Tensor } from '../tensor.ts';
import { nodeContext } from './nodeContext.ts';
import { freeNames, freeNamesOf, nodeText, orderNodes } from './orderNodes.ts';
import {
  allowanceForConstants,
  allowanceForRows,
  elementsOf,
  type WorkBudget,
  workBudget,
  workOfNode,
  workOfResult,
} from './workBudget.ts';

type Versions = Pick<ModelProto, 'opsets' | 'irVersion'>;

/** A graph that is ready to run: takes its inputs in order, gives the outputs in order. */
interface GraphPlan {
  readonly run: (inputs: readonly Tensor[]) => readonly Tensor[];
  /** Values that are the same for all rows, by name. */
  readonly constants: ReadonlyMap<string, Tensor>;
}

interface GraphEnds {
  /** Names of the values that each run is given. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

interface Step {
  readonly kernel: Kernel;
  readonly work: ReturnType<typeof workOfNode>;
  /** Operator and name of the node, for messages. */
  readonly where: string;
  readonly inputs: Int32Array;
  readonly outputs: Int32Array;
}

/**
 * Checks and orders the nodes that the outputs depend on, prepares each, and computes at once what no input changes.
 *
 * @throws ModelFormatError that names the node
 */
export function planGraph(graph: Graph, ends: GraphEnds, versions: Versions): GraphPlan {
  const budget = workBudget();
  let numbers = 0;
  for (const { data } of graph.initializers.values()) numbers += data.length;
  budget.start(allowanceForConstants(numbers));
  const plan = planWithin(graph, ends, { ...versions, budget });
  return {
    ...plan,
    run(inputs) {
      budget.start(allowanceForRows(inputs[0]?.shape[0] ?? 1));
      return plan.run(inputs);
    },
  };
}

interface Budgeted extends Versions {
  /** Shared with the graphs inside of nodes. */
  readonly budget: WorkBudget;
}

function planWithin(graph: Graph, { inputs, outputs }: GraphEnds, versions: Budgeted): GraphPlan {
  const slots = new Map<string, number>();
  const slotOf = (name: string): number => {
    const slot = slots.get(name) ?? slots.size;
    slots.set(name, slot);
    return slot;
  };
  const constants = new Map<string, Tensor>(graph.initializers);
  for (const name of inputs) constants.delete(name);
  const known = new Set([...inputs, ...constants.keys()]);
  const steps: Step[] = [];
  for (const node of orderNodes(graph, outputs)) {
    const names = [...node.inputs, ...freeNames(node)];
    const unknown = names.find((name) => name !== '' && !known.has(name));
    if (unknown !== undefined)
      throw new ModelFormatError(`ONNX graph: the node ${nodeText(node)} has the input "${unknown}", which nothing gives`);
    const [kernel, work, where] = [compileNode(node, constants, versions), workOfNode(node), `ONNX node ${nodeText(node)}`];
    for (const name of node.outputs) known.add(name);
    if (names.every((name) => name === '' || constants.has(name))) {
      const given = names.map((name) => constants.get(name));
      versions.budget.spend(work(given), where);
      const results = listOf(kernel(given));
      const elements = elementsOf(results);
      versions.budget.spend(workOfResult(elements), where);
      versions.budget.keep(elements, where);
      for (const [at, name] of node.outputs.entries()) if (results[at] !== undefined) constants.set(name, results[at]);
    } else {
      const numbers = (list: readonly string[]) => Int32Array.from(list, (name) => (name === '' ? -1 : slotOf(name)));
      steps.push({ kernel, work, where, inputs: numbers(names), outputs: numbers(node.outputs) });
    }
  }
  const absent = outputs.find((name) => !known.has(name));
  if (absent !== undefined) throw new ModelFormatError(`ONNX graph: no node has the output "${absent}"`);
  const ends = { inputs: inputs.map(slotOf), outputs: outputs.map(slotOf) };
  return { run: runner(steps, ends, { slots, constants, budget: versions.budget }), constants };
}

function listOf(result: Tensor | readonly Tensor[]): readonly Tensor[] {
  return Array.isArray(result) ? result : [result as Tensor];
}

function runner(
  steps: readonly Step[],
  ends: { readonly inputs: readonly number[]; readonly outputs: readonly number[] },
  { slots, constants, budget }: { slots: ReadonlyMap<string, number>; constants: ReadonlyMap<string, Tensor>; budget: WorkBudget },
): GraphPlan['run'] {
  const fixed = new Array<Tensor | undefined>(slots.size).fill(undefined);
  for (const [name, slot] of slots) fixed[slot] = constants.get(name);
  return (inputs) => {
    const values = fixed.slice();
    for (let at = 0; at < ends.inputs.length; at++) values[ends.inputs[at] as number] = inputs[at];
    let kept = 0;
    for (const step of steps) {
      const given = new Array<Tensor | undefined>(step.inputs.length);
      for (let at = 0; at < given.length; at++) given[at] = values[step.inputs[at] as number];
      budget.spend(step.work(given), step.where);
      const result = step.kernel(given);
      const elements = Array.isArray(result) ? elementsOf(result) : (result as Tensor).data.length;
      budget.spend(workOfResult(elements), step.where);
      budget.keep(elements, step.where);
      kept += elements;
      if (!Array.isArray(result)) values[step.outputs[0] as number] = result as Tensor;
      else
        for (let at = 0; at < step.outputs.length; at++)
          if ((step.outputs[at] as number) >= 0) values[step.outputs[at] as number] = result[at];
    }
    // Of a graph inside a node only the results are left.
    budget.keep(-kept, '');
    return ends.outputs.map((slot) => values[slot] as Tensor);
  };
}

function compileNode(node: GraphNode, constants: ReadonlyMap<string, Tensor>, versions: Budgeted): Kernel {
  const operator = operators[node.domain]?.get(node.operator);
  if (operator === undefined) throw new ModelFormatError(`expected an operator of the product, got ${node.operator}`);
  const subgraph = (graph: Graph, outer: readonly string[]) => planSubgraph(graph, outer, versions);
  return operator.compile(nodeContext(node, { constants, versions, subgraph }));
}

function planSubgraph(graph: Graph, outer: readonly string[], versions: Budgeted): Subgraph {
  const own = graph.inputs.map(({ name }) => name);
  const free = freeNamesOf(graph);
  const { run } = planWithin(graph, { inputs: [...own, ...free], outputs: graph.outputs.map(({ name }) => name) }, versions);
  const places = free.map((name) => outer.indexOf(name));
  return { outer, run: (inputs, values) => run([...inputs, ...places.map((place) => values[place] as Tensor)]) };
}
