import { ModelFormatError } from '../../modelFormatError.ts';
import type { ZipFile } from '../../zip/readZip.ts';
import type { PyObject } from './pyValue.ts';
import { isPy, pyText } from './pyValue.ts';
import { type SchemaNode, schemaIndex } from './schemaIndex.ts';
import { schemaValues } from './schemaValues.ts';

const newestProtocol = 2;

const [openBracket, openBrace] = [0x5b, 0x7b];

/** Schemas of models are packed up to 1:50. */
const growth = 100;

/** Bytes of the shortest objects and lists of a schema, on average: each names its class and its loader. */
const bytesPerNode = 40;

/** Nodes that are parsed whatever their size. */
const fewNodes = 10_000;

/**
 * The object a skops file holds. Nothing is executed: classes are names, and what they hold is data.
 *
 * @throws ModelFormatError that names what is not as skops writes it
 */
export function readSchema(zip: ZipFile): PyObject {
  const root = parseJson(zip.read('schema.json', growth));
  const { protocol } = root;
  if (!Number.isInteger(protocol) || (protocol as number) < 0) {
    throw new ModelFormatError(`schema.json: expected a whole number as protocol, got ${JSON.stringify(protocol)}`);
  }
  if ((protocol as number) > newestProtocol) {
    const skops = typeof root['_skops_version'] === 'string' ? root['_skops_version'] : 'a newer release';
    throw new ModelFormatError(
      `the file was saved by skops ${skops} with protocol ${protocol}, expected a protocol up to ${newestProtocol}: save it with skops 0.16`,
    );
  }
  const value = schemaValues(zip, schemaIndex(root))(root);
  if (!isPy(value, 'object')) throw new ModelFormatError(`the skops file holds ${pyText(value)}, expected a scikit-learn estimator`);
  return value;
}

function parseJson(bytes: Uint8Array): SchemaNode {
  checkNodes(bytes);
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new ModelFormatError(`schema.json does not parse: ${(cause as Error).message}`, { cause });
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new ModelFormatError('schema.json must be an object');
  return json as SchemaNode;
}

/** Parsed, an empty list takes many times the memory of its text. */
function checkNodes(bytes: Uint8Array): void {
  let nodes = 0;
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === openBracket || bytes[at] === openBrace) nodes++;
  if (nodes <= fewNodes || nodes * bytesPerNode <= bytes.length) return;
  throw new ModelFormatError(
    `schema.json: expected at most one object or list per ${bytesPerNode} bytes, as skops writes them, got ${nodes} in ${bytes.length} bytes`,
  );
}
