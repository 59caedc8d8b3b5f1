/** How the processes of these scenarios are placed. */
export const unpinned = 'API server, etcd, operator and benchmark share the cores, nothing pinned';
