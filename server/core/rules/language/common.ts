/**
 * Pairs of characters so common between people who know each other that finding one in a greeting
 * proves nothing. A list of words, not of characters: a stop character would delete 展会 because of 会.
 */
const WORDS = `
今年 去年 前年 明年 每年 当年 那年 新年 过年 拜年 大年 马年 蛇年 春节 除夕 节日 快乐 祝福 祝愿 希望 恭喜 开心 高兴 幸福 健康 平安 顺利 顺心 如意
一起 一直 一样 一个 一次 一些 一下 一定 一家 一年 这个 那个 这些 那些 这样 那样 什么 怎么 时候 那时 时间 现在 以前 以后 之前 之后 最近 今天 明天 昨天 后来 当时 平时 每次 每天 经常 常常 总是 有时 从小 多年 好久 很久
我们 咱们 你们 他们 自己 大家 人家 别人 对方 彼此 互相 两人 两个 几个 几次 第一 一块 同一 一同 一条 一名 一位
喜欢 爱好 觉得 知道 认识 记得 感谢 谢谢 帮忙 帮我 帮他 关心 照顾 支持 工作 生活 学习 家里 家人 朋友 孩子 老师 同学 同事 客户 领导 公司 项目 合作 
可以 可能 已经 还是 还有 还在 没有 不是 不会 不要 不用 就是 都是 也是 只是 但是 因为 所以 如果 虽然 特别 非常 真的 真是 有点 比较 越来 更加 很多 许多 不少 有空 出来 起来 过来 过去 回来 回去 下来 上来 开始 最后 结束 一点 这么 那么 多少 身体 事业 发展 进步 成长 努力 准备 打算 想要 常去 经历 共同 聊过 聊天 见面 约好 答应 说好 说过 问过 给我 给他 教我 送我 借我 陪我 请我 让我 跟我 和我 对我 把我 被我 去过 做过 来过 吃过 看过 到过 是我 我的 他的 她的 你的 您的 的人 的事 了我 过我 在一 我在 他在 她在 常一 都在 都爱 也爱 爱去 爱说 爱吃 爱喝 爱看 爱听 爱玩
`
  .trim()
  .split(/\s+/);

const COMMON: ReadonlySet<string> = new Set(WORDS);

export function isCommonPair(pair: string): boolean {
  return COMMON.has(pair);
}
