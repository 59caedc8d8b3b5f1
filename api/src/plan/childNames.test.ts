import fc from 'fast-check';
import { archiveName, type ChildNames, childNames, configurationName } from './childNames.ts';

const label = '[a-z0-9]([-a-z0-9]{0,60}[a-z0-9])?';
const objectName = fc
  .oneof(
    fc.stringMatching(new RegExp(`^${label}(\\.${label}){0,3}$`)),
    fc.stringMatching(/^(wine|a)(-(pods|drift|monitor|callers|predictor|0123456789)){0,9}$/),
  )
  .filter((name) => name.length <= 253);

/** Kinds that take more than one of the names, and the names they take. */
const namesOfKind: readonly ((names: ChildNames) => string[])[] = [
  ({ predictor, pods }) => [predictor, pods],
  (names) => [
    names.configuration,
    configurationName(names, '0123456789'),
    names.callers,
    names.drift,
    archiveName(names, '20260102t030405678z'),
  ],
  ({ predictorPolicy, drift }) => [predictorPolicy, drift],
];

test.each([
  { name: 'wine', names: { stem: 'wine', pods: 'wine-pods-32c4', configuration: 'wine-monitor', drift: 'wine-drift' } },
  { name: 'wine.v2', names: { stem: 'wine-v2-57c2ec4d', drift: 'wine-v2-57c2ec4d-drift' } },
  { name: '3d-prints', names: { stem: 'm-3d-prints-a8b93e64' } },
  { name: `wine-${'x'.repeat(41)}`, names: { stem: `wine-${'x'.repeat(41)}` } },
  { name: `wine-${'x'.repeat(42)}`, names: { stem: `wine-${'x'.repeat(32)}-00b424c4` } },
])('$name', ({ name, names }) => {
  expect(childNames(name)).toMatchObject(names);
});

test('every name is one that its kind may have', () => {
  fc.assert(
    fc.property(objectName, (name) => {
      const { stem, predictor, pods, configuration, callers, drift, predictorPolicy } = childNames(name);
      for (const service of [stem, predictor, pods]) expect(service).toMatch(/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/);
      for (const object of [configuration, callers, drift, predictorPolicy]) expect(object).toMatch(/^[a-z]([-a-z0-9]*[a-z0-9])$/);
      expect(drift.length).toBeLessThanOrEqual(52);
    }),
  );
});

test('no two monitors share a name of one kind', () => {
  fc.assert(
    fc.property(fc.uniqueArray(objectName, { minLength: 2, maxLength: 30 }), (monitors) => {
      for (const of of namesOfKind) {
        const names = monitors.flatMap((monitor) => of(childNames(monitor)));
        expect(new Set(names).size).toBe(names.length);
      }
    }),
    { numRuns: 500 },
  );
});
