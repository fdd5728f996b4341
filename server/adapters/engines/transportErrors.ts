import { errors } from 'undici';
import { AppError } from '../../core/errors.ts';
import type { Culprit } from './culprit.ts';
import { certificate, nonsense, refused, reset } from './endpointErrors.ts';
import { SseError } from './sse.ts';

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EACCES',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const CERTIFICATE =
  /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED_CERT|UNABLE_TO_(GET|VERIFY))/;

/** Says what went wrong on the wire; an error that is none of the wire's business is given back as it is. */
export function explainTransport(error: unknown, culprit: Culprit): unknown {
  if (error instanceof AppError) return error;
  if (error instanceof SseError) return nonsense(culprit, 'format');
  const code = errorCode(error);
  // Its code says that the bytes ended too early, or else what was wrong with them.
  if (error instanceof errors.HTTPParserError) {
    return code === 'HPE_INVALID_EOF_STATE' ? reset(culprit) : nonsense(culprit, 'format');
  }
  if (code === undefined) return error;
  if (UNREACHABLE.has(code)) return refused(culprit, code);
  if (CERTIFICATE.test(code)) return certificate(culprit, code);
  return code === 'UND_ERR_HEADERS_OVERFLOW' ? nonsense(culprit, 'format') : reset(culprit);
}

/** Whether nothing can have been done with the request yet, so that sending it again repeats no work that matters. */
export function mayRetry(error: unknown): boolean {
  const code = errorCode(error);
  return (
    code !== undefined &&
    ['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'].includes(code)
  );
}

function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error instanceof AggregateError ? errorCode(error.errors[0]) : errorCode(error.cause);
}
