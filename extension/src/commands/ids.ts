/** Every command of the manifest; the table and package.json are held against this list. */
export const COMMAND_IDS = [
  'mashang.generate',
  'mashang.generateFromRow',
  'mashang.restart',
  'mashang.showStatus',
  'mashang.showLog',
  'mashang.openConfig',
  'mashang.installEngine',
  'mashang.showProblems',
  'mashang.ignoreProblem',
] as const;

export type CommandId = (typeof COMMAND_IDS)[number];
