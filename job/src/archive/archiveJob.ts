import type { ModelMonitor } from '@modelmonitor/api';
import { createSources, readMonitor, type SourceClock } from '@modelmonitor/sources';
import { openStore, pagesWithLabel, type RetentionOutcome, retentionPass, type Store } from '@modelmonitor/store';
import { asMonitor } from '../check/configuration.ts';
import { DriftUsageError } from '../errors.ts';
import type { ArchiveCommand, ExportCommand, LogPlace, RetainCommand } from './archiveArguments.ts';
import { archiveDay } from './archiveDay.ts';
import type { ArchivePlace } from './archivePlace.ts';
import { bucketPlace } from './bucketPlace.ts';
import { directoryPlace } from './directoryPlace.ts';
import { logSettings } from './logSettings.ts';
import { writeArchive } from './writeArchive.ts';

/** The world around a job, as parameters. */
export interface ArchiveWorld extends SourceClock {
  readonly warn: (text: string) => void;
}

/** Rows that an export wrote. */
export interface Exported {
  readonly rows: number;
}

/** Runs a command on the log of a monitor. @returns its outcome */
export async function archiveJob(command: ArchiveCommand, world: ArchiveWorld): Promise<RetentionOutcome | Exported> {
  const monitor = await readMonitor(command.configDirectory, asMonitor);
  const store = await openLog(command, monitor, world);
  try {
    return command.command === 'retain' ? await retain(command, { monitor, store, world }) : await exportRows(command, { monitor, store });
  } finally {
    await store.close();
  }
}

interface OpenedLog {
  readonly monitor: ModelMonitor;
  readonly store: Store;
  readonly world: ArchiveWorld;
}

async function retain(command: RetainCommand, { monitor, store, world }: OpenedLog): Promise<RetentionOutcome> {
  const place = await placeOf(command, monitor, world);
  const { metadata } = monitor;
  return retentionPass({
    store,
    bounds: { milliseconds: command.retentionMilliseconds, maxBytes: command.maxBytes },
    holder: command.holder,
    now: world.now,
    isFull: command.isFull,
    archive: (day) => archiveDay(day, { store, monitor: metadata, place, workDirectory: command.workDirectory }),
  });
}

async function exportRows(
  { path, range, label, workDirectory }: ExportCommand,
  { monitor, store }: Omit<OpenedLog, 'world'>,
): Promise<Exported> {
  const pages = store.readPages(range);
  const isClass = monitor.spec.model.task === 'classification';
  const sources = [label === undefined ? pages : pagesWithLabel(pages, isClass ? label : Number(label))];
  const { header } = await writeArchive(path, { monitor: monitor.metadata, sources, workDirectory });
  return { rows: header.rows };
}

async function placeOf(command: RetainCommand, { spec }: ModelMonitor, world: ArchiveWorld): Promise<ArchivePlace> {
  const { archiveDirectory, configDirectory, sourcesDirectory, allowLocalAddresses, workDirectory } = command;
  if (archiveDirectory !== undefined) return directoryPlace(archiveDirectory);
  const s3 = spec.capture.archive?.s3;
  if (s3 === undefined) throw new DriftUsageError('expected a resource with capture.archive.s3, got one without');
  const sources = createSources(
    { configDirectory, allowLocalAddresses, ...(sourcesDirectory === undefined ? {} : { sourcesDirectory }) },
    world,
  );
  return bucketPlace(await sources.objects(s3), { prefix: s3.prefix, workDirectory });
}

async function openLog({ configDirectory, storePath }: LogPlace, monitor: ModelMonitor, { now, warn }: ArchiveWorld): Promise<Store> {
  const settings = logSettings(monitor, configDirectory, storePath);
  return openStore(settings, { now, log: (level, message) => (level === 'info' ? undefined : warn(message)) });
}
