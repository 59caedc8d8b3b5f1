/** Most segments of a check; further values are named in a warning of the report. */
export const mostSegments = 20;
