import { type Claims, createClaims, type Stand } from './claims.ts';

const minute = 60_000;

/** An operator with its view of one monitor, and a clock that all share. */
function world() {
  let now = 0;
  const clock = { monotonic: () => now };
  const monitor = {
    key: 'models/wine',
    uid: 'one',
    generation: 1,
    spec: {},
    status: {} as { operator?: string; observedGeneration?: number },
  };
  const writes: string[] = [];
  return {
    monitor,
    writes,
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    operator(name: string, ownClass?: string) {
      const claims = createClaims({ clock, operator: name, class: ownClass });
      /** One turn: decides and writes, as the reconciler does. */
      const turn = (item: typeof monitor = monitor): Stand => {
        const stand = claims.stand(item);
        const isWrite = ['claim', 'challenge'].includes(stand.kind) || (stand.kind === 'manage' && item.status.operator !== name);
        if (isWrite) {
          item.status.operator = name;
          item.status.observedGeneration = item.generation;
          writes.push(name);
        }
        if (stand.kind === 'claim' && item === monitor) claims.claimed(item);
        if (stand.kind === 'challenge') claims.challenged(item, stand.operator);
        if (stand.kind === 'release') delete item.status.operator;
        return stand;
      };
      return { turn, kind: () => turn().kind, claims };
    },
  };
}

test('the first operator claims a monitor, and manages it after a restart', () => {
  const { operator } = world();
  expect(operator('a').kind()).toBe('claim');
  expect(operator('a').kind()).toBe('manage');
});

test('an operator that comes later asks once, and leaves the monitor to the first; nothing is written any more', () => {
  const { operator, pass, writes } = world();
  const [a, b] = [operator('a'), operator('b')];
  a.turn();
  expect(b.kind()).toBe('yield');
  pass(11_000);
  expect(b.kind()).toBe('challenge');
  expect(b.kind()).toBe('yield');
  expect(a.kind()).toBe('manage');
  expect(b.turn()).toMatchObject({ kind: 'yield', isAlive: true, operator: 'a' });
  expect(b.claims.yielded()).toEqual(new Map([['a', 1]]));
  for (let turns = 0; turns < 50; turns++) {
    pass(minute / 2);
    a.turn();
    b.turn();
  }
  expect(writes).toEqual(['a', 'b', 'a']);
});

test('one question decides about all monitors of an operator', () => {
  const { operator, monitor, pass, writes } = world();
  const [a, b] = [operator('a'), operator('b')];
  const others = ['x', 'y'].map((name) => ({ ...monitor, key: `models/${name}`, uid: name, status: {} as typeof monitor.status }));
  for (const item of [monitor, ...others]) a.turn(item);
  for (const item of [monitor, ...others]) b.turn(item);
  pass(11_000);
  for (const item of [monitor, ...others]) b.turn(item);
  expect(writes).toEqual(['a', 'a', 'a', 'b']);
  pass(46_000);
  for (const item of [monitor, ...others]) b.turn(item);
  expect([monitor, ...others].map(({ status }) => status.operator)).toEqual(['b', 'b', 'b']);
});

test('monitors of an operator that is gone are taken over', () => {
  const { operator, pass, writes } = world();
  operator('a').turn();
  const b = operator('b');
  b.turn();
  pass(11_000);
  b.turn();
  pass(44_000);
  expect(b.kind()).toBe('yield');
  pass(2000);
  expect(b.kind()).toBe('manage');
  expect(b.kind()).toBe('manage');
  expect(writes).toEqual(['a', 'b']);
});

test('an operator that stops later is noticed when a change stays unanswered', () => {
  const { operator, pass, monitor } = world();
  const [a, b] = [operator('a'), operator('b')];
  a.turn();
  b.turn();
  pass(11_000);
  b.turn();
  a.turn();
  expect(b.kind()).toBe('yield');
  monitor.generation = 2;
  pass(minute);
  expect(b.kind()).toBe('yield');
  pass(2 * minute);
  expect(b.kind()).toBe('challenge');
});

test('two operators that both think they were first stop writing after a few times', () => {
  const { operator, monitor, writes, pass } = world();
  const [a, b] = [operator('a'), operator('b')];
  a.turn();
  delete monitor.status.operator;
  b.turn();
  for (let turns = 0; turns < 100; turns++) {
    a.turn();
    b.turn();
    pass(50);
  }
  expect(writes.length).toBeLessThan(15);
});

test('a claim for which another operator was faster is given up', () => {
  const { operator, monitor } = world();
  const [a, b] = [operator('a'), operator('b')];
  // Both have seen a monitor without a claim.
  const unclaimed = { ...monitor, status: {} };
  a.turn();
  expect(b.turn(unclaimed).kind).toBe('claim');
  expect(b.kind()).toBe('yield');
});

test.each([
  { what: 'no class, and no class', own: undefined, of: undefined, kind: 'claim' },
  { what: 'a class, and that class', own: 'gold', of: 'gold', kind: 'claim' },
  { what: 'no class, and a class', own: undefined, of: 'gold', kind: 'leave' },
  { what: 'a class, and no class', own: 'gold', of: undefined, kind: 'leave' },
  { what: 'a class, and another', own: 'gold', of: 'silver', kind: 'leave' },
])('operator and monitor of $what: $kind', ({ own, of, kind }) => {
  const { operator, monitor } = world();
  expect(operator('a', own).turn({ ...monitor, spec: of === undefined ? {} : { class: of } }).kind).toBe(kind);
});

test('another class hands a monitor over', () => {
  const { operator, monitor, writes } = world();
  const [a, b] = [operator('a'), operator('b', 'gold')];
  a.turn();
  monitor.spec = { class: 'gold' };
  expect(b.kind()).toBe('yield');
  expect(a.kind()).toBe('release');
  expect(b.kind()).toBe('claim');
  expect(a.kind()).toBe('leave');
  expect(a.claims.isOthers(monitor.key)).toBe(true);
  expect(writes).toEqual(['a', 'b']);
});

test.each([
  { how: 'goes', leave: ({ forget }: Pick<Claims, 'forget'>, key: string) => forget(key) },
  { how: 'is of another class now', leave: ({ stand }: Claims, key: string) => void stand({ ...other(key), spec: { class: 'gold' } }) },
])('where a monitor that $how carried the question whether its operator exists, another one carries it', ({ leave }) => {
  const { operator, monitor, pass } = world();
  operator('a').turn();
  const b = operator('b');
  b.turn();
  pass(11_000);
  expect(b.kind()).toBe('challenge');
  leave(b.claims, monitor.key);
  pass(24 * 60 * minute);
  expect(b.claims.stand(other('models/iris')).kind).toBe('challenge');
});

/** Another monitor of the operator that was there first. */
function other(key: string) {
  return { key, uid: 'two', generation: 1, spec: {}, status: { operator: 'a', observedGeneration: 1 } };
}
