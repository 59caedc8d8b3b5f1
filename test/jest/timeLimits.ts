import { addEventHandler } from 'jest-circus';

/**
 * Longest a test or a hook may take, in milliseconds, unless it names a longer time: limits end what hangs, so they leave a busy machine
 * many times what a quiet one takes.
 */
const leastMilliseconds = 120_000;

type Timed = { fn?: ((...args: never[]) => unknown) | null | undefined };

/**
 * Ends tests and hooks that take too long: jest-light-runner, which runs them, knows no limits.
 * Each is wrapped when it is declared; the test file goes on with the next.
 */
addEventHandler((event, state) => {
  const { currentDescribeBlock: block } = state;
  if (event.name === 'add_test') limit(block.children.at(-1) as unknown as Timed, event.timeout);
  if (event.name === 'add_hook') limit(block.hooks.at(-1) as unknown as Timed, event.timeout);
});

function limit(timed: Timed, named = 0): void {
  const milliseconds = Math.max(leastMilliseconds, named);
  const { fn } = timed;
  if (fn === undefined || fn === null || fn.length > 0) return;
  const run = fn as () => unknown;
  timed.fn = async () => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`took longer than its limit of ${milliseconds} ms`)), milliseconds);
    });
    try {
      await Promise.race([run(), late]);
    } finally {
      clearTimeout(timer);
    }
  };
}
