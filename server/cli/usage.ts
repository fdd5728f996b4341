import { type Text, text } from '../core/text.ts';

export const USAGE: Readonly<Record<string, Text>> = {
  lint: text(
    'mashang lint 文件… [--format pretty|json|sarif] [--year 2026]',
    'mashang lint FILE… [--format pretty|json|sarif] [--year 2026]',
  ),
  score: text(
    'mashang score 文件… [--json] [--year 2026]',
    'mashang score FILE… [--json] [--year 2026]',
  ),
  generate: text(
    'mashang generate --to 称呼 --relation 关系 --details 交往细节 --style 风格 --length 50-100 [--occasion 场合] [--engine ID] [-n 1..8] [--seed N] [--json]',
    'mashang generate --to NAME --relation RELATION --details DETAILS --style STYLE --length 50-100 [--occasion OCCASION] [--engine ID] [-n 1..8] [--seed N] [--json]',
  ),
  doctor: text('mashang doctor [--json]', 'mashang doctor [--json]'),
  daemon: text(
    'mashang daemon status|stop|run [--json]',
    'mashang daemon status|stop|run [--json]',
  ),
};

const WHAT: Readonly<Record<string, Text>> = {
  lint: text('检查数据集，每行一个问题', 'check datasets, one problem a line'),
  score: text('给每行打分：100 = 可直接发', 'score every row: 100 = can be sent as it is'),
  generate: text('写一条祝福语', 'write a greeting'),
  doctor: text('看看缺什么', 'see what is missing'),
  daemon: text(
    '后台程序：状态、停止、在前台运行',
    'the daemon: status, stop, run in the foreground',
  ),
};

/** What `mashang help` prints. */
export function help(version: string): Text {
  const lines = (locale: 'zh' | 'en'): string =>
    Object.keys(USAGE)
      .map((verb) => `  ${USAGE[verb]?.[locale]}\n      ${WHAT[verb]?.[locale]}`)
      .join('\n');
  return text(
    `码上拜年 ${version}\n\n${lines('zh')}\n  mashang --stdio\n      给其他编辑器用的语言服务器\n\n任何命令都可以加 --lang zh|en。\n退出码：0 正常 · 1 发现错误 · 2 没能运行 · 130 被中断`,
    `mashang ${version}\n\n${lines('en')}\n  mashang --stdio\n      language server for other editors\n\nEvery command takes --lang zh|en.\nExit codes: 0 fine · 1 errors found · 2 could not run · 130 interrupted`,
  );
}

export function shortUsage(verb: string | undefined): Text {
  const usage = verb === undefined ? undefined : USAGE[verb];
  if (usage !== undefined) return text(`用法：${usage.zh}`, `Usage: ${usage.en}`);
  const verbs = Object.keys(USAGE).join(' | ');
  return text(
    `用法：mashang ${verbs} …；mashang help 有说明`,
    `Usage: mashang ${verbs} …; see mashang help`,
  );
}
