import type { Snapshot } from '../../webview/greetingPreview/protocol.ts';

/**
 * Values that the form suggests. They are those of server/core/dataset/row.ts, which this bundle may
 * not carry; a test holds one against the other.
 */
export const KNOWN_VALUES: Snapshot['known'] = {
  关系: [
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
  ],
  风格: [
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
  ],
  字数: ['20-50字', '50-100字', '100-150字'],
  场合: ['小年', '除夕', '春节', '初一', '开工', '元宵'],
};
