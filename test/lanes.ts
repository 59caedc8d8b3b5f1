/**
 * What a suite needs beyond npm packages, as its file name says: `NAME.NEED.test.ts`. Suites without are the fast lane (`make check`).
 * `apiserver`: a Kubernetes API server; `browser`: Chromium; `programs`: helm, promtool, Alertmanager and the like; `python`: Python with packages.
 */
const needs = ['apiserver', 'browser', 'programs', 'python'];

/** Paths of the suites that need something, as a regular expression. */
export const slowLane = `\\.(${needs.join('|')})\\.test\\.ts$`;
