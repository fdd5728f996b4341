import { Agent } from 'undici';
import type { Address } from './address.ts';

/** Requests in flight at once. Every stream occupies a socket, so the pool is exactly as large. */
export const ENDPOINT_CONCURRENCY = 32;

/** A pool of connections to one endpoint. Its timeouts are ours: undici's own are off, or count bytes where tokens matter. */
export function endpointAgent({ socketPath }: Address, connectMs: number): Agent {
  return new Agent({
    connections: ENDPOINT_CONCURRENCY,
    // One stream a socket, so that stopping one request closes one socket and nothing else.
    pipelining: 1,
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: connectMs, ...(socketPath !== undefined && { socketPath }) },
  });
}
