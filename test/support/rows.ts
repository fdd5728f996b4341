/** A row that no rule has anything to say about, with fields replaced at will; undefined leaves one out. */
export function row(fields: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ ...GOOD, ...fields });
}

const GOOD = {
  称呼: '冰哥',
  关系: '同学',
  交往细节: '大学八年室友；常通宵赶作业',
  风格: '轻松幽默风',
  字数: '20-50字',
  祝福语:
    '冰哥，第八个年头了，你欠我的那顿羊肉串还没请呢。初五我回来，老地方见，这回可别又通宵赶作业放我鸽子。',
};

/** Rows that differ enough not to be each other's duplicates. */
export function manyRows(count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const salt = [...String(index)].map((digit) => WORDS[Number(digit)]).join('和');
    return row({
      称呼: `老${index}`,
      交往细节: `一起去过${salt}`,
      祝福语: `老${index}，上回说好的${salt}我可都记着呢，开春咱们把${salt}补上，你别又找借口躲了。`,
    });
  });
}

const WORDS = [
  '摘草莓',
  '爬香山',
  '修水管',
  '钓鲫鱼',
  '看话剧',
  '包粽子',
  '学滑冰',
  '赶早市',
  '拍星空',
  '种番茄',
];
