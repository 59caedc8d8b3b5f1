import type { LabelSelector } from '../caches/prometheuses.ts';
import { type Selector, selecting, selectorText } from './selection.ts';

const labels = { app: 'wine', release: 'prometheus' };

function prometheus(rest: Partial<Selector>): Selector {
  return { key: 'monitoring/k8s', namespace: 'monitoring', objects: {}, namespaces: {}, ...rest };
}

const isSelected = (rest: Partial<Selector>, labelsOf = (_: string): Record<string, string> | undefined => ({ team: 'wine' })) =>
  selecting({ namespace: 'models', labels }, { servers: [prometheus(rest)], labelsOf }).length === 1;

const expression = (key: string, operator: string, values?: string[]): LabelSelector => ({
  matchExpressions: [{ key, operator, ...(values === undefined ? {} : { values }) }],
});

// https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/label-selector/
test.each<{ selector: LabelSelector | undefined; selected: boolean }>([
  { selector: undefined, selected: false },
  { selector: {}, selected: true },
  { selector: { matchLabels: { release: 'prometheus' } }, selected: true },
  { selector: { matchLabels: { release: 'prometheus', app: 'iris' } }, selected: false },
  { selector: expression('release', 'In', ['prometheus', 'other']), selected: true },
  { selector: expression('team', 'In', ['wine']), selected: false },
  { selector: expression('release', 'NotIn', ['prometheus']), selected: false },
  { selector: expression('team', 'NotIn', ['wine']), selected: true },
  { selector: expression('release', 'Exists'), selected: true },
  { selector: expression('team', 'Exists'), selected: false },
  { selector: expression('release', 'DoesNotExist'), selected: false },
  { selector: expression('team', 'DoesNotExist'), selected: true },
  // An operator of a later Kubernetes is not known to select.
  { selector: expression('release', 'Gt', ['1']), selected: false },
  { selector: { matchLabels: { app: 'wine' }, ...expression('release', 'DoesNotExist') }, selected: false },
])('a selector $selector takes the ServiceMonitor: $selected', ({ selector, selected }) => {
  expect(isSelected({ objects: selector })).toBe(selected);
});

test.each<{ what: string; rest: Partial<Selector>; known?: boolean; selected: boolean }>([
  { what: 'its own, which is another', rest: { namespaces: undefined }, selected: false },
  { what: 'its own, which is this one', rest: { namespaces: undefined, namespace: 'models' }, selected: true },
  { what: 'all', rest: { namespaces: {} }, selected: true },
  { what: 'those of the team', rest: { namespaces: { matchLabels: { team: 'wine' } } }, selected: true },
  { what: 'those of another team', rest: { namespaces: { matchLabels: { team: 'iris' } } }, selected: false },
  { what: 'all, without permission to read labels', rest: { namespaces: {} }, known: false, selected: true },
  {
    what: 'some, without permission to read labels',
    rest: { namespaces: { matchLabels: { team: 'wine' } } },
    known: false,
    selected: false,
  },
])('a Prometheus that looks into namespaces: $what: $selected', ({ rest, known = true, selected }) => {
  expect(isSelected(rest, () => (known ? { team: 'wine' } : undefined))).toBe(selected);
});

test('a selector reads as a person would write it', () => {
  const both = { matchLabels: { release: 'prometheus' }, ...expression('team', 'In', ['wine', 'iris']) };
  expect([selectorText(both), selectorText(expression('team', 'Exists')), selectorText({})]).toEqual([
    'release=prometheus, team In (wine, iris)',
    'team Exists',
    '',
  ]);
});
