import { AppError } from '../core/errors.ts';
import { type Text, text } from '../core/text.ts';
import { daemonLog } from '../daemon/connect.ts';
import { runtimeDirectory } from '../daemon/directory.ts';
import { parsed } from './arguments.ts';
import { askStatus } from './daemon.ts';
import { isNodeNewEnough, NEEDED_NODE } from './nodeVersion.ts';
import { paint, printable } from './pretty.ts';
import { type Check, EXIT, type Terminal, type Verb, type World } from './world.ts';

/** `mashang doctor`: what is there, what is missing, what to do next. Starts nothing. */
export const doctor: Verb = async (args, terminal, world) => {
  const { values } = parsed(args, { json: { type: 'boolean', default: false } });
  const checks = await allChecks(world);
  if (values.json) printJson(checks, terminal);
  else for (const check of checks) printCheck(check, terminal);
  return checks.every(({ ok }) => ok) ? EXIT.ok : EXIT.found;
};

async function allChecks(world: World): Promise<readonly Check[]> {
  const node = nodeCheck(world.nodeVersion);
  const found = [node, await directoryCheck(world), await daemonCheck(world)];
  return node.ok ? [...found, ...(await world.engineChecks())] : found;
}

function nodeCheck(version: string): Check {
  const ok = isNodeNewEnough(version);
  const detail = ok
    ? text(version, version)
    : text(
        `${version}，生成祝福语要 ${NEEDED_NODE} 以上`,
        `${version}; generating needs ${NEEDED_NODE} or newer`,
      );
  return { id: 'node', ok, title: text('Node 版本', 'Node version'), detail };
}

async function directoryCheck({ env }: World): Promise<Check> {
  const title = text('后台程序的目录', "The daemon's directory");
  return attempt('directory', title, async () => {
    const directory = await runtimeDirectory(env);
    return text(directory, directory);
  });
}

async function daemonCheck(world: World): Promise<Check> {
  const log = daemonLog(world.env);
  return attempt('daemon', text('后台程序', 'Daemon'), async () => {
    const status = await askStatus(world);
    return status === undefined
      ? text(
          `没有在运行，需要时会自己启动；日志 ${log}`,
          `not running; it starts by itself when needed; log ${log}`,
        )
      : text(
          `在运行，进程 ${status.pid}，版本 ${status.version}；日志 ${log}`,
          `running, process ${status.pid}, version ${status.version}; log ${log}`,
        );
  });
}

async function attempt(id: string, title: Text, find: () => Promise<Text>): Promise<Check> {
  try {
    return { id, ok: true, title, detail: await find() };
  } catch (error) {
    if (error instanceof AppError) return { id, ok: false, title, detail: error.text };
    throw error;
  }
}

function printCheck({ ok, title, detail }: Check, terminal: Terminal): void {
  const { out, locale } = terminal;
  const mark = ok ? paint(terminal, 'good', '✓') : paint(terminal, 'error', '✗');
  out.write(
    `${mark} ${title[locale]}${locale === 'zh' ? '：' : ': '}${printable(detail[locale])}\n`,
  );
}

function printJson(checks: readonly Check[], { out, locale }: Terminal): void {
  const plain = checks.map(({ id, ok, title, detail }) => ({
    id,
    ok,
    title: title[locale],
    detail: detail[locale],
  }));
  out.write(`${JSON.stringify({ ok: checks.every(({ ok }) => ok), checks: plain })}\n`);
}
