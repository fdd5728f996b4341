import { text } from '../text.ts';
import type { Clause } from './language/clauses.ts';
import { holdsTerm } from './language/styleTerms.ts';
import type { FindingFix, Rule } from './rule.ts';
import type { Subject } from './subject.ts';

type Head = '愿' | '祝' | '希望';

const HEADS: readonly (readonly [Head, RegExp])[] = [
  ['希望', /^(?:也|还|更)?希望/],
  ['祝', /^(?:也|再|还|更|预|敬|恭)?祝(?!福|贺|酒)/],
  ['愿', /^(?:也|更|还|惟|唯)?愿(?!意|景|者)/],
];

const CHAIN = 3;
const CLAUSE_LENGTH = 12;
/** From the start of the first wish to the start of the third. */
const CHAIN_SPAN = 30;
/** More wishes than this to choose from are no help. */
const MOST_CHOICES = 8;

/** A clause that opens with a wish, and where the next wish of its kind begins. */
interface Wish {
  readonly head: Head;
  readonly start: number;
  readonly end: number;
}

/** Three short wishes in a row begin with the same word, and none of them is about the reader. */
export const str201: Rule = {
  id: 'STR201',
  family: 'STR',
  severity: 'warning',
  title: text('愿字连成串', 'Chain of wishes'),
  *check(subject) {
    const wishes = plainWishes(subject);
    for (const head of ['愿', '祝', '希望'] as const) {
      const chain = longestChain(wishes.filter((wish) => wish.head === head));
      const [first, last] = [chain[0], chain.at(-1)];
      if (first === undefined || last === undefined) continue;
      yield {
        span: { field: '祝福语', start: first.start, end: last.end },
        message: text(
          `连着 ${chain.length} 个「${head}」，哪句都不是专门说给对方的，像贺卡；留一句就够`,
          `${chain.length} wishes in a row begin with “${head}” and none is about this person, like a printed card; one is enough`,
        ),
        fixes: chain.slice(0, MOST_CHOICES).map((wish) => keepOnly(subject, chain, wish)),
      };
    }
  },
};

/** Short wish clauses that carry no detail and no word of anybody's trade. */
function plainWishes(subject: Subject): readonly Wish[] {
  const wishes = subject.clauses.flatMap((clause) => {
    const head = headOf(clause);
    if (head === undefined || clause.text.length > CLAUSE_LENGTH || holdsTerm(clause.text))
      return [];
    return [{ head, start: clause.start, end: clause.start + clause.text.length }];
  });
  if (wishes.length < CHAIN) return [];
  const evidence = subject.evidence;
  return wishes.filter(
    (wish) => !evidence.some((hit) => hit.start < wish.end && wish.start < hit.end),
  );
}

function headOf({ text: clause }: Clause): Head | undefined {
  return HEADS.find(([, pattern]) => pattern.test(clause))?.[0];
}

/** The first run of wishes in which every third starts near the first; [] when there is none. */
function longestChain(wishes: readonly Wish[]): readonly Wish[] {
  const from = wishes.findIndex((wish, at) => isNear(wish, wishes[at + CHAIN - 1]));
  if (from === -1) return [];
  let to = from + CHAIN;
  while (isNear(wishes[to - CHAIN + 1], wishes[to])) to += 1;
  return wishes.slice(from, to);
}

function isNear(first: Wish | undefined, third: Wish | undefined): boolean {
  return first !== undefined && third !== undefined && third.start - first.start < CHAIN_SPAN;
}

function keepOnly(subject: Subject, chain: readonly Wish[], wish: Wish): FindingFix {
  const start = Math.min(...chain.map((other) => other.start));
  const end = Math.max(...chain.map((other) => other.end));
  const kept = subject.greeting.slice(wish.start, wish.end);
  return {
    title: text(`只留「${kept}」`, `Keep only “${kept}”`),
    safe: false,
    span: { field: '祝福语', start, end },
    insert: kept,
  };
}
