// Writes greetings for a JSONL file of people through llama.cpp, the way the extension will:
//   node generate.mjs MODEL.gguf heldout.jsonl [temperature] [topP] [repeatPenalty] [samples] > out.jsonl
// Run it from a folder where node-llama-cpp 3.22.1 is installed.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const require = createRequire(join(process.cwd(), 'package.json'))
const { getLlama } = await import(pathToFileURL(require.resolve('node-llama-cpp')))

const FIELDS = ['称呼', '关系', '交往细节', '风格', '字数', '场合']
const MAX_TOKENS = 220

const [modelPath, peoplePath, temperature = '0', topP = '1', repeatPenalty = '1', samples = '1'] = process.argv.slice(2)
const people = readFileSync(peoplePath, 'utf8').trim().split('\n').map((line) => JSON.parse(line))

const llama = await getLlama({ gpu: false, build: 'never', logLevel: 'error' })
const model = await llama.loadModel({ modelPath })
const context = await model.createContext({ contextSize: 1024, threads: 1 })
const sequence = context.getSequence()

function promptOf(person) {
  const content = FIELDS.filter((field) => person[field]).map((field) => `${field}：${person[field]}`).join('\n')
  return `<|im_start|>user\n${content}<|im_end|>\n<|im_start|>assistant\n`
}

async function write(person, seed) {
  await sequence.clearHistory()
  const started = performance.now()
  const prompt = model.tokenize(promptOf(person), true)
  const tokens = []
  let firstAt = 0
  const options = { temperature: Number(temperature), topP: Number(topP), topK: 40, seed }
  if (repeatPenalty !== '1') options.repeatPenalty = { punishTokens: () => tokens, penalty: Number(repeatPenalty) }
  for await (const token of sequence.evaluate(prompt, options)) {
    firstAt ||= performance.now()
    if (model.isEogToken(token) || tokens.length >= MAX_TOKENS) break
    tokens.push(token)
  }
  const ended = performance.now()
  return {
    text: model.detokenize(tokens),
    promptTokens: Array.from(prompt),
    tokens: Array.from(tokens),
    firstMs: Math.round(firstAt - started),
    perSecond: Math.round((tokens.length * 1000) / (ended - firstAt)),
  }
}

for (const person of people) {
  const outputs = []
  for (let sample = 0; sample < Number(samples); sample++) outputs.push(await write(person, 1000 + sample))
  console.log(JSON.stringify({ ...person, outputs }))
}
