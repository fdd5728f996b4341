import { basename } from 'node:path';
import { AppError } from '../../core/errors.ts';
import { text } from '../../core/text.ts';
import type { EndpointConfig } from '../configSchema.ts';

/** Where an OpenAI-compatible server listens, taken apart once. */
export interface Address {
  readonly origin: string;
  /** Path of the API on that origin, without a slash at its end; usually `/v1`. */
  readonly base: string;
  readonly socketPath?: string;
  /** What people see: no credentials, no query, no directory. */
  readonly shown: string;
}

/** Throws CONFIG_INVALID for a url that readAddress does not know. */
export function addressOf({ id, url }: EndpointConfig): Address {
  const address = readAddress(url);
  if (address) return address;
  throw new AppError(
    'CONFIG_INVALID',
    text(
      `引擎「${id}」的地址看不懂。请在 config.json 里写成 http://主机:端口/v1 或 unix:/套接字路径`,
      `The url of engine "${id}" cannot be read. Write it as http://host:port/v1 or unix:/path/of/socket in config.json`,
    ),
  );
}

/** Reads `http(s)://host[:port]/v1` or `unix:/path/of/socket`; undefined when it is neither. */
export function readAddress(url: string): Address | undefined {
  if (url.startsWith('unix:')) return socketAddress(url.slice('unix:'.length));
  if (!URL.canParse(url)) return undefined;
  const { protocol, origin, pathname } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') return undefined;
  const base = pathname.replace(/\/+$/, '');
  return { origin, base, shown: origin + base };
}

function socketAddress(socketPath: string): Address | undefined {
  if (!socketPath.startsWith('/')) return undefined;
  // The host is never looked up; HTTP/1.1 only wants one to be named.
  return {
    origin: 'http://localhost',
    base: '/v1',
    socketPath,
    shown: `unix:${basename(socketPath)}`,
  };
}
