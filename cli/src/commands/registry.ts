import { exitCode } from '../exitCode.ts';
import type { Command } from './command.ts';

/** A command that is loaded on demand, so that `validate` does not load the Parquet reader. */
export interface RegisteredCommand {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
  /** Exit code for input that cannot be used; `failed` when absent. */
  readonly inputExitCode?: number;
}

/** The commands in the order of the help. */
export const registry: readonly RegisteredCommand[] = [
  {
    name: 'run',
    summary: 'serve the models of a manifest directory and check their traffic for drift',
    load: async () => (await import('../run/serveCommand.ts')).serveCommand,
  },
  {
    name: 'demo',
    summary: 'serve the wine example, send normal and shifted traffic, and check both for drift',
    load: async () => (await import('../demo/demoCommand.ts')).demoCommand,
  },
  {
    name: 'validate',
    summary: 'check manifests and list all their problems',
    load: async () => (await import('./validate.ts')).validateCommand,
  },
  {
    name: 'render',
    summary: 'print the Kubernetes objects for the ModelMonitors of a directory',
    load: async () => (await import('../render/renderCommand.ts')).renderCommand,
  },
  {
    name: 'train',
    summary: 'train a random forest on a data file and write everything needed to serve it',
    load: async () => (await import('../train/trainCommand.ts')).trainCommand,
  },
  {
    name: 'import',
    summary: 'write everything needed to serve a model that another library trained',
    load: async () => (await import('../import/importCommand.ts')).importCommand,
  },
  {
    name: 'predict',
    summary: 'predict the rows of a file with a model of any format',
    load: async () => (await import('../predict/predictCommand.ts')).predictCommand,
  },
  {
    name: 'drift',
    summary: 'compare two CSV or Parquet files, or tables of databases',
    inputExitCode: exitCode.usage,
    load: async () => (await import('./drift.ts')).driftCommand,
  },
  {
    name: 'report',
    summary: 'fetch the newest drift report of a monitor from a cluster',
    load: async () => (await import('../clusterReport/reportCommand.ts')).reportCommand,
  },
  {
    name: 'profile',
    summary: 'create a reference profile, to detect drift without the reference data',
    inputExitCode: exitCode.usage,
    load: async () => (await import('./profile.ts')).profileCommand,
  },
  {
    name: 'log',
    summary: 'check, export, restore or delete logged predictions',
    load: async () => (await import('../log/logCommand.ts')).logCommand,
  },
  {
    name: 'traffic',
    summary: 'send the rows of a file to a /predict endpoint',
    load: async () => (await import('./traffic.ts')).trafficCommand,
  },
  {
    name: 'feedback',
    summary: 'send the labels of a file to a /feedback endpoint',
    load: async () => (await import('../feedback/feedbackCommand.ts')).feedbackCommand,
  },
  {
    name: 'migrate',
    summary: 'create the tables of capture.store postgres, or print the SQL that does',
    load: async () => (await import('../migrate/migrateCommand.ts')).migrateCommand,
  },
];
