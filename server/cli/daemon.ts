import { type Text, text } from '../core/text.ts';
import { findDaemon } from '../daemon/connect.ts';
import { type DaemonStatus, daemonStatus, stopDaemon } from '../protocol/requests.ts';
import { oneOf, parsed, UsageError } from './arguments.ts';
import { daemonClient } from './daemonClient.ts';
import { requireNode } from './nodeVersion.ts';
import { EXIT, type Terminal, type Verb, type World } from './world.ts';

/** A daemon answers this in milliseconds; whoever asks wants to know what is wrong. */
const ANSWER_LIMIT_MS = 10_000;

/** `mashang daemon status|stop|run`. */
export const daemon: Verb = async (args, terminal, world) => {
  const { values, positionals } = parsed(args, { json: { type: 'boolean', default: false } });
  const [wanted] = positionals;
  if (wanted === undefined || positionals.length > 1)
    throw new UsageError(text('要做什么？', 'What should be done?'));
  const action = oneOf('daemon', wanted, ['status', 'stop', 'run']);
  switch (action) {
    case 'status':
      return status(values.json, terminal, world);
    case 'stop':
      return stop(terminal, world);
    case 'run':
      return run(world);
  }
};

/** What the running daemon says of itself; undefined when none runs. Never starts one. */
export async function askStatus(world: World): Promise<DaemonStatus | undefined> {
  const socket = await findDaemon({ program: world.installation.program, env: world.env });
  if (socket === undefined) return undefined;
  const client = daemonClient(socket);
  try {
    return await client.during(client.connection.sendRequest(daemonStatus), ANSWER_LIMIT_MS);
  } finally {
    client.close();
  }
}

async function status(json: boolean, { out, locale }: Terminal, world: World): Promise<number> {
  const found = await askStatus(world);
  const plain = found === undefined ? NOT_RUNNING[locale] : statusText(found)[locale];
  out.write(`${json ? JSON.stringify(found === undefined ? { running: false } : found) : plain}\n`);
  return found === undefined ? EXIT.found : EXIT.ok;
}

async function stop({ out, locale }: Terminal, world: World): Promise<number> {
  const socket = await findDaemon({ program: world.installation.program, env: world.env });
  if (socket !== undefined) {
    const client = daemonClient(socket);
    const gone = new Promise<void>((resolve) => {
      socket.once('close', () => resolve());
    });
    try {
      await client.during(client.connection.sendRequest(stopDaemon), ANSWER_LIMIT_MS);
      await gone;
    } finally {
      client.close();
    }
  }
  out.write(
    `${(socket === undefined ? NOT_RUNNING : text('后台程序已停止', 'The daemon has stopped'))[locale]}\n`,
  );
  return EXIT.ok;
}

async function run(world: World): Promise<number> {
  requireNode(world.nodeVersion);
  const { daemonInForeground } = await import('../daemon/foreground.ts');
  const { installation, env } = world;
  await daemonInForeground({
    ...installation,
    env,
    app: await world.app(),
    log: await world.log(),
  });
  return EXIT.ok;
}

const NOT_RUNNING = text(
  '后台程序没有在运行，需要时会自己启动',
  'The daemon is not running; it starts by itself when needed',
);

function statusText(status: DaemonStatus): Text {
  const { version, pid, clients, running, waiting, configProblem } = status;
  const minutes = Math.floor(status.uptimeMs / 60_000);
  const engines = status.engines.map(
    ({ id, target, isDefault }) => `${isDefault ? '*' : ' '} ${id}  ${target}`,
  );
  const tail = (locale: 'zh' | 'en'): string[] => [
    ...engines,
    ...(configProblem ? [configProblem[locale]] : []),
  ];
  return text(
    [
      `后台程序 ${version}，进程 ${pid}，已运行 ${minutes} 分钟`,
      `${clients} 个客户端，${running} 个请求在生成，${waiting} 个在排队`,
      ...tail('zh'),
    ].join('\n'),
    [
      `Daemon ${version}, process ${pid}, up ${minutes} min`,
      `${clients} client(s), ${running} running, ${waiting} waiting`,
      ...tail('en'),
    ].join('\n'),
  );
}
