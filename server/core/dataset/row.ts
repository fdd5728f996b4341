import { z } from 'zod';

/** Suggested values, offered by completion; a user may write any other. */
export const RELATIONS = [
  '客户',
  '领导',
  '同事',
  '合作伙伴',
  '老师',
  '长辈',
  '父母',
  '兄弟姐妹',
  '亲戚',
  '晚辈',
  '好友',
  '同学',
  '恋人',
  '配偶',
  '邻居',
] as const;
export const STYLES = [
  '商务得体风',
  '简洁大方风',
  '走心温情风',
  '轻松幽默风',
  '俏皮可爱风',
  'LLM科技风',
  '行业梗风',
  '文艺清新风',
  '古风雅致风',
  '方言乡音风',
] as const;
export const LENGTHS = ['20-50字', '50-100字', '100-150字'] as const;
export const OCCASIONS = ['小年', '除夕', '春节', '初一', '开工', '元宵'] as const;
export const SOURCE_KINDS = [
  'handwritten',
  'authored',
  'expanded',
  'imported',
  'edited',
  'generated',
] as const;
export const REVIEW_STATES = ['accepted', 'edited', 'rejected', 'pending'] as const;

const filled = (description: string, examples: readonly string[]) =>
  z
    .string()
    .min(1)
    .meta({ description, examples: [...examples] });

const optionalText = (description: string) => z.string().optional().meta({ description });

const metaSchema = z.looseObject({
  source: z
    .looseObject({
      kind: z.enum(SOURCE_KINDS).meta({ description: '这行从哪里来 / where the Row comes from' }),
      parent: optionalText('由哪一行改写来，写它的 id / id of the Row it was made from'),
      by: optionalText('谁写的，人名或引擎名 / who or which engine wrote it'),
      at: optionalText('什么时候写的，如 2026-01-20 / when it was written, such as 2026-01-20'),
    })
    .optional()
    .meta({ description: '来历：谁写的、从哪来 / where the Row comes from and who made it' }),
  review: z
    .looseObject({
      state: z.enum(REVIEW_STATES).meta({ description: '审核结果 / the verdict' }),
      by: optionalText('谁审的 / who reviewed it'),
      reason: optionalText('退回的理由 / why it was rejected'),
      at: optionalText('什么时候审的 / when it was reviewed'),
    })
    .optional()
    .meta({ description: '审核：收下、改过还是退回 / the review: accepted, edited or rejected' }),
  ignore: z
    .array(
      z.looseObject({
        rule: z
          .string()
          .min(1)
          .meta({ description: '规则编号，如 EVID001 / a rule id, such as EVID001' }),
        reason: z.string().min(1).meta({ description: '为什么不提示 / why it is silenced' }),
      }),
    )
    .optional()
    .meta({
      description: '这行不再提示的规则，要写理由 / rules silenced for this Row, each with a reason',
    }),
  evidence: z
    .array(z.looseObject({ unit: z.string(), phrase: z.string() }))
    .optional()
    .meta({ description: '哪句话用了哪条细节 / which phrase carries which detail' }),
});

/** One training example. Unknown keys are kept, never dropped. */
export const rowSchema = z
  .looseObject({
    id: z
      .string()
      .optional()
      .meta({ description: '这行的编号，文件内不重复 / id, unique in the file' }),
    称呼: filled('平时怎么叫对方，祝福语开头就用它 / how the sender really addresses this person', [
      '王总',
      '老爸',
      '冰哥',
    ]),
    关系: filled(
      '对方是谁，决定敬称和分寸 / who they are to the sender; decides register',
      RELATIONS,
    ),
    交往细节: filled(
      '两个人之间真实发生过的事，用；隔开 / true facts the two share, separated by ；',
      ['去年合作北京项目；聊过马术'],
    ),
    风格: filled('想要的语气 / the tone wanted', STYLES),
    字数: filled('祝福语的字数范围，如 50-100字 / length window in characters', LENGTHS),
    场合: z
      .string()
      .optional()
      .meta({
        description: '什么时候发，可不填 / the occasion, optional',
        examples: [...OCCASIONS],
      }),
    祝福语: filled('发出去的那段话 / the greeting itself', []),
    meta: metaSchema.optional().meta({
      description:
        '不给模型看的记录：来历、审核、不提示的规则 / bookkeeping that no model sees: origin, review, silenced rules',
    }),
  })
  .meta({ title: '码上拜年 Row', description: '一行一条祝福 / one greeting a line' });

export type Row = z.infer<typeof rowSchema>;
export type Meta = z.infer<typeof metaSchema>;

/** The six or seven keys that carry language, in their stable order. */
export const TEXT_FIELDS = ['称呼', '关系', '交往细节', '风格', '字数', '场合', '祝福语'] as const;
export type TextField = (typeof TEXT_FIELDS)[number];
export const REQUIRED_FIELDS: readonly TextField[] = [
  '称呼',
  '关系',
  '交往细节',
  '风格',
  '字数',
  '祝福语',
];
/** The order in which a formatted Row writes its keys; unknown keys follow in their own order, `meta` is last. */
export const KEY_ORDER: readonly string[] = ['id', ...TEXT_FIELDS];
