import { wordPattern } from './wordPattern.ts';

/**
 * Words that stand for one another when people retell a fact. A greeting that says any word of a
 * group carries a detail that says another; such a hit counts half of a literal one.
 */
const GROUPS: readonly (readonly string[])[] = [
  [
    '大模型',
    'transformer',
    '微调',
    'fine-tuning',
    '参数',
    '算力',
    'loss',
    'token',
    '梯度',
    'rag',
    '训练',
    '收敛',
    '过拟合',
  ],
  [
    '敲代码',
    '写代码',
    '程序员',
    '编程',
    '编码',
    'bug',
    '上线',
    'pr',
    'commit',
    '代码',
    '部署',
    '报错',
  ],
  ['学到', '受益', '启发', '点拨', '指点', '教会'],
  ['租房', '出租屋', '合租', '室友', '宿舍', '寝室'],
  ['做饭', '下厨', '手艺', '掌勺', '炒菜', '饭菜'],
  ['带娃', '孩子', '宝宝', '娃', '小家伙', '闺女', '儿子', '女儿'],
  ['加班', '熬夜', 'deadline', '赶工', '通宵', '凌晨', '夜里'],
  ['打球', '球场', '篮球', '羽毛球', '乒乓', '投篮', '球拍'],
  ['钓鱼', '鱼竿', '上钩', '鱼塘', '甩竿', '水库'],
  ['健身', '撸铁', '卧推', '深蹲', '健身房', '举铁'],
  ['跑步', '跑马', '马拉松', '配速', '晨跑', '跑鞋'],
  ['喝茶', '茶叶', '普洱', '泡茶', '茶台', '龙井', '茶'],
  ['喝酒', '白酒', '碰杯', '干杯', '二锅头', '啤酒', '小酌'],
  ['装修', '水电', '瓷砖', '刷墙', '乳胶漆'],
  ['考研', '上岸', '复试', '图书馆', '自习'],
  ['驾照', '学车', '科目二', '倒车', '练车'],
  ['猫', '主子', '铲屎', '毛孩子', '喵'],
  ['狗', '遛狗', '汪', '毛孩子'],
  ['麻将', '胡牌', '自摸', '三缺一', '牌局', '搓'],
  ['异地', '高铁', '车票', '视频', '见面'],
  ['住院', '医院', '出院', '手术', '陪床', '病房'],
  ['养花', '花盆', '浇水', '多肉', '兰花', '阳台'],
  ['报价', '方案', '合同', '投标', '验收', '改稿'],
];

/** For every member word, the other words of its groups; keys are lower case. */
const OTHERS: ReadonlyMap<string, readonly string[]> = new Map(
  [...new Set(GROUPS.flat())].map((word) => [
    word,
    GROUPS.filter((group) => group.includes(word)).flatMap((group) =>
      group.filter((other) => other !== word),
    ),
  ]),
);

const WORDS = [...OTHERS.keys()];
/** A Latin word counts as a whole word only: "pr" is not in "prompt". */
const ANY_WORD = new RegExp(
  `(?<![a-z])(?:${wordPattern(WORDS.filter((word) => /^[a-z]/.test(word)))})(?![a-z])|${wordPattern(WORDS.filter((word) => !/^[a-z]/.test(word)))}`,
  'g',
);

/** Words that would retell something `detail` says. */
export function aliasesOf(detail: string): readonly string[] {
  const said = detail.toLowerCase().match(ANY_WORD) ?? [];
  return [...new Set(said.flatMap((word) => OTHERS.get(word) ?? []))];
}
