import { app } from './app.js';

const server = app.listen(Number(process.env.PORT ?? 0), '127.0.0.1');

// A connection belongs to one worker for as long as it lives. A short life spreads a few busy clients over both.
server.maxRequestsPerSocket = 5;

process.on('disconnect', () => process.exit(0));
