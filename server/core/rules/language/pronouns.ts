import type { Severity } from '../../problem.ts';
import { type RelationClass, relationClasses } from './relations.ts';

export type Pronoun = '您' | '你';

/** Which pronoun a 关系 calls for, and how bad the other one is. */
export interface PronounRule {
  readonly wants: Pronoun;
  readonly severity: Severity;
}

/** Partners in business, relatives, parents of pupils and shopkeepers are of any age and closeness. */
const EITHER = /合作|伙伴|供应商|亲戚|同行|家长|[店馆铺摊].{0,2}老板/;
const TEACHERS = /(?:老师|导师|教授|师傅|师父|教练|班主任|带教)(?!的)/;

const RULES: Readonly<Partial<Record<RelationClass, PronounRule>>> = {
  business: { wants: '您', severity: 'error' },
  elder: { wants: '您', severity: 'warning' },
  partner: { wants: '你', severity: 'error' },
  friend: { wants: '你', severity: 'warning' },
  younger: { wants: '你', severity: 'warning' },
};

/** Undefined where either will do, and where a 关系 names people who are spoken to differently (女朋友的妈妈). */
export function pronounRule(relation: string): PronounRule | undefined {
  if (TEACHERS.test(relation)) return { wants: '您', severity: 'error' };
  if (EITHER.test(relation)) return undefined;
  const [first, ...others] = relationClasses(relation).map((name) => RULES[name]);
  return others.every((rule) => rule?.wants === first?.wants) ? first : undefined;
}

/** Styles in which 您 to a friend is a joke or a dialect, as everybody sees. */
export function isPlayful(style: string): boolean {
  return /幽默|俏皮|搞笑|沙雕|方言|乡音|梗/.test(style);
}

/** A quotation starts at the last opening mark before a closing one, so that no run of marks is read twice. */
const QUOTED = /[「『“‘"《][^「『“‘"《」』”’》]*[」』”’"》]/g;
/** 你们 is said to several people; the rest are set phrases in which 你 is nobody. */
const NOT_ADDRESS =
  /你们|您们|你来我往|你追我赶|你侬我侬|你情我愿|你一言我一语|你好我好|你中有我|我中有你|你争我|你死我活|迷你/g;

/** Places where the reader is called 您 or 你, quotations and set phrases left out. */
export function addresses(greeting: string, pronoun: Pronoun): readonly number[] {
  const blank = (part: string): string => '　'.repeat(part.length);
  const own = greeting.replace(QUOTED, blank).replace(NOT_ADDRESS, blank);
  return [...own.matchAll(pronoun === '您' ? /您/g : /你/g)].map((match) => match.index);
}
