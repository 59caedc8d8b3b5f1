/** What tells a profile from any other JSON document. */
export const profileKind = 'ModelMonitorProfile';

/** Version of the profile's shape; a reader refuses one it does not know. */
export const profileSchemaVersion = 2;
