/**
 * Words of people's trades and of machine learning. A wish that uses one was written for somebody:
 * 「祝您的loss一路往下走」 is not a stock wish.
 */
const TERMS =
  /[A-Za-z]|大模型|模型|参数|算力|梯度|训练|微调|收敛|过拟合|精度|代码|编译|上线|部署|服务器|接口|脚本|提示词|上下文|权重|数据|缓存|带宽|版本|回滚|图纸|工地|手术|值班|夜班|查房|课题|论文|答辩|教案|板书|订单|单号|货|车间|灶|锅|菜|鱼|茶|酒|猫|狗|车|地里|大棚|庄稼|快递|账|报表|发票/;

export function holdsTerm(clause: string): boolean {
  return TERMS.test(clause);
}
