import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import { type Text, text } from '../../core/text.ts';
import type { EndpointConfig, EngineConfig, GgufConfig } from '../configSchema.ts';
import { addressOf } from './address.ts';
import { parseJson } from './chatChunk.ts';
import { authorization, type Culprit, culpritOf, type Environment } from './culprit.ts';
import { endpointAgent } from './endpointAgent.ts';
import { badStatus } from './endpointErrors.ts';
import { findEnginePackage } from './enginePackage.ts';
import { packageMissing } from './ggufErrors.ts';
import { ggufSize } from './modelFile.ts';
import { explainTransport } from './transportErrors.ts';

const modelList = z.object({ data: z.array(z.object({ id: z.string() })) });

/** What `mashang doctor` says about one engine. */
export interface Probe {
  readonly ok: boolean;
  readonly text: Text;
}

export interface ProbeOptions {
  readonly packageRoots: readonly string[];
  readonly env?: Environment;
  /** Longest wait for an endpoint, in milliseconds. */
  readonly timeoutMs?: number;
}

/** Looks whether an engine could serve, without loading a model or generating anything. Never throws an AppError. */
export async function probeEngine(config: EngineConfig, options: ProbeOptions): Promise<Probe> {
  try {
    const found =
      config.kind === 'gguf'
        ? await probeGguf(config, options)
        : await probeEndpoint(config, options);
    return { ok: true, text: found };
  } catch (error) {
    if (error instanceof AppError) return { ok: false, text: error.text };
    throw error;
  }
}

async function probeGguf(config: GgufConfig, { packageRoots }: ProbeOptions): Promise<Text> {
  const size = await ggufSize(config);
  if ((await findEnginePackage(packageRoots)) === undefined) throw packageMissing(config);
  const megabytes = `${(size / 1_000_000).toFixed(1)} MB`;
  return text(
    `模型文件 ${megabytes}，llama.cpp 已安装`,
    `model file of ${megabytes}, llama.cpp is installed`,
  );
}

async function probeEndpoint(config: EndpointConfig, options: ProbeOptions): Promise<Text> {
  const { env = process.env, timeoutMs = 2_000 } = options;
  const culprit = culpritOf(config, env);
  const address = addressOf(config);
  const agent = endpointAgent(address, timeoutMs);
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const headers = { accept: 'application/json', ...authorization(config, env) };
    const { statusCode, body } = await agent.request({
      origin: address.origin,
      path: `${address.base}/models`,
      method: 'GET',
      headers,
      signal,
    });
    const answer = await body.text();
    if (statusCode !== 200) throw badStatus(culprit, statusCode);
    return modelFound(config, parseJson(answer));
  } catch (error) {
    throw signal.aborted ? silent(culprit, timeoutMs) : explainTransport(error, culprit);
  } finally {
    await agent.destroy();
  }
}

function modelFound({ id, model }: EndpointConfig, answer: unknown): Text {
  const parsed = modelList.safeParse(answer);
  if (!parsed.success) {
    throw new AppError(
      'ENDPOINT_NONSENSE',
      text(
        `有服务在线，但不像 OpenAI 兼容的：请核对引擎「${id}」的地址，通常以 /v1 结尾`,
        `A server is online but does not look OpenAI-compatible: check the url of engine "${id}"; it usually ends in /v1`,
      ),
    );
  }
  if (parsed.data.data.some((entry) => entry.id === model)) {
    return text(`服务在线，有模型「${model}」`, `online, and it holds the model "${model}"`);
  }
  throw new AppError(
    'ENDPOINT_STATUS',
    text(
      `服务在线，但没有模型「${model}」。请在 config.json 里改引擎「${id}」的 model`,
      `The server is online but holds no model "${model}". Change the model of engine "${id}" in config.json`,
    ),
  );
}

function silent({ id, shown }: Culprit, limitMs: number): AppError {
  return new AppError(
    'ENDPOINT_STALLED',
    text(
      `引擎「${id}」（${shown}）${limitMs / 1000} 秒内没有应答。请看模型服务是否还在启动或已经卡住`,
      `Engine "${id}" (${shown}) did not answer within ${limitMs / 1000} s. See whether its server is still starting or stuck`,
    ),
  );
}
