import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { captureStoreOf, type ModelMonitor, type Placement, retentionOf } from '@modelmonitor/api';
import { errorText } from '@modelmonitor/api/plain';
import { DatabaseAddressError, parsePostgresUrl, passwordFrom, passwordInUrl } from '@modelmonitor/databases';
import { type ArchivePlace, bucketPlace, directoryPlace } from '@modelmonitor/job/archive';
import { createSources } from '@modelmonitor/sources';
import { openStore, type Store, type StoreSettings } from '@modelmonitor/store';
import { optional, repeatable, withDefault } from '../commands/option.ts';
import type { OptionValues } from '../commands/parseOptions.ts';
import { text } from '../commands/textReaders.ts';
import type { CommandContext } from '../context.ts';
import { InputError, UsageError } from '../errors.ts';
import { type DataObjects, dataObjectsOf } from '../manifests/dataObjects.ts';
import { loadManifests } from '../manifests/loadManifests.ts';
import { problemLines } from '../manifests/problemLines.ts';
import { validateManifests } from '../manifests/validateManifests.ts';
import { monitorDirectory } from '../run/startMonitor.ts';

/** Options that name a log. */
export const logOptions = {
  filename: repeatable(text, { short: 'f', value: 'DIR', help: 'directory or file with the manifests of the monitor' }),
  'data-dir': withDefault(text, { value: 'DIR', help: 'with -f: the directory of modelmonitor run', default: '.modelmonitor' }),
  store: optional(text, { value: 'URL|FILE', help: 'instead of -f: the postgres:// URL of a database, or an SQLite file' }),
  monitor: optional(text, { value: 'NS/NAME', help: 'the monitor: required with --store, and where the manifests have several' }),
  credentials: optional(text, { value: 'FILE', help: 'with a URL: file whose first line is the password (else PGPASSWORD, PGPASSFILE)' }),
  archive: optional(text, { value: 'DIR', help: 'directory of the archives, where it is not that of capture.archive' }),
} as const;

type LogValues = OptionValues<typeof logOptions>;

/** The log of one monitor. */
export interface OpenedLog {
  readonly monitor: { readonly namespace: string; readonly name: string };
  readonly store: Store;
  /** Undefined without an archive. */
  readonly place: ArchivePlace | undefined;
}

/**
 * Opens the log that the options name, and closes it after use.
 *
 * @throws UsageError when they name none or two
 * @throws InputError when it cannot be opened
 */
export async function useLog<Result>(
  values: LogValues,
  context: CommandContext,
  use: (log: OpenedLog) => Promise<Result>,
): Promise<Result> {
  const { clock, stderr } = context;
  const { settings, place } =
    values.store === undefined ? await logOfManifests(values, context) : await logOfStore(values, values.store, context);
  if (settings.kind === 'file') await requireDatabase(settings.path);
  const warn = (message: string, fields?: object) =>
    stderr.write(`${message}${fields === undefined ? '' : ` ${JSON.stringify(fields)}`}\n`);
  const store = await openStore(settings, {
    now: () => clock.now().getTime(),
    log: (level, message, fields) => level !== 'info' && warn(message, fields),
  });
  try {
    return await use({ monitor: settings.monitor, store, place });
  } catch (cause) {
    throw isAboutInput(cause) ? new InputError((cause as Error).message, { cause }) : cause;
  } finally {
    await store.close();
  }
}

interface LogPlaces {
  readonly settings: StoreSettings;
  readonly place: ArchivePlace | undefined;
}

async function logOfStore(values: LogValues, store: string, { cwd, env }: CommandContext): Promise<LogPlaces> {
  if (values.filename.length > 0) throw new UsageError('expected -f or --store, got both');
  const [namespace = '', name = '', ...more] = (values.monitor ?? '').split('/');
  if (namespace === '' || name === '' || more.length > 0)
    throw new UsageError(`--monitor: expected NAMESPACE/NAME, got ${JSON.stringify(values.monitor ?? '')}`);
  const place = values.archive === undefined ? undefined : directoryPlace(resolve(cwd, values.archive));
  const monitor = { namespace, name };
  if (!/^postgres(ql)?:/i.test(store)) return { settings: { kind: 'file', path: resolve(cwd, store), monitor }, place };
  try {
    const address = parsePostgresUrl(store, { what: '--store', user: env['PGUSER'] });
    if (address.password() !== undefined) throw passwordInUrl('--store', 'PGPASSWORD, PGPASSFILE');
    const credentialsFile = values.credentials === undefined ? undefined : resolve(cwd, values.credentials);
    const password = await passwordFrom(address, { environment: env, credentialsFile });
    return { settings: { kind: 'postgres', url: { text: urlWith(store, address.user, password) }, what: '--store', monitor }, place };
  } catch (cause) {
    if (cause instanceof DatabaseAddressError) throw new InputError(cause.message, { cause });
    throw cause;
  }
}

/** A URL whose user and password are parameters, which count before those in front of the host. */
function urlWith(text: string, user: string, password: string | undefined): string {
  const parameters = new URLSearchParams({ user, ...(password === undefined ? {} : { password }) });
  return `${text}${text.includes('?') ? '&' : '?'}${parameters}`;
}

async function logOfManifests(values: LogValues, context: CommandContext): Promise<LogPlaces> {
  const { cwd } = context;
  if (values.filename.length === 0) throw new UsageError('expected -f DIR or --store URL|FILE');
  const loaded = await loadManifests(values.filename, cwd);
  const { monitors, problems } = validateManifests(loaded);
  if (problems.length > 0) throw new InputError(problemLines(problems).join('\n'));
  const monitor = monitorNamed(monitors, values.monitor);
  const directory = monitorDirectory(resolve(cwd, values['data-dir']), monitor);
  const placement: Placement = { configDirectory: `${directory}/config`, host: '127.0.0.1', port: 0, dataDirectory: directory };
  const place =
    values.archive === undefined ? await placeOf(monitor, placement, context) : directoryPlace(resolve(context.cwd, values.archive));
  return { settings: settingsOf(monitor, placement, dataObjectsOf(loaded.manifests).objects), place };
}

/** The archive of a monitor; the Secret of a bucket is read where modelmonitor run keeps it. */
async function placeOf(
  monitor: ModelMonitor,
  placement: Placement,
  { cwd, clock, random }: CommandContext,
): Promise<ArchivePlace | undefined> {
  const { archive } = retentionOf(monitor, placement) ?? {};
  if (archive === undefined || archive === 'unavailable') return undefined;
  if (archive.kind === 'directory') return directoryPlace(resolve(cwd, archive.path));
  const { configDirectory } = placement;
  const sources = createSources(
    { configDirectory, allowLocalAddresses: true },
    { now: () => clock.now().getTime(), sleep: (milliseconds) => clock.sleep(milliseconds), random },
  );
  return bucketPlace(await sources.objects(archive.s3), { prefix: archive.s3.prefix });
}

function monitorNamed(monitors: readonly ModelMonitor[], named: string | undefined): ModelMonitor {
  const names = monitors.map(({ metadata: { namespace, name } }) => `${namespace}/${name}`);
  const found =
    named === undefined
      ? [...monitors]
      : monitors.filter(({ metadata }) => [metadata.name, `${metadata.namespace}/${metadata.name}`].includes(named));
  if (found.length !== 1) throw new UsageError(`--monitor: expected one of ${names.join(', ')}, got ${named ?? 'none'}`);
  return found[0] as ModelMonitor;
}

function settingsOf(monitor: ModelMonitor, placement: Placement, objects: DataObjects): StoreSettings {
  const { namespace, name } = monitor.metadata;
  const store = captureStoreOf(monitor, placement);
  const identity = { namespace, name };
  if (store.kind === 'buffer') throw new InputError(`${namespace}/${name}: expected a log in a file or database, got capture.store buffer`);
  if (store.kind === 'file') return { kind: 'file', path: store.path, monitor: identity };
  const { name: secret = '', key = '' } = monitor.spec.capture.postgres?.secretRef ?? {};
  const bytes = objects.get('Secret', namespace, secret)?.entries.get(key);
  if (bytes === undefined) throw new InputError(`${namespace}/${name}: expected the Secret ${secret} with the key ${key} in the manifests`);
  return { kind: 'postgres', url: { text: Buffer.from(bytes).toString('utf8') }, what: 'capture.postgres', monitor: identity };
}

/** A file of another kind is not touched, and none is created. */
async function requireDatabase(path: string): Promise<void> {
  const file = await open(path).catch((cause: unknown) => {
    throw new InputError(`${path}: expected the log of a monitor: ${errorText(cause)}`, { cause });
  });
  const { buffer } = await file.read(Buffer.alloc(16), 0, 16, 0).finally(() => file.close());
  if (buffer.toString('latin1') !== 'SQLite format 3\0') throw new InputError(`${path}: expected an SQLite file`);
}

const aboutInput = ['ArchiveError', 'StoreUnavailable', 'StoreTooNew', 'StoreRefusedRows', 'DatabaseAddressError'];

function isAboutInput(error: unknown): boolean {
  return error instanceof Error && aboutInput.includes(error.name);
}
