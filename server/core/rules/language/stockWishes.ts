import { wordPattern } from './wordPattern.ts';

/** Words that make a clause a stock one: said to anybody, they are the greeting or the wish itself. */
const STOCK = `
新年好 新年快乐 新春快乐 春节快乐 过年好 节日快乐 除夕快乐 小年快乐 元宵快乐 马年快乐 马年吉祥 马年大吉 新春大吉 新春吉祥 新年吉祥 新年大吉 恭贺新禧 恭喜发财 给您拜年 给你拜年 给您拜个年 给你拜个年 给您全家拜年 给大家拜年 拜年了 拜年啦 拜个早年 开工大吉 开门大吉 开工快乐
身体健康 身体康健 身体安康 身体倍儿棒 身体棒棒 身强体健 身康体健 健康长寿 健康平安 健康快乐 健康顺遂 平安健康 平安喜乐 平安顺遂 平安顺利 平平安安 健健康康 快快乐乐 开开心心 顺顺利利 和和美美 团团圆圆 红红火火 热热闹闹 甜甜蜜蜜 顺顺当当 无病无灾 福寿安康 福寿绵长 福如东海 寿比南山 延年益寿 长命百岁 松鹤延年 青春永驻 越活越年轻 永远年轻 容光焕发 精神矍铄 健健康康 百病不侵
万事如意 万事顺意 万事顺心 万事顺遂 万事亨通 万事胜意 诸事顺遂 诸事顺利 诸事皆宜 事事顺心 事事如意 事事顺遂 事事顺利 一切顺利 一切顺遂 一切都好 一切安好 一帆风顺 心想事成 得偿所愿 如愿以偿 所愿皆所得 所求皆所愿 所求皆如愿 所行皆坦途 所得皆所愿 所遇皆良善 所念皆如愿 心愿都能实现 愿望都能实现 值此 之际 致以 梦想成真 美梦成真 百事可乐 六六大顺 十全十美 万象更新 
阖家幸福 阖家欢乐 阖家安康 阖家团圆 阖家美满 合家幸福 合家欢乐 合家安康 合家团圆 全家幸福 全家安康 家庭幸福 家庭美满 家庭和睦 家和万事兴 幸福美满 幸福安康 美满幸福 阖府安康 阖府吉祥 儿孙满堂 子孙满堂 天伦之乐 百年好合 白头偕老 早生贵子 喜气洋洋 其乐融融
工作顺利 工作顺心 事业有成 事业顺利 事业兴旺 事业腾飞 事业蒸蒸日上 学业有成 学业进步 学习进步 金榜题名 步步高升 升职加薪 节节高升 平步青云 飞黄腾达 前程似锦 鹏程万里 大展宏图 宏图大展 大展鸿图 再创佳绩 再创辉煌 更上一层楼 再上新台阶 蒸蒸日上 蓬勃发展 生意兴隆 财源广进 财源滚滚 财运亨通 招财进宝 日进斗金 日进斗财 荷包满满 钱包鼓鼓 腰缠万贯 暴富 发大财 开门红 旗开得胜 硕果累累 桃李满天下 桃李芬芳 教学相长 工作越来越好 生意越来越好 业绩长虹
大吉大利 吉祥如意 好运连连 好运常伴 好运相伴 好运常在 好运不断 鸿运当头 福气满满 福星高照 喜事连连 好事连连 好事成双 好事发生 天天开心 天天快乐 每天开心 每天快乐 天天都开心 每天都开心 笑口常开 笑容常在 喜笑颜开 心情愉快 快乐常伴 快乐无边 幸福快乐 开心快乐 幸福常伴 幸福每一天 好心情 生活美满 生活幸福 生活愉快 生活顺心 日子红红火火 日子越过越好 日子越过越红火 越来越好 越来越红火 越来越幸福 年年有余 岁岁平安 岁岁常欢愉 年年皆胜意 年年岁岁 朝朝暮暮 岁岁年年 步步生花 万事大吉 吃嘛嘛香 福气多多 顺心如意 顺风顺水 顺遂无忧 无忧无虑 安康顺遂 快乐平安 平安吉祥 吉祥安康 
马到成功 龙马精神 一马当先 马上有钱 马上有福 马上暴富 马上发财 马上有喜 马上好运 万马奔腾 策马扬鞭 快马加鞭 马跃新程 骏马奔腾 跃马扬鞭 马年行大运 
友谊长存 友谊地久天长 友谊天长地久 情谊长存 友情长存 合作愉快 合作共赢 携手共进 携手并进 携手同行 携手共赢 共创辉煌 共创佳绩 共创美好未来 共同进步 共同成长 继续合作 深化合作 并肩前行 一路同行 一路相伴 一路陪伴 一路走来 常联系 多联系 常相伴 长长久久 天长地久 永远幸福 永远快乐 甜蜜幸福 幸福长久 恩恩爱爱 相亲相爱 
信任 支持 关照 关心 照顾 帮助 陪伴 付出 包容 理解 厚爱 栽培 教诲 教导 指导 指点 提携 鼓励 养育之恩 辛苦了 
多多保重 保重身体 多保重 注意身体 照顾好自己 注意休息 劳逸结合 别太累 好好休息 
未来可期 如约而至 如期而至 不期而遇 温柔以待 眼里有光 心中有爱 心中有梦 热气腾腾 闪闪发光 光芒万丈 熠熠生辉 勇往直前 乘风破浪 披荆斩棘 不负韶华 不负时光 不忘初心 岁月静好 岁月安然 岁月温柔 时光不老 繁花似锦 春暖花开 花开富贵 璀璨 活成自己喜欢的样子 成为更好的自己 遇见更好的自己 一路生花 一路繁花 一路向前 满载而归 烦恼清零 烦恼全消 烟消云散 
`
  .trim()
  .split(/\s+/);

/** Words that may surround stock ones without making the clause about anybody in particular. */
const PADDING = `
祝福 祝愿 祝贺 衷心 真心 真诚 由衷 谨祝 恭祝 敬祝 提前 也祝 祝 愿 希望 盼 期待 期盼 预祝 顺祝 送上 献上 最诚挚 最真挚 最美好 诚挚 真挚 美好 问候 衷心地 深深 谨代表 谨 代表 公司 全体 同仁 员工 来临 将至 到来
您和家人 你和家人 您及家人 和家人 及家人 家人们 家人 全家人 全家 一家人 一家 阖家 合家 大家 朋友们 朋友 亲爱的 尊敬的 敬爱的 最亲爱的 老师 兄弟 姐妹 宝贝 
您们 你们 咱们 我们 我 您 你 咱 他 她 自己 彼此 
新的一年里 新的一年 新一年 在新的一年 新年 新春 春节 佳节 节日 除夕 马年 龙年 蛇年 丙午年 丙午马年 丙午 2026年 2026 来年 今年 这一年 去年 过去一年 过去的一年 过去 一年来 一年 一直以来 多年来 这些年 一路 未来 以后 往后 今后 日子 每一天 每天 天天 年年 岁岁 时时 事事 处处 永远 一直 始终 常常 
事业 工作 学业 学习 生活 身体 家庭 生意 财运 感情 爱情 友谊 友情 情谊 合作 前程 前途 心情 好运 福气 快乐 健康 平安 幸福 吉祥 如意 顺利 开心 欢乐 团圆 顺遂 顺意 顺心 安康 喜乐 温暖 笑容 欢笑 烦恼 忧愁 梦想 愿望 心愿 所有 一切 所想 所愿 世界 时光 岁月 前路 人生 
感谢 谢谢 感恩 多谢 承蒙 感激 有你 有您 遇见 认识 对我 给我 为我 带给 带来 
能够 能 可以 都能 都会 都是 都有 都 也 更 更加 更是 还 再 继续 越来越 越 又 和 与 及 跟 同 并 且 而且 在 里 中 的 地 得 着 了 是 有 像 把 将 让 被 给 向 对 为 到 来 去 上 下 一起 一同 共同 满满 多多 无限 最 很 真 好 新 大 福 喜 财 乐 安 吉 健健康康
啊 呀 啦 呢 哦 哟 嘛 吧 哈 哒 喽 咯 呐 么 哇 
`
  .trim()
  .split(/\s+/);

const WORDS = new RegExp(wordPattern([...STOCK, ...PADDING]), 'g');
const STOCK_WORDS: ReadonlySet<string> = new Set(STOCK);
/** Most clauses hold no stock word at all, and need not be taken apart. */
const STOCK_WORD = new RegExp(wordPattern(STOCK));
/** Shorter ones (支持, 鼓励) also tell of things that happened. */
const WISHES = new RegExp(wordPattern(STOCK.filter((word) => word.length >= 4)), 'g');
const YEAR_PHRASE = /新的?一年|新春|马年/;
const NO_LETTER = /[^\p{L}\p{N}]+/gu;

/** A stock clause may hold this share of characters that the lists do not know. */
const UNKNOWN_SHARE = 0.2;

/**
 * Whether a clause could stand in a greeting to anybody. The 称呼 is masked; a clause that is
 * nothing but the 称呼 is not stock.
 */
export function isStockClause(clause: string, name: string): boolean {
  const letters = withoutName(clause, name).replace(NO_LETTER, '');
  if (!STOCK_WORD.test(letters) && !YEAR_PHRASE.test(letters)) return false;
  const words = letters.match(WORDS) ?? [];
  const covered = words.reduce((total, word) => total + word.length, 0);
  if (letters === '' || letters.length - covered > letters.length * UNKNOWN_SHARE) return false;
  return words.some((word) => STOCK_WORDS.has(word)) || YEAR_PHRASE.test(letters);
}

/** The different stock wishes of a text, 万事如意 and the like. */
export function stockWishes(text: string): readonly string[] {
  return [...new Set(text.match(WISHES) ?? [])];
}

export function withoutName(text: string, name: string): string {
  return name === '' ? text : text.replaceAll(name, '');
}
