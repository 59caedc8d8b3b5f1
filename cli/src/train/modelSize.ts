import { InputError } from '../errors.ts';
import type { TrainingProgress } from './trainInWorker.ts';

/** Where a model is written, and how large it may be there. */
export interface ModelPlace {
  /** Bytes that a ConfigMap has for the model. */
  readonly room: number;
  /** The file that is written if the model is larger; undefined if it must fit. */
  readonly file: string | undefined;
}

/** Trees that show how large all will be. */
const firstTrees = 5;
/** A smaller excess may be an error of the estimate. */
const clearly = 1.05;

/**
 * Watches the size of a model while it is trained, so that one that is too large is reported after its first trees.
 *
 * @param tell called once with a line for the user
 * @param stop called instead if the model must fit
 */
export function modelSizeWatch(
  { room, file }: ModelPlace,
  { tell, stop }: { readonly tell: (line: string) => void; readonly stop: (error: InputError) => void },
): (progress: TrainingProgress) => void {
  let isReported = false;
  return ({ done, total, bytes }) => {
    const expected = (bytes / done) * total;
    if (isReported || done < Math.min(firstTrees, total) || expected <= clearly * room) return;
    isReported = true;
    const advice = `a cluster takes at most ${Math.max(1, Math.floor((room / bytes) * done))} trees (--trees), or larger leaves (--leaf-rows)`;
    const size = `the model will have about ${kilobytes(expected)}, more than the ${kilobytes(room)} that kubectl apply takes in a ConfigMap`;
    if (file === undefined) stop(new InputError(`${size}; ${advice}`));
    else tell(`${size}: it is written as ${file}, which \`modelmonitor run\` reads; ${advice}`);
  };
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1000).toLocaleString('en-US')} kB`;
}
