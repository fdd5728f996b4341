import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { engineManifest } from '../../../extension/src/commands/engineManifest.ts';
import { isDatasetDocument } from '../../../extension/src/datasets/isDatasetDocument.ts';
import { candidateView } from '../../../extension/src/panels/candidateView.ts';
import { Coalescer } from '../../../extension/src/panels/coalesce.ts';
import { inputFromRow } from '../../../extension/src/panels/inputFromRow.ts';
import { KNOWN_VALUES } from '../../../extension/src/panels/knownValues.ts';
import { pageHtml } from '../../../extension/src/panels/pageHtml.ts';
import { panelStrings } from '../../../extension/src/panels/panelStrings.ts';
import { HOST } from '../../../extension/webview/greetingPreview/protocol.ts';
import { stringsCheck } from '../../../extension/webview/greetingPreview/strings.ts';
import { LENGTHS, OCCASIONS, RELATIONS, STYLES } from '../../../server/core/dataset/row.ts';
import { assess } from '../../../server/core/greeting/candidate.ts';
import { RULES } from '../../../server/core/rules/all.ts';
import { speaker } from '../../support/speaker.ts';

describe('what a row was asked for', () => {
  it('fills the form, unknown keys and the greeting left out', () => {
    const row =
      '{"id":"1","称呼":"冰哥","关系":"好友","交往细节":"八年室友","风格":"轻松幽默风","字数":"50-100字","祝福语":"…","x":1}';
    expect(inputFromRow(row)).toEqual({
      称呼: '冰哥',
      关系: '好友',
      交往细节: '八年室友',
      风格: '轻松幽默风',
      字数: '50-100字',
      场合: '',
    });
  });

  it('is nothing when the line is half typed or no object', () => {
    expect(['{"称呼":"冰', '[1]', 'null', ''].map(inputFromRow)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('takes a value of another type for missing', () => {
    expect(inputFromRow('{"称呼":{"a":1},"__proto__":{"关系":"领导"}}')).toMatchObject({
      称呼: '',
      关系: '',
    });
  });
});

describe('the panel', () => {
  it('suggests the values that the core knows', () => {
    expect(KNOWN_VALUES).toEqual({ 关系: RELATIONS, 风格: STYLES, 字数: LENGTHS, 场合: OCCASIONS });
  });

  it('gets every sentence it shows', () => {
    expect(stringsCheck(panelStrings(speaker()))).toBe(true);
  });

  it('gets candidates that fit its schema, findings in the language of the editor', () => {
    const input = {
      称呼: '王总',
      关系: '客户',
      交往细节: '去年合作北京项目',
      风格: '商务得体风',
      字数: '50-100字',
    };
    const candidate = assess(input, '王总，祝您万事如意', 0, RULES, { year: 2026 });
    const view = candidateView(candidate, 'en');
    expect(HOST.calls.assess.result(view)).toBe(true);
    expect(view.unused).toEqual(['去年合作北京项目']);
    expect(view.findings.find(({ code }) => code === 'EVID001')?.message).toMatch(/^[\x20-\x7E]/);
  });

  it('may load nothing but its own script and stylesheet', () => {
    const html = pageHtml({
      language: 'zh-cn',
      nonce: 'NONCE',
      styleSource: 'https://own',
      script: 's.js',
      style: 's.css',
    });
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
    expect(policy).toBe("default-src 'none'; script-src 'nonce-NONCE'; style-src https://own");
    expect(html.match(/<script/g)).toHaveLength(1);
  });
});

describe('text on its way to the panel', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('goes at once when it is the first, and then at most once a frame', () => {
    const handed: string[][] = [];
    const pieces = new Coalescer<string>(16, (items) => handed.push([...items]));
    pieces.add('a');
    pieces.add('b');
    pieces.add('c');
    expect(handed).toEqual([['a']]);
    vi.advanceTimersByTime(16);
    expect(handed).toEqual([['a'], ['b', 'c']]);
    pieces.add('d');
    expect(handed).toHaveLength(2);
  });

  it('goes whole before the end is told, and nothing comes after it', () => {
    const handed: string[] = [];
    const pieces = new Coalescer<string>(16, (items) => handed.push(...items));
    pieces.add('a');
    pieces.add('b');
    pieces.finish();
    vi.advanceTimersByTime(100);
    expect(handed).toEqual(['a', 'b']);
  });
});

describe('menus appear over', () => {
  const document = (fileName: string, lines: readonly string[], languageId = 'jsonl') => ({
    languageId,
    fileName,
    lineCount: lines.length,
    lineAt: (line: number) => ({ text: lines[line] ?? '' }),
  });

  it('a file named as a dataset, even an empty one', () => {
    expect(isDatasetDocument(document('/a/拜年.greetings.jsonl', ['']))).toBe(true);
  });

  it('any JSONL whose first rows carry the domain keys', () => {
    expect(isDatasetDocument(document('/a/x.jsonl', ['', '{"称呼":"冰哥"}']))).toBe(true);
  });

  it('no other JSONL and no other language', () => {
    expect(isDatasetDocument(document('/a/log.jsonl', ['{"role":"user"}']))).toBe(false);
    expect(isDatasetDocument(document('/a/x.greetings.jsonl', [''], 'plaintext'))).toBe(false);
  });
});

it('the engine is installed in the version that the extension was built with', () => {
  const manifest = engineManifest({
    devDependencies: { 'node-llama-cpp': '3.22.1' },
    overrides: { '@a/cuda': 'npm:empty' },
  });
  expect(manifest).toEqual({
    private: true,
    dependencies: { 'node-llama-cpp': '3.22.1' },
    overrides: { '@a/cuda': 'npm:empty' },
  });
});
