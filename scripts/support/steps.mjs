// What a person sees on the terminal while a script works, and the one way a script fails.

/** A failure worded for the person at the terminal: what failed, on what, and what to do next. */
export class StepError extends Error {
  /**
   * @param {string} zh
   * @param {string} en
   * @param {string} [detail] the last lines of the tool that failed, shown above the sentences
   */
  constructor(zh, en, detail = '') {
    super(en);
    this.zh = zh;
    this.en = en;
    this.detail = detail;
  }
}

const HEARTBEAT_MS = 15_000;

/**
 * Runs one named step and says when it starts, that it still runs, and when it has ended.
 * @template T
 * @param {string} label
 * @param {() => Promise<T> | T} work
 * @param {(result: T) => boolean} [succeeded] for work that reports its failure in its result
 * @returns {Promise<T>}
 */
export async function step(label, work, succeeded = () => true) {
  const started = Date.now();
  const seconds = () => `${((Date.now() - started) / 1000).toFixed(1)} s`;
  console.log(`▸ ${label} …`);
  const heartbeat = setInterval(() => console.log(`  ${label}: ${seconds()} …`), HEARTBEAT_MS);
  try {
    const result = await work();
    console.log(`${succeeded(result) ? '✓' : '✗'} ${label} (${seconds()})`);
    return result;
  } catch (error) {
    console.log(`✗ ${label} (${seconds()})`);
    throw error;
  } finally {
    clearInterval(heartbeat);
  }
}

/** @param {unknown} error */
export function explain(error) {
  if (!(error instanceof StepError)) {
    // Anything else is a bug in the scripts, where the trace is the useful part.
    console.error(error);
    return;
  }
  if (error.detail) console.error(`\n${error.detail}\n`);
  console.error(`\n${error.zh}\n${error.en}`);
}

/**
 * Runs a script's main function and turns its failure into sentences and an exit code.
 * @param {() => Promise<void>} main
 */
export async function runScript(main) {
  try {
    await main();
  } catch (error) {
    explain(error);
    process.exitCode = 1;
  }
}
