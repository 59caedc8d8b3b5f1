import { printable } from '@modelmonitor/api/plain';
import type { CommandContext } from '../context.ts';

/** A line that shows progress and is redrawn in place; on a terminal only. */
export interface ProgressBar {
  /** @param share from 0 to 1; NaN where it is not known @param text shown beside the bar */
  update(share: number, text: string): void;
  /** Removes the line. */
  clear(): void;
}

const redrawMilliseconds = 100;

/** Draws on stderr, so that results can be piped, and at most ten times per second. */
export function progressBar({ stderr, clock }: Pick<CommandContext, 'stderr' | 'clock'>): ProgressBar {
  if (!stderr.isTTY) return { update: () => undefined, clear: () => undefined };
  let drawnAt = Number.NEGATIVE_INFINITY;
  return {
    update: (share, text) => {
      const now = clock.monotonicMilliseconds();
      if (now - drawnAt < redrawMilliseconds) return;
      drawnAt = now;
      stderr.writeExact(`\r${printable(barLine(share, text, stderr.columns - 1))}\u001b[K`);
    },
    clear: () => stderr.writeExact('\r\u001b[K'),
  };
}

/**
 * A bar, its percentage and a text, cut to a width.
 *
 * @example
 * barLine(0.5, '50 of 100', 60) // => '██████████░░░░░░░░░░  50 %  50 of 100'
 */
export function barLine(share: number, text: string, width: number): string {
  if (Number.isNaN(share)) return text.slice(0, Math.max(0, width));
  const bounded = Math.min(1, Math.max(0, share));
  const length = Math.max(0, Math.min(20, width - 30));
  const filled = Math.round(bounded * length);
  const percent = `${Math.round(bounded * 100)}`.padStart(3);
  return `${'█'.repeat(filled)}${'░'.repeat(length - filled)} ${percent} %  ${text}`.slice(0, Math.max(0, width));
}
