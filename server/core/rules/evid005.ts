import type { Severity } from '../problem.ts';
import { type Text, text } from '../text.ts';
import { deleteClause } from './deleteClause.ts';
import { quantities } from './language/numbers.ts';
import { inventedEvents, organisations } from './language/organisations.ts';
import { placeIsKnown, places } from './language/places.ts';
import { isKnownNumber, knownValues, statedNumbers } from './language/statedNumbers.ts';
import type { FieldSpan, Finding, FindingFix, Rule } from './rule.ts';
import type { Subject } from './subject.ts';

/** The greeting names a place, a number, an organisation or an occasion that nothing it was given mentions. */
export const evid005: Rule = {
  id: 'EVID005',
  family: 'EVID',
  severity: 'error',
  title: text('细节里没有的事', 'Not in the details'),
  *check(subject, { year }) {
    const known = knownText(subject);
    yield* inventedPlaces(subject, known);
    yield* inventedNumbers(subject, known, year);
    yield* inventedOrganisations(subject, known);
    yield* inventedEvents(subject.greeting, known).map((event) =>
      finding(
        subject,
        event,
        'warning',
        text(`没说过「${event.name}」这回事`, `Nobody mentioned “${event.name}”`),
        [],
      ),
    );
  },
};

/** Everything the greeting was given. 字数 is no fact about anybody. */
function knownText(subject: Subject): string {
  return (['称呼', '关系', '交往细节', '风格', '场合'] as const)
    .map((field) => subject.text(field))
    .join('\n');
}

function inventedPlaces(subject: Subject, known: string): readonly Finding[] {
  const invented = places(subject.greeting).filter((place) => !placeIsKnown(place.name, known));
  if (invented.length === 0) return [];
  const given = places(subject.text('交往细节'));
  return invented.map((place) =>
    finding(
      subject,
      place,
      'error',
      text(
        `交往细节里没提过「${place.name}」，编出来的地方对方一看就知道`,
        `“${place.name}” is not in the details; its reader will know that it is made up`,
      ),
      given.map((other) => other.name),
    ),
  );
}

function inventedNumbers(subject: Subject, known: string, year: number): readonly Finding[] {
  const stated = statedNumbers(subject.greeting);
  if (stated.length === 0) return [];
  const values = knownValues(known, year);
  const details = subject.text('交往细节');
  return stated
    .filter((number) => !isKnownNumber(number, values))
    .map((number) => {
      const same = quantities(details).filter(
        (other) => other.unit === number.unit && !other.ordinal,
      );
      return finding(
        subject,
        number,
        number.firm ? 'error' : 'warning',
        text(
          `「${number.text}」对不上，交往细节里没有这个数`,
          `“${number.text}” does not match: the details have no such number`,
        ),
        same.map((other) => details.slice(other.start, other.end)),
      );
    });
}

function inventedOrganisations(subject: Subject, known: string): readonly Finding[] {
  return organisations(subject.greeting)
    .filter(({ name }) => !known.includes(bare(name)))
    .map((organisation) =>
      finding(
        subject,
        organisation,
        'error',
        text(
          `交往细节里没提过「${bare(organisation.name)}」，是编出来的`,
          `“${bare(organisation.name)}” is not in the details; it is made up`,
        ),
        [],
      ),
    );
}

function bare(name: string): string {
  return name.replace(/[「」“”『』《》]/g, '');
}

function finding(
  subject: Subject,
  { start, end }: { readonly start: number; readonly end: number },
  severity: Severity,
  message: Text,
  given: readonly string[],
): Finding {
  const span: FieldSpan = { field: '祝福语', start, end };
  const fixes = [...new Set(given)].map((value) => replacement(span, value));
  return { span, severity, message, fixes: [...fixes, ...deleteClause(subject, span)] };
}

function replacement(span: FieldSpan, value: string): FindingFix {
  return {
    title: text(`换成细节里的「${value}」`, `Use “${value}” from the details`),
    safe: false,
    span,
    insert: value,
  };
}
