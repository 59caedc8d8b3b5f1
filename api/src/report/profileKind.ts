/** What tells a profile from any other JSON document. */
export const profileKind = 'ModelMonitorProfile';
