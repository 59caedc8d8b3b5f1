/** Changes of a pod template whose parts depend on each other. */
export const podChanges: Readonly<Record<string, Readonly<Record<string, unknown>>>> = Object.fromEntries(
  ['serving', 'drift'].flatMap((part) => {
    const at = `spec.${part}.podTemplate`;
    return [
      [`${at}.volumes[].name`, { [`${at}.volumes.0.name`]: 'room' }],
      [`${at}.volumeMounts[].name`, { [`${at}.volumeMounts.0.name`]: 'files' }],
      [
        `${at}.topologySpreadConstraints[].whenUnsatisfiable`,
        {
          [`${at}.topologySpreadConstraints.0.whenUnsatisfiable`]: 'ScheduleAnyway',
          [`${at}.topologySpreadConstraints.0.minDomains`]: undefined,
        },
      ],
    ] as const;
  }),
);
