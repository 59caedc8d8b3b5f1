import type { CommandContext } from '../context.ts';
import { progressBar } from '../output/progressBar.ts';

/** Shows the progress of a training. */
export interface ProgressLine {
  /** @param share finished share, from 0 to 1 */
  update(share: number): void;
  /** Removes the bar. */
  clear(): void;
}

/** A bar on a terminal, otherwise a line at each quarter. */
export function progressLine(context: Pick<CommandContext, 'stderr' | 'clock'>): ProgressLine {
  const bar = progressBar(context);
  const printQuarter = context.stderr.isTTY ? () => {} : quarterPrinter(context.stderr.write);
  return {
    update: (share) => {
      bar.update(share, 'training');
      printQuarter(share);
    },
    clear: bar.clear,
  };
}

function quarterPrinter(write: (text: string) => void): (share: number) => void {
  let printed = 0;
  return (share) => {
    const quarter = Math.floor(share * 4);
    if (quarter > printed) write(`training: ${quarter * 25} %\n`);
    printed = Math.max(printed, quarter);
  };
}
