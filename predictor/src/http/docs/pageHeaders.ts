/**
 * Headers of our own pages: scripts and styles from this server only, none inside the page, no frame around it, no other host.
 *
 * @param images where images may come from
 */
export function pageHeaders(images = "'self'"): Record<string, string> {
  const policy = {
    'default-src': "'self'",
    'img-src': images,
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
  };
  return {
    'Content-Security-Policy': Object.entries(policy)
      .map(([directive, sources]) => `${directive} ${sources}`)
      .join('; '),
    'Referrer-Policy': 'no-referrer',
  };
}
