import type { Text } from '../../text.ts';
import { text } from '../../text.ts';
import type { Finding } from '../rule.ts';
import type { Subject } from '../subject.ts';

/** Something that identifies or reaches a person; UTF-16 offsets, `end` excluded. */
export interface PrivateData {
  readonly start: number;
  readonly end: number;
  /** What may stand there instead. */
  readonly mask: string;
}

/** 交往细节 and 称呼 end up in the training data as surely as the greeting does. */
const SCANNED = ['称呼', '交往细节', '祝福语'] as const;

export function* privateFindings(
  subject: Subject,
  find: (value: string) => readonly PrivateData[],
  message: Text,
): Iterable<Finding> {
  for (const field of SCANNED) {
    for (const { start, end, mask } of find(subject.text(field))) {
      const span = { field, start, end };
      yield {
        span,
        message,
        fixes: [
          { title: text(`遮成「${mask}」`, `Mask as ${mask}`), safe: true, span, insert: mask },
        ],
      };
    }
  }
}

/** Optional country code, and the blanks or hyphens with which people group the digits. */
const MOBILE = /(?<![\d.])(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?![\d])/g;
const CITIZEN_ID =
  /(?<!\d)[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])/g;
const CARD = /(?<!\d)[3-69]\d{3}(?:[- ]?\d{4}){3}(?:[- ]?\d{1,3})?(?!\d)/g;

export function mobileNumbers(value: string): readonly PrivateData[] {
  return found(value, MOBILE, (number) =>
    keepEnds(number, number.replaceAll(/\D/g, '').length - 8, 4),
  );
}

export function citizenIds(value: string): readonly PrivateData[] {
  return found(value, CITIZEN_ID, (id) => (isCitizenId(id) ? keepEnds(id, 3, 2) : undefined));
}

/** Numbers that pass the card checksum; a citizen id may pass it by chance, and 8888… always does. */
export function cardNumbers(value: string): readonly PrivateData[] {
  return found(value, CARD, (number) => {
    const digits = number.replaceAll(/\D/g, '');
    const plain = passesLuhn(digits) && !isCitizenId(digits) && new Set(digits).size > 1;
    return plain ? keepEnds(number, 0, 4) : undefined;
  });
}

const EMAIL = /[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,10}/g;
const LINK =
  /(?:https?:\/\/|www\.)[A-Za-z0-9][A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]*|(?<![A-Za-z0-9@.-])(?:[A-Za-z0-9-]{1,63}\.){1,3}(?:com|cn|net|org|cc|top|io|me|vip)\/[A-Za-z0-9\-._~/?#&=%]+/g;

export function addresses(value: string): readonly PrivateData[] {
  const emails = found(value, EMAIL, (email) => `${email.charAt(0)}***@***`);
  const links = found(value, LINK, (link) => (/^https?:/.test(link) ? 'https://***' : '***'));
  const separate = links.filter(
    (link) => !emails.some((email) => email.start < link.end && link.start < email.end),
  );
  return [...emails, ...separate].sort((a, b) => a.start - b.start);
}

function found(
  value: string,
  pattern: RegExp,
  mask: (match: string) => string | undefined,
): readonly PrivateData[] {
  return [...value.matchAll(pattern)].flatMap((match) => {
    const masked = mask(match[0]);
    return masked === undefined
      ? []
      : [{ start: match.index, end: match.index + match[0].length, mask: masked }];
  });
}

/** Stars for every digit but the first `head` and the last `tail`. */
function keepEnds(number: string, head: number, tail: number): string {
  const digits = number.replaceAll(/[^\dXx]/g, '');
  return `${digits.slice(0, head)}${'*'.repeat(digits.length - head - tail)}${digits.slice(-tail)}`;
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** GB 11643: the last character is a checksum of the first seventeen. */
function isCitizenId(id: string): boolean {
  if (id.length !== 18) return false;
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(id.charAt(at)), 0);
  return '10X98765432'.charAt(sum % 11) === id.charAt(17).toUpperCase();
}

function passesLuhn(digits: string): boolean {
  const sum = [...digits].toReversed().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
