import cluster from 'node:cluster';

// The primary holds the state, and the workers speak HTTP.
if (cluster.isPrimary) await import('./primary.js');
else await import('./worker.js');
