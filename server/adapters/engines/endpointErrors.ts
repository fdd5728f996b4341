import { AppError } from '../../core/errors.ts';
import { text } from '../../core/text.ts';
import type { Culprit } from './culprit.ts';
import type { Phase } from './watch.ts';

export function refused({ id, shown }: Culprit, code: string): AppError {
  return new AppError(
    'ENDPOINT_REFUSED',
    text(
      `连不上引擎「${id}」（${shown}，${code}）。请确认模型服务已经启动，config.json 里的地址没有写错`,
      `Could not reach engine "${id}" (${shown}, ${code}). Make sure its server is running and its url in config.json is right`,
    ),
    { retryable: true },
  );
}

export function certificate({ id, shown }: Culprit, code: string): AppError {
  return new AppError(
    'ENDPOINT_REFUSED',
    text(
      `引擎「${id}」（${shown}）的 HTTPS 证书不受信任（${code}）。请换成受信任的证书，或用 NODE_EXTRA_CA_CERTS 指明它的颁发者，再重启守护进程`,
      `The HTTPS certificate of engine "${id}" (${shown}) is not trusted (${code}). Use a trusted certificate, or name its issuer in NODE_EXTRA_CA_CERTS and restart the daemon`,
    ),
  );
}

export function reset({ id, shown }: Culprit): AppError {
  return new AppError(
    'ENDPOINT_RESET',
    text(
      `引擎「${id}」（${shown}）还没写完就断开了。请看模型服务的日志，然后再试一次`,
      `Engine "${id}" (${shown}) broke off before it had finished. Look at its server's log, then try again`,
    ),
    { retryable: true },
  );
}

export function stalled({ id, shown }: Culprit, phase: Phase, limitMs: number): AppError {
  const seconds = Number((limitMs / 1000).toFixed(1));
  const what = {
    'first-token': [`${seconds} 秒内没有写出第一个字`, `wrote nothing within ${seconds} s`],
    'between-tokens': [`写到一半，${seconds} 秒没有下文`, `fell silent for ${seconds} s`],
    total: [`${seconds} 秒还没写完`, `had not finished after ${seconds} s`],
  } as const satisfies Record<Phase, readonly [string, string]>;
  const [zh, en] = what[phase];
  return new AppError(
    'ENDPOINT_STALLED',
    text(
      `引擎「${id}」（${shown}）${zh}。服务可能太忙或卡住了，等一会儿再试，或换一个引擎`,
      `Engine "${id}" (${shown}) ${en}. Its server may be overloaded or stuck; wait a little, or choose another engine`,
    ),
    { retryable: true },
  );
}

export function nonsense({ id, shown }: Culprit, what: 'html' | 'format' | 'end'): AppError {
  const [zh, en] = {
    html: ['回的不是模型的输出', 'did not answer as a model server'],
    format: ['回的内容读不懂', 'sent an answer that cannot be read'],
    end: ['没有说明是怎么结束的', 'ended without saying how'],
  }[what];
  return new AppError(
    'ENDPOINT_NONSENSE',
    text(
      `引擎「${id}」（${shown}）${zh}。请确认它是 OpenAI 兼容的服务，地址通常以 /v1 结尾`,
      `Engine "${id}" (${shown}) ${en}. Make sure that it is an OpenAI-compatible server; its url usually ends in /v1`,
    ),
  );
}

/** `type` is the server's identifier for the error, checked to be one. */
export function badStatus(culprit: Culprit, status: number, type?: string): AppError {
  const shown = type === undefined ? `HTTP ${status}` : `HTTP ${status}, ${type}`;
  const [zh, en] = nextStep(culprit, status);
  return new AppError(
    'ENDPOINT_STATUS',
    text(
      `引擎「${culprit.id}」（${culprit.shown}）拒绝了请求（${shown}）。${zh}`,
      `Engine "${culprit.id}" (${culprit.shown}) refused the request (${shown}). ${en}`,
    ),
    { retryable: status === 429 || status >= 500 },
  );
}

export function reportedError({ id, shown }: Culprit, type?: string): AppError {
  const named = type === undefined ? '' : `${type}`;
  return new AppError(
    'ENDPOINT_STATUS',
    text(
      `引擎「${id}」（${shown}）报告出错${named && `（${named}）`}。请看模型服务的日志，然后再试一次`,
      `Engine "${id}" (${shown}) reported an error${named && ` (${named})`}. Look at its server's log, then try again`,
    ),
    { retryable: true },
  );
}

function nextStep(culprit: Culprit, status: number): readonly [zh: string, en: string] {
  if (status === 401 || status === 403) return keyStep(culprit);
  if (status === 404) {
    return [
      `请核对 config.json 里的地址和 model（现在是「${culprit.model}」），服务那边可能换了模型`,
      `Check its url and model (now "${culprit.model}") in config.json; the server may hold another model`,
    ];
  }
  if (status === 413)
    return [
      '交往细节可能太长，请删减后再试',
      'The details may be too long; shorten them and try again',
    ];
  if (status === 429)
    return ['服务太忙，等一会儿再试', 'The server is busy; wait a little and try again'];
  if (status >= 500)
    return [
      '请看模型服务的日志，等一会儿再试',
      "Look at the server's log; wait a little and try again",
    ];
  if (status >= 300 && status < 400)
    return [
      '地址被转走了，请在 config.json 里填最终的地址',
      'The address redirects; put the final one into config.json',
    ];
  return [
    '请求可能超出模型的上下文长度，或 model 不对；请看模型服务的日志',
    "The request may exceed the model's context length, or the model may be wrong; look at the server's log",
  ];
}

function keyStep({ key }: Culprit): readonly [zh: string, en: string] {
  if (key === undefined) {
    return [
      '服务要密钥：请在 config.json 里用 apiKeyEnv 写出存放密钥的环境变量名',
      'The server wants a key: name the environment variable that holds it as apiKeyEnv in config.json',
    ];
  }
  return key.set
    ? [
        `请检查环境变量 ${key.name} 里的密钥`,
        `Check the key in the environment variable ${key.name}`,
      ]
    : [
        `守护进程看不到环境变量 ${key.name}：设好之后运行 mashang daemon stop，再试一次`,
        `The daemon does not see the environment variable ${key.name}: set it, run mashang daemon stop, and try again`,
      ];
}
