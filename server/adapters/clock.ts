import type { Clock } from '../app/ports.ts';

export const systemClock: Clock = {
  now: () => performance.now(),
  today: () => {
    const now = new Date();
    const two = (value: number): string => String(value).padStart(2, '0');
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  },
};
