import { randomUUID } from 'node:crypto';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import { connectDaemon } from '../daemon/connect.ts';
import {
  type GenerateParams,
  type GenerateResult,
  generateGreeting,
  greetingDelta,
} from '../protocol/requests.ts';
import { DaemonVanished, daemonClient } from './daemonClient.ts';
import { finished, jsonLine, verdict } from './generateOutput.ts';
import { type GreetingOptions, greetingOptions } from './greetingOptions.ts';
import { requireNode } from './nodeVersion.ts';
import { printable } from './pretty.ts';
import { EXIT, type Terminal, type Verb, type World } from './world.ts';

/** After Ctrl-C the daemon has this long to say that it stopped. */
const STOP_LIMIT_MS = 500;

/** `mashang generate`: asks the daemon, which is started when none runs. */
export const generate: Verb = async (args, terminal, world) => {
  const options = greetingOptions(args);
  requireNode(world.nodeVersion);
  const live = options.count === 1 && !options.json && terminal.out.isTTY === true;
  const screen = { live, written: false };
  return ask(options, screen, terminal, world).catch((error: unknown) => {
    if (!(error instanceof DaemonVanished) || screen.written) throw error;
    // It was about to leave when we came; the next one is started for us.
    return ask(options, screen, terminal, world);
  });
};

/** What a person has seen of the greeting so far. */
interface Screen {
  readonly live: boolean;
  written: boolean;
}

async function ask(
  options: GreetingOptions,
  screen: Screen,
  terminal: Terminal,
  world: World,
): Promise<number> {
  const { env, execPath, installation } = world;
  const client = daemonClient(
    await connectDaemon({ program: installation.program, execPath, env }),
  );
  const interrupt = interruption();
  const params = paramsOf(options);
  client.connection.onNotification(greetingDelta, ({ requestId, text }) => {
    if (!screen.live || requestId !== params.requestId) return;
    screen.written = true;
    terminal.out.write(printable(text));
  });
  try {
    const request = client.connection.sendRequest(generateGreeting, params, interrupt.token);
    const answer = await Promise.race([client.during(request), interrupt.overdue]);
    if (screen.written) terminal.out.write('\n');
    if (interrupt.happened() || answer === undefined) return EXIT.interrupted;
    show(answer, options, screen, terminal);
    return EXIT.ok;
  } catch (error) {
    if (screen.written) terminal.out.write('\n');
    if (interrupt.happened()) return EXIT.interrupted;
    throw error;
  } finally {
    interrupt.dispose();
    client.close();
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

/** Results to stdout unless they were shown as they came; what to know about them to stderr. */
function show(
  answer: GenerateResult,
  { json }: GreetingOptions,
  screen: Screen,
  terminal: Terminal,
): void {
  const { out, err, locale } = terminal;
  if (json) {
    out.write(`${jsonLine(answer, locale)}\n`);
    return;
  }
  if (!screen.written) out.write(`${answer.candidates.map(finished).join('\n\n')}\n`);
  for (const candidate of answer.candidates) err.write(verdict(candidate, answer, terminal));
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
