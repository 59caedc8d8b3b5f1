import { WireReader } from '../file/wireReader.ts';
import type { GraphOutput } from '../graph/graphOutputs.ts';

/** Field numbers of ModelProto, GraphProto, NodeProto and ValueInfoProto. */
const graphField = 7;
const nodeField = 1;
const outputField = 12;
const operatorField = 4;
const nameField = 1;

/**
 * The bytes of a model whose ZipMaps are left out: the tensors that they take are outputs in their place. Runtimes for JavaScript give
 * no maps.
 */
export function cutZipMaps(bytes: Uint8Array, outputs: readonly GraphOutput[]): Uint8Array {
  const sources = new Map(outputs.filter(({ classes }) => classes !== undefined).map(({ name, source }) => [name, source]));
  return sources.size === 0 ? bytes : rewrite(bytes, graphField, (graph) => message(graphField, rewriteGraph(graph, sources)));
}

function rewriteGraph(graph: Uint8Array, sources: ReadonlyMap<string, string>): Uint8Array {
  const kept = rewrite(graph, nodeField, (node) =>
    textOf(node, operatorField) === 'ZipMap' ? new Uint8Array(0) : message(nodeField, node),
  );
  return rewrite(kept, outputField, (output) => {
    const source = sources.get(textOf(output, nameField));
    return message(outputField, source === undefined ? output : message(nameField, Buffer.from(source, 'utf8')));
  });
}

/** A message whose fields of one number are replaced. */
function rewrite(bytes: Uint8Array, field: number, replacement: (content: Uint8Array) => Uint8Array): Uint8Array {
  const reader = new WireReader(bytes);
  const parts: Uint8Array[] = [];
  for (let start = 0; reader.next(); start = reader.position) {
    if (reader.field === field) parts.push(replacement(reader.data()));
    else {
      reader.skip();
      parts.push(bytes.subarray(start, reader.position));
    }
  }
  return Buffer.concat(parts);
}

function textOf(bytes: Uint8Array, field: number): string {
  const reader = new WireReader(bytes);
  let text = '';
  while (reader.next()) {
    if (reader.field === field) text = reader.text();
    else reader.skip();
  }
  return text;
}

/** A field that holds bytes, with its tag and length. */
function message(field: number, content: Uint8Array): Uint8Array {
  const head = [field * 8 + 2];
  let rest = content.length;
  while (rest > 127) {
    head.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return Buffer.concat([Uint8Array.from([...head, rest]), content]);
}
