import type { CommandContext } from '../context.ts';
import { progressBar } from '../output/progressBar.ts';

/** Shows how far a training is. */
export interface ProgressLine {
  /** @param share what is done, from 0 to 1 */
  update(share: number): void;
  /** Takes a bar away. */
  clear(): void;
}

/** A bar on a terminal; elsewhere a line at each quarter. */
export function progressLine(context: Pick<CommandContext, 'stderr' | 'clock'>): ProgressLine {
  const bar = progressBar(context);
  const tell = context.stderr.isTTY ? () => {} : quarterTeller(context.stderr.write);
  return {
    update: (share) => {
      bar.update(share, 'training');
      tell(share);
    },
    clear: bar.clear,
  };
}

function quarterTeller(write: (text: string) => void): (share: number) => void {
  let told = 0;
  return (share) => {
    const quarter = Math.floor(share * 4);
    if (quarter > told) write(`training: ${quarter * 25} %\n`);
    told = Math.max(told, quarter);
  };
}
