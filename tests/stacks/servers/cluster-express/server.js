import cluster from 'node:cluster';

// The primary holds the state, and the workers speak HTTP.
await import(cluster.isPrimary ? './primary.js' : './worker.js');
