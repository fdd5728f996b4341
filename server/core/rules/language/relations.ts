/** What kind of register a 关系 calls for (reference table of §3.4). */
export type RelationClass =
  | 'business'
  | 'elder'
  | 'parent'
  | 'colleague'
  | 'friend'
  | 'partner'
  | 'younger'
  | 'other';

const WORDS: readonly (readonly [RelationClass, RegExp])[] = [
  ['partner', /恋人|爱人|男友|女友|男朋友|女朋友|对象|配偶|老婆|老公|妻|丈夫|媳妇|未婚/g],
  ['parent', /父母|爸|妈|父亲|母亲|爹|娘/g],
  ['business', /客户|甲方|领导|老板|上司|上级|总监|主管|合作|供应商|投资人/g],
  [
    'elder',
    /老师|导师|师傅|师父|教授|教练|长辈|爷|奶|外公|外婆|姥|伯|叔|姑|姨|舅|婶|岳|公公|婆婆|亲戚/g,
  ],
  ['younger', /晚辈|学生|徒弟|侄|外甥|儿子|女儿|孩子|孙|下属|实习/g],
  ['colleague', /同事|搭档|战友|工友|同行/g],
  [
    'friend',
    /好友|朋友|闺蜜|哥们|兄弟|姐妹|同学|室友|发小|老友|校友|球友|酒友|牌友|网友|死党|姐|妹|哥|弟/g,
  ],
];

/** Every class that a 关系 names, the deciding one first: 女朋友妈妈 is a partner's and a parent. */
export function relationClasses(relation: string): readonly RelationClass[] {
  let rest = relation;
  return WORDS.flatMap(([name, words]) => {
    const said = rest;
    rest = said.replace(words, ' ');
    return rest === said ? [] : [name];
  });
}

export function relationClass(relation: string): RelationClass {
  return relationClasses(relation)[0] ?? 'other';
}
