import type { Version } from '@modelmonitor/api';
import { onnxRuntime } from '@modelmonitor/job/onnx';
import { type Model, type ModelContract, readModel, readVerifyRows, verifyModel } from '@modelmonitor/models';
import { type SourceBytes, type SourceMark, type Sources, signatureProblem } from '@modelmonitor/sources';
import type { Contract } from '../contract/contract.ts';
import { eventsVersion } from './eventsVersion.ts';
import type { PieceOptions } from './inPieces.ts';
import type { KeptModels } from './keptModels.ts';
import { connectVersion, type RemoteVersion } from './remoteVersion.ts';

/** A version whose model was read. */
export interface ReadVersion {
  readonly name: string;
  /** Format of the file, whatever the resource says. */
  readonly format: string;
  readonly shadow: boolean;
  /** SHA-256 of the model's bytes, in hexadecimal. */
  readonly sha256: string;
  /** What the source calls this state of its bytes, where it has a name for it. */
  readonly revision?: string;
  /** Where the bytes come from, for people. */
  readonly origin: string;
  /** When the model was loaded, in milliseconds since 1970. */
  readonly loadedAt: number;
  /** The version as the resource declared it when the model was loaded. */
  readonly declared: Version;
  readonly model: Model;
  /** The server that predicts; undefined for a model that is loaded here. */
  readonly remote?: RemoteVersion;
  /** Why what the resource names now does not answer, and this earlier model continues to; undefined where this is it. */
  readonly replacement?: FailedReplacement;
}

/** Newer bytes that do not replace a model. */
interface FailedReplacement {
  readonly error: string;
  /** The bytes; undefined where they could not be read. */
  readonly mark?: SourceMark;
}

/** A version that can predict rows in the categories of the contract. */
export interface LoadedVersion extends ReadVersion {
  /**
   * For each categorical feature whose categories the model has otherwise: the model's index by the contract's index, and last that of a
   * category the contract does not have. Undefined when rows can be passed as they are.
   */
  readonly recode: RecodeTables | undefined;
}

/** By feature; undefined for one that needs no recoding. */
export type RecodeTables = readonly (Float64Array | undefined)[];

/** A version that could not be loaded, and why. */
export interface FailedVersion {
  readonly name: string;
  readonly format: string;
  readonly shadow: boolean;
  readonly error: string;
}

/** What versions are loaded with. */
export interface LoadContext extends PieceOptions {
  readonly sources: Pick<Sources, 'read' | 'readNewer' | 'connect'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Models of an earlier process; nothing is kept when absent. */
  readonly kept?: KeptModels | undefined;
}

export interface LoadOptions extends LoadContext {
  readonly contract: Contract;
  /** Versions loaded before for the same contract: the model of one with the same bytes is reused. */
  readonly earlier: readonly ReadVersion[];
  /** Whether only newer bytes are of interest: those that were refused are not tried again. */
  readonly refreshing: boolean;
}

/**
 * Reads and loads a version, which proves itself before it replaces an earlier model of the same name: while it cannot be read, is broken or
 * does not reproduce its recorded predictions, the earlier one continues, also that of an earlier process. A failure is returned, so that the
 * other versions keep serving.
 */
export async function loadVersion(version: Version, options: LoadOptions): Promise<ReadVersion | FailedVersion> {
  const { name, format, shadow } = version;
  const before = options.earlier.find((earlier) => earlier.name === name);
  let bytes: SourceBytes | undefined;
  try {
    if (version.source.events !== undefined) return eventsVersion(version, options);
    if (version.source.remote !== undefined) return await proveRemote(version, options);
    bytes = await bytesOf(version, before, options);
    if (bytes !== undefined || before?.replacement?.mark === undefined) return await proveVersion(version, { before, bytes, options });
    return { ...before, shadow };
  } catch (error) {
    // Servers and files choose parts of it.
    const message = (error as Error).message.slice(0, longestMessage);
    const last = before ?? (await lastModel(version, options));
    if (last === undefined) return { name, format, shadow, error: message };
    return { ...last, shadow, replacement: { error: message, ...(bytes === undefined ? {} : { mark: markOf(bytes) }) } };
  }
}

/** Longest message of a version that could not be loaded, in characters. */
const longestMessage = 4000;

/** Whether the model of a version is in bytes that are kept. */
export function isKept({ source }: Version): boolean {
  return source.remote === undefined && source.events === undefined;
}

/** The model with which the version answered last in an earlier process; undefined where none is kept, or it fits the resource no more. */
async function lastModel(version: Version, options: LoadOptions): Promise<ReadVersion | undefined> {
  const kept = isKept(version) ? await options.kept?.recall(version.name) : undefined;
  if (kept === undefined) return undefined;
  const { bytes } = kept;
  try {
    const declared = { ...version, format: kept.format as Version['format'] };
    const { model, format } = await load(bytes, declared, options);
    const { name, shadow } = version;
    return { name, shadow, ...markOf(bytes), origin: bytes.origin, loadedAt: options.now(), declared, model, format };
  } catch {
    return undefined;
  }
}

/** A version of another server, which proves itself too. */
async function proveRemote(version: Version, options: LoadOptions): Promise<ReadVersion> {
  const connected = await connectVersion(version, options);
  await verify(version, connected.model, options);
  return connected;
}

/** The bytes of a version; undefined while its source has those that are known. */
function bytesOf(
  { source }: Version,
  before: ReadVersion | undefined,
  { sources, refreshing }: LoadOptions,
): Promise<SourceBytes | undefined> {
  if (before === undefined || JSON.stringify(before.declared.source) !== JSON.stringify(source)) return sources.read(source);
  if (before.replacement === undefined) return sources.readNewer(source, markOf(before));
  return refreshing && before.replacement.mark !== undefined ? sources.readNewer(source, before.replacement.mark) : sources.read(source);
}

interface Candidate {
  readonly before: ReadVersion | undefined;
  readonly bytes: SourceBytes | undefined;
  readonly options: LoadOptions;
}

/** The version with its new bytes, or with those it had; its model reproduces what is recorded. */
async function proveVersion(version: Version, { before, bytes, options }: Candidate): Promise<ReadVersion> {
  const { name, shadow, format } = version;
  const { now, earlier, sources } = options;
  const found = bytes ?? (before as ReadVersion);
  const { sha256, origin } = found;
  const same = earlier.find((one) => one.sha256 === sha256 && one.declared.format === format);
  const read = same ?? (await load(bytes ?? (await sources.read(version.source)), version, options));
  const loadedAt = same !== undefined && same === before ? same.loadedAt : now();
  await verify(version, read.model, options);
  if (bytes !== undefined) options.kept?.keep(name, { bytes, format });
  return { name, shadow, ...markOf(found), origin, loadedAt, declared: version, model: read.model, format: read.format };
}

function markOf({ sha256, revision }: SourceMark): SourceMark {
  return { sha256, ...(revision === undefined ? {} : { revision }) };
}

async function load(
  { bytes, facts }: SourceBytes,
  { format }: Version,
  { contract, turn }: LoadOptions,
): Promise<Pick<ReadVersion, 'model' | 'format'>> {
  // Several versions are loaded together, and each step of a large one takes its time: requests have a turn between them.
  await turn();
  const read = await readModel(bytes, format, onnxRuntime());
  const hasNames = read.description.features?.some(({ name }) => name !== undefined) === true;
  const problem = facts?.signature && signatureProblem(facts.signature, contract.features, !hasNames);
  if (problem !== undefined) throw new Error(problem);
  await turn();
  const model = await read.bind(modelContract(contract));
  const predicting = contract.features.filter(({ unseen }) => unseen === 'predict').map(({ name }) => name);
  if (predicting.length > 0 && !(model.predictsUnseen ?? read.predictsUnseen))
    throw new Error(
      `its model (format ${read.format}) predicts no category that it does not know: expected unseen: capture or refuse for ${predicting.join(', ')}, got predict`,
    );
  return { model, format: read.format };
}

/** @throws VerificationError when the model does not reproduce the predictions recorded for it */
async function verify({ verify: recorded }: Version, model: Model, { sources, contract, turn }: LoadOptions): Promise<void> {
  if (recorded === undefined) return;
  const { bytes } = await sources.read(recorded.source);
  await turn();
  await verifyModel(model, modelContract(contract), { rows: readVerifyRows(bytes), tolerance: recorded.tolerance });
}

function modelContract({ task, features, classes }: Contract): ModelContract {
  const inputs = features.map(({ name, type, unseen, categories }) => ({
    name,
    type,
    unseen,
    ...(categories.length > 0 ? { values: categories } : {}),
  }));
  return { task, classes, features: inputs };
}

/** A copy of a row matrix, in the categories of one version. */
export function recodeRows(rows: Float64Array, tables: RecodeTables): Float64Array {
  const copy = rows.slice();
  tables.forEach((table, feature) => {
    if (table === undefined) return;
    for (let cell = feature; cell < copy.length; cell += tables.length) copy[cell] = table[copy[cell] as number] ?? Number.NaN;
  });
  return copy;
}
