import { randomUUID } from 'node:crypto';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import { connectDaemon } from '../daemon/connect.ts';
import { generateGreeting, type GenerateParams, type GenerateResult, greetingDelta } from '../protocol/requests.ts';
import { type DaemonClient, daemonClient } from './daemonClient.ts';
import { finished, jsonLine, verdict } from './generateOutput.ts';
import { type GreetingOptions, greetingOptions } from './greetingOptions.ts';
import { requireNode } from './nodeVersion.ts';
import { printable } from './pretty.ts';
import { EXIT, type Terminal, type Verb } from './world.ts';

/** After Ctrl-C the daemon has this long to say that it stopped. */
const STOP_LIMIT_MS = 500;

/** `mashang generate`: asks the daemon, which is started when none runs. */
export const generate: Verb = async (args, terminal, world) => {
  const options = greetingOptions(args);
  requireNode(world.nodeVersion);
  const { env, execPath, installation } = world;
  const socket = await connectDaemon({ program: installation.program, execPath, env });
  const client = daemonClient(socket);
  try {
    return await generateThrough(client, options, terminal);
  } finally {
    client.close();
  }
};

async function generateThrough(client: DaemonClient, options: GreetingOptions, terminal: Terminal): Promise<number> {
  const live = options.count === 1 && !options.json && terminal.out.isTTY === true;
  const params = paramsOf(options);
  if (live) {
    client.connection.onNotification(greetingDelta, ({ requestId, text }) => {
      if (requestId === params.requestId) terminal.out.write(printable(text));
    });
  }
  const interrupt = interruption();
  try {
    const request = client.connection.sendRequest(generateGreeting, params, interrupt.token);
    const answer = await Promise.race([client.during(request), interrupt.overdue]);
    if (interrupt.happened()) return stopped(live, terminal);
    if (answer !== undefined) show(answer, options, live, terminal);
    return EXIT.ok;
  } catch (error) {
    if (interrupt.happened()) return stopped(live, terminal);
    throw error;
  } finally {
    interrupt.dispose();
  }
}

function paramsOf({ input, engine, count, seed }: GreetingOptions): GenerateParams {
  return {
    requestId: randomUUID(),
    input,
    count,
    ...(engine !== undefined && { engine }),
    ...(seed !== undefined && { seed }),
  };
}

function show(answer: GenerateResult, options: GreetingOptions, live: boolean, terminal: Terminal): void {
  const { out, err, locale } = terminal;
  if (options.json) {
    out.write(`${jsonLine(answer, locale)}\n`);
    return;
  }
  out.write(live ? '\n' : `${answer.candidates.map(finished).join('\n\n')}\n`);
  for (const candidate of answer.candidates) err.write(verdict(candidate, answer, terminal));
}

function stopped(live: boolean, { out }: Terminal): number {
  if (live) out.write('\n');
  return EXIT.interrupted;
}

/** The first Ctrl-C cancels upstream; the second ends this process as usual. */
function interruption() {
  const source = new CancellationTokenSource();
  let happened = false;
  let timer: NodeJS.Timeout | undefined;
  let giveUp: (value: undefined) => void = () => {};
  const overdue = new Promise<undefined>((resolve) => {
    giveUp = resolve;
  });
  const onSignal = (): void => {
    happened = true;
    source.cancel();
    timer = setTimeout(() => giveUp(undefined), STOP_LIMIT_MS);
  };
  process.once('SIGINT', onSignal);
  const dispose = (): void => {
    process.off('SIGINT', onSignal);
    clearTimeout(timer);
    source.dispose();
  };
  return { token: source.token, overdue, happened: () => happened, dispose };
}
