import { readdir, readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  type FakeModelServer,
  fails,
  fakeModelServer,
  resetsAfter,
  says,
} from '../../support/fakeModelServer.ts';
import { UserHome } from '../../support/userHome.ts';

/** Words that occur nowhere but in what the user typed or the model wrote. */
const CANARIES = ['甲骨鸟', '乙烯鱼', '丙纶象', '丁香鼠'] as const;
const [NAME, DETAIL, GREETING, STYLE] = CANARIES;
const INPUT = [
  '--to',
  NAME,
  '--relation',
  '客户',
  '--details',
  `一起去看${DETAIL}`,
  '--style',
  STYLE,
  '--length',
  '5-100',
];

let home: UserHome;
let model: FakeModelServer;

beforeEach(async () => {
  home = await UserHome.make();
});

afterEach(async () => {
  await home.remove();
  await model.close();
});

it('what people type and what the model writes is in no log, argument, file or file name', async () => {
  model = await fakeModelServer([
    says(`${NAME}，${GREETING}新年好`),
    fails(500, { message: `cannot read ${DETAIL}` }),
    resetsAfter(`data: {"broken ${GREETING}\n\n`),
    says(`${NAME}，${GREETING}新年好`),
  ]);
  await home.writeConfig({
    engines: [{ id: 'fake', kind: 'endpoint', url: model.url, model: 'm' }],
  });
  const first = await home.run(['generate', ...INPUT]);
  expect(first.out).toContain(GREETING);
  await home.run(['generate', ...INPUT]);
  await home.run(['generate', ...INPUT, '--json']);
  const socket = await home.connect();
  const broken = `{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":"${DETAIL}"}} ${GREETING}`;
  socket.write(`Content-Length: ${Buffer.byteLength(broken)}\r\n\r\n${broken}`);
  await home.run(['generate', ...INPUT, '--engine', 'nobody']);
  const pid = (await home.status())?.pid;
  expect(CANARIES.filter((word) => first.err.includes(word) && word !== DETAIL)).toEqual([]);
  expect(await tracesOf(CANARIES, home, pid)).toEqual([]);
  socket.destroy();
});

it('a usage error repeats no value', async () => {
  model = await fakeModelServer([says('x')]);
  const child = await home.run(['generate', ...INPUT, '--seed', NAME, DETAIL]);
  expect(child.code).toBe(2);
  expect(CANARIES.filter((word) => (child.out + child.err).includes(word))).toEqual([]);
});

async function tracesOf(
  words: readonly string[],
  user: UserHome,
  pid: number | undefined,
): Promise<string[]> {
  const names = await readdir(user.directory, { recursive: true });
  const texts = await Promise.all(
    names.map(
      async (name) =>
        [name, await readFile(`${user.directory}/${name}`, 'utf8').catch(() => '')] as const,
    ),
  );
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8');
  const places = [
    ['cmdline', command],
    ...texts,
    ...names.map((name) => ['file name', name]),
  ] as const;
  return places.flatMap(([place, text]) =>
    words.filter((word) => text?.includes(word)).map((word) => `${place}: ${word}`),
  );
}
