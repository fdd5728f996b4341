import { row } from '../../support/rows.ts';

/** A row that no rule has anything to say about. */
export const GOOD = row();

/** FMT902: a sentence that introduces the greeting; one safe fix takes it away. */
export const INTRODUCED = row({
  称呼: '李老师',
  关系: '老师',
  交往细节: '陪我改了十一遍作文；办公室备着胖大海',
  祝福语:
    '以下是为您写的祝福：李老师，新年好。您陪我改的那十一遍作文，最后一稿我还留着。今年给您带两罐胖大海。',
});

export const REPAIRED = INTRODUCED.replace('以下是为您写的祝福：', '');

/** FACT701: 2026 is the year of the horse. */
export const WRONG_YEAR = row({
  称呼: '小姨',
  关系: '亲戚',
  交往细节: '小时候暑假住她家；她做的腌笃鲜',
  风格: '走心温情风',
  祝福语: '小姨，蛇年快乐！今晚又想起你那锅腌笃鲜，暑假住你家的胖，到现在没瘦回去。',
});

/** PII951: somebody's mobile number. */
export const NUMBERED = row({
  称呼: '阿珍',
  关系: '同事',
  交往细节: '年底一起熬夜对账；她分我半个烤红薯',
  祝福语: '阿珍新年好，对账对到半夜那半个烤红薯，我记着呢。换号啦，以后打13800138000，初八见~',
});
