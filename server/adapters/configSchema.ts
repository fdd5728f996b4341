import { z } from 'zod';

/** The id of the engine that comes with the program and needs no entry in config.json. */
export const BUILT_IN_ENGINE = 'mini';

const engineId = z
  .string()
  .regex(
    /^[A-Za-z0-9._-]+$/,
    '只能用字母、数字和 . _ - / only letters, digits and . _ - may be used',
  )
  .meta({
    description: '引擎的名字，命令行用 --engine 选它 / name of the engine, chosen with --engine',
  });

const endpoint = z
  .strictObject({
    id: engineId,
    kind: z.literal('endpoint'),
    url: z
      .string()
      .regex(
        /^(https?:\/\/[^\s/]+|unix:\/\S*)/,
        '要以 http://、https:// 或 unix:/ 开头 / must start with http://, https:// or unix:/',
      )
      .meta({
        description: '兼容 OpenAI 的服务的根地址 / base address of an OpenAI-compatible server',
        examples: ['http://127.0.0.1:8000/v1', 'unix:/run/user/1000/vllm.sock'],
      }),
    model: z
      .string()
      .min(1)
      .meta({ description: '服务里模型的名字 / name of the model on that server' }),
    apiKeyEnv: z
      .string()
      .regex(
        /^[A-Za-z_][A-Za-z0-9_]*$/,
        '要填环境变量的名字，不要填密钥本身 / give the name of an environment variable, never the key itself',
      )
      .optional()
      .meta({ description: '存放密钥的环境变量名 / environment variable that holds the key' }),
  })
  .meta({
    description: '网络上的或套接字后面的模型服务 / a model server over the network or a socket',
  });

const gguf = z
  .strictObject({
    id: engineId,
    kind: z.literal('gguf'),
    path: z.string().min(1).meta({
      description: 'GGUF 文件的路径，可用 ~/ 开头 / path of the GGUF file, may start with ~/',
    }),
    contextSize: z
      .int()
      .min(128)
      .optional()
      .meta({ description: '上下文长度 / context length in tokens' }),
    threads: z
      .int()
      .min(1)
      .optional()
      .meta({ description: '用几个 CPU 线程 / CPU threads to use' }),
  })
  .meta({ description: '本机上的模型文件 / a model file on this machine' });

export const configSchema = z
  .strictObject({
    $schema: z.string().optional(),
    year: z
      .int()
      .min(1900)
      .max(2199)
      .default(2026)
      .meta({ description: '为哪一年春节写 / the Spring Festival the greetings are for' }),
    defaultEngine: z
      .string()
      .optional()
      .meta({ description: '不选引擎时用哪个 / the engine used when none is chosen' }),
    engines: z
      .array(z.discriminatedUnion('kind', [endpoint, gguf]))
      .default([])
      .meta({ description: '能用的引擎 / engines that can be used' }),
  })
  .superRefine((config, context) => {
    const ids = config.engines.map(({ id }) => id);
    for (const [index, id] of ids.entries()) {
      const taken = id === BUILT_IN_ENGINE || ids.indexOf(id) !== index;
      if (taken) {
        const message = `「${id}」这个名字已经有了 / the name "${id}" is taken already`;
        context.addIssue({ code: 'custom', path: ['engines', index, 'id'], message });
      }
    }
    const { defaultEngine } = config;
    if (defaultEngine !== undefined && ![BUILT_IN_ENGINE, ...ids].includes(defaultEngine)) {
      const message = `engines 里没有「${defaultEngine}」 / engines holds no "${defaultEngine}"`;
      context.addIssue({ code: 'custom', path: ['defaultEngine'], message });
    }
  })
  .meta({
    title: '码上拜年 config.json',
    description: '每个用户一份的设置 / settings of one user',
  });

/** config.json, read and with its defaults filled in. */
export type Config = z.infer<typeof configSchema>;
export type EngineConfig = Config['engines'][number];
export type EndpointConfig = Extract<EngineConfig, { kind: 'endpoint' }>;
export type GgufConfig = Extract<EngineConfig, { kind: 'gguf' }>;

export const DEFAULT_CONFIG: Config = configSchema.parse({});
