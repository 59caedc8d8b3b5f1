/** Version of the report's shape; a reader refuses one it does not know. */
export const reportSchemaVersion = 1;
